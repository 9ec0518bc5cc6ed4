using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>What a run changed, or a dry run would change: in a sentence, in figures, by model, by customer and by day.</summary>
public sealed partial class RunReport
{
    [Parameter, EditorRequired]
    public RepricingRun Run { get; set; } = null!;

    [Inject]
    private OrganisationCalendar Calendar { get; set; } = null!;

    private RepricingFigures Total => Run.Report.Total;

    private bool IsDry => Run.Kind is RepricingKind.DryRun;

    private string Sentence => (IsDry, Total.ChangedCalls) switch
    {
        (true, 0) => $"None of {NumberText.Count(Total.Calls)} calls would cost anything else:",
        (false, 0) => $"None of {NumberText.Count(Total.Calls)} calls costs anything else:",
        (true, _) => $"{NumberText.Count(Total.ChangedCalls)} of {NumberText.Count(Total.Calls)} calls would be priced differently, together by",
        (false, _) => $"{NumberText.Count(Total.ChangedCalls)} of {NumberText.Count(Total.Calls)} calls are priced differently, together by",
    };

    private string End => Run.State is RepricingState.Finished
        ? "."
        : $", until it was {RunText.State(Run)} after {NumberText.Count(Run.Progress.TracesDone)} of {NumberText.Count(Run.Progress.TracesFound)} traces.";

    private static string Unpriced(long calls) => calls == 0 ? "" : $"{NumberText.Count(calls)} unpriced or partial";
}
