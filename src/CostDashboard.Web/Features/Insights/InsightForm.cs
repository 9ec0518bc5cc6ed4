using System.Globalization;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Insights;

/// <summary>The forms of the page: <c>threshold.GrowingContext</c>, <c>least</c>, <c>version</c>; <c>kind</c>, <c>id</c>, <c>reason</c>, <c>days</c>.</summary>
internal static class InsightForm
{
    internal const string Least = "least";
    internal const string Version = "version";
    internal const string Reason = "reason";
    internal const string Days = "days";

    /// <summary>For how many days something can be dismissed; 0 for without an end.</summary>
    internal static IReadOnlyList<(int Days, string Label)> Periods { get; } = [(30, "for 30 days"), (90, "for 90 days"), (365, "for a year"), (0, "without an end")];

    internal static string Threshold(InsightKind kind) => $"threshold.{kind}";

    /// <summary>The settings that a form says, mistakes included; null where a field is no number, with its name.</summary>
    internal static (InsightSettings? Settings, string? Mistake) Settings(IFormCollection form)
    {
        var settings = new InsightSettings(new Dictionary<InsightKind, decimal>(), InsightSettings.UsualLeastUsd);
        foreach (var rule in InsightRules.InOrder)
        {
            if (Number(form[Threshold(rule.Kind)]) is not { } value)
            {
                return (null, $"{rule.Name}: the threshold is no number.");
            }

            if (value != rule.Threshold.Default)
            {
                settings = settings.With(rule.Kind, value);
            }
        }

        return Number(form[Least]) is { } least
            ? (settings with { LeastUsdPerMonth = least }, null)
            : (null, "The least saving is no number.");
    }

    internal static int VersionOf(IFormCollection form) => int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    /// <summary>Until when something is dismissed; null for without an end. What is no period of ours is the shortest.</summary>
    internal static UnixNanos? UntilOf(IFormCollection form, UnixNanos now)
    {
        var days = int.TryParse(form[Days], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Periods.Any(period => period.Days == number)
            ? number
            : Periods[0].Days;
        return days == 0 ? null : now + (days * UnixNanos.PerDay);
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
