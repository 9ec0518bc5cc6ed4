using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>Words for runs.</summary>
internal static class RunText
{
    public static string Kind(RepricingRun run) => run.Kind is RepricingKind.DryRun ? "dry run" : "re-pricing";

    public static string State(RepricingRun run) => run.State switch
    {
        RepricingState.Running => "under way",
        RepricingState.Finished => "finished",
        RepricingState.Cancelled => "cancelled",
        RepricingState.Stopped => "stopped",
        _ => throw new ArgumentOutOfRangeException(nameof(run), run.State, "No such state."),
    };

    /// <summary>Which calls, in words: "gpt-4o of openai, unpriced".</summary>
    public static string Calls(RepricingQuestion question)
    {
        var models = question.Models.Count == 0 ? "every model" : string.Join(", ", question.Models.Select(Named));
        var providers = question.Providers.Count == 0 ? "" : " of " + string.Join(", ", question.Providers.Select(Named));
        var states = question.States.Count == 0 ? "" : ", " + string.Join(" or ", question.States.Select(state => state.ToString().ToLowerInvariant()));
        return models + providers + states;
    }

    public static string Period(RepricingQuestion question, OrganisationCalendar calendar) => TimeText.Period(question.From, question.To, calendar);

    /// <summary>How far it is: "priced 1,200 of 3,400 traces, now at 14 Nov 2026".</summary>
    public static string Progress(RepricingProgress progress, OrganisationCalendar calendar) => progress switch
    {
        { IsSearched: false, TracesFound: 0 } => "looking for the traces",
        { IsSearched: false } => $"looking for the traces: {NumberText.Count(progress.TracesFound)} so far",
        { At: { } at } => $"priced {NumberText.Count(progress.TracesDone)} of {NumberText.Count(progress.TracesFound)} traces, now at {TimeText.Text(at, calendar, "d MMM yyyy")}",
        _ => $"priced 0 of {NumberText.Count(progress.TracesFound)} traces",
    };

    /// <summary>In per cent, whole.</summary>
    public static int Share(RepricingProgress progress) =>
        progress.IsSearched && progress.TracesFound > 0 ? (int)Math.Min(100, 100 * progress.TracesDone / progress.TracesFound) : 0;

    private static string Named(string value) => value.Length == 0 ? "(none named)" : value;
}
