using CostDashboard.Core.Traces.Comparing;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Comparing;

/// <summary>The words of a comparison.</summary>
internal static class DiffText
{
    /// <summary>How much of a difference a step must make to be told in a sentence.</summary>
    private const double LeastShare = 0.1;

    private const int MostNamed = 3;

    /// <summary>"cost $0.12 more (+ 34 %)", "cost $24.71 more (393 times as much)": the difference with what it is of.</summary>
    internal static string Cost(long before, long difference) => difference switch
    {
        0 => "cost the same",
        _ => $"cost {MoneyText.Of(Math.Abs(difference))} {(difference > 0 ? "more" : "less")}{Share(before, difference)}",
    };

    internal static string Duration(long before, long difference) => difference switch
    {
        0 => "took as long",
        _ => $"took {NumberText.Duration(Math.Abs(difference))} {(difference > 0 ? "longer" : "less")}{Share(before, difference)}",
    };

    /// <summary>The steps that made most of a difference, with the reasons; those of the same sign only, and none that made little.</summary>
    internal static IReadOnlyList<TraceDiffCause> Named(TraceDiff diff) =>
        [.. diff.Causes
            .Where(cause => cause.CostDifference != 0 && Math.Sign(cause.CostDifference) == Math.Sign(diff.CostDifference == 0 ? cause.CostDifference : diff.CostDifference))
            .Where(cause => Math.Abs((double)cause.CostDifference) >= LeastShare * Math.Abs((double)diff.CostDifference))
            .Take(MostNamed)];

    /// <summary>Why a step cost more or less, behind its name and amount.</summary>
    internal static string Reason(TraceDiffCause cause) => cause.Reason switch
    {
        DiffReason.NewStep => "a step that the first does not have",
        DiffReason.GoneStep => "a step that the second does not have",
        DiffReason.OtherModel => $"{Models(cause.After)} instead of {Models(cause.Before)}",
        DiffReason.Calls => MoreOf(cause.After.Calls - cause.Before.Calls, "call", "calls"),
        DiffReason.Tokens => Tokens(cause),
        DiffReason.Price => "the same tokens at another price",
        _ => "",
    };

    private static string Tokens(TraceDiffCause cause)
    {
        var (input, output) = (cause.After.Usage.TotalInput - cause.Before.Usage.TotalInput, cause.After.Usage.Output - cause.Before.Usage.Output);
        string[] parts =
        [
            .. input == 0 ? [] : new[] { MoreOf(input, "input token", "input tokens") },
            .. output == 0 ? [] : new[] { MoreOf(output, "output token", "output tokens") },
            .. input == 0 && output == 0 ? new[] { "another share from the cache" } : [],
        ];
        return string.Join(", ", parts);
    }

    private static string MoreOf(long difference, string one, string many) =>
        $"{NumberText.Count(Math.Abs(difference))} {(difference > 0 ? "more" : "fewer")} {(Math.Abs(difference) == 1 ? one : many)}";

    private static string Models(StepFigures figures) => string.Join(" and ", figures.Models);

    private static string Share(long before, long difference) => before switch
    {
        <= 0 => "",
        _ when (double)difference / before >= 9 => $" ({NumberText.Average(1 + ((double)difference / before))} times as much)",
        _ => $" ({NumberText.Change((double)difference / before)})",
    };
}
