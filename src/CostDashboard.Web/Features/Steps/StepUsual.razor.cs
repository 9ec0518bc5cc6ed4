using System.Globalization;
using CostDashboard.Core.Watching.Steps;
using CostDashboard.Web.Features.Incidents;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>What is usual of a step, beside what its last hours were: each measure with the hours that it was learned from.</summary>
public sealed partial class StepUsual
{
    /// <summary>In the address: the measure of the chart.</summary>
    internal const string Chosen = "usual";

    [Parameter, EditorRequired]
    public string Step { get; set; } = "";

    [Inject]
    private IStepBaselines Baselines { get; set; } = null!;

    protected override async Task<Load<IReadOnlyList<StepBaseline>>> AskAsync(CancellationToken cancellationToken) =>
        new Load<IReadOnlyList<StepBaseline>>.Ready(await Baselines.GetAsync(Context.ProjectId, Step, cancellationToken));

    // The chosen measure, else what a call costs, else whatever is known.
    private StepBaseline? Shown(IReadOnlyList<StepBaseline> baselines)
    {
        var wanted = IncidentWords.Parse<WatchedMeasure>(Context.Query.Text(Chosen)) ?? WatchedMeasure.CostPerCall;
        return baselines.Where(baseline => baseline.Last is not null).OrderByDescending(baseline => baseline.Measure == wanted).FirstOrDefault();
    }

    private string Link(StepBaseline baseline) => Context.Here((Chosen, IncidentWords.CodeOf(baseline.Measure))) + "#usual";

    private static string TooEarly(IReadOnlyList<StepBaseline> baselines) => string.Create(
        CultureInfo.InvariantCulture,
        $"What is usual is known after {StepBaseline.LeastHours} hours with calls; so far there are {baselines.Select(baseline => baseline.Hours).DefaultIfEmpty().Max():N0}.");

    private string Sentence(StepBaseline shown)
    {
        var last = shown.Last!.Value;
        var expected = Math.Max(0, last.Expected!.Value);
        var band = last is { Low: { } low, High: { } high } ? $", from {shown.Say(low)} to {shown.Say(high)}" : "";
        var season = shown.KnowsSeason ? "for the hour of the week" : "one level for all hours, until there is a week of them";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"In the hour from {TimeText.Text(last.Start, Context.Calendar, "d MMM HH:mm")} {shown.Name} was {shown.Say(last.Actual!.Value)}; usual is {shown.Say(expected)}{band}. That is learned from {shown.Hours:N0} hours, {season}.");
    }
}
