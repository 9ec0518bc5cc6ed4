using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Features.Incidents;

namespace CostDashboard.Web.Features.AlertRules;

/// <summary>An alert rule as it is typed in or sent.</summary>
/// <param name="Condition">above, below, rises-from-before, falls-from-before, rises-from-week-before or falls-from-week-before.</param>
/// <param name="Limit">In dollars, milliseconds, per cent or whole things, as the figure is; of a change in per cent.</param>
/// <param name="Window">Minutes.</param>
/// <param name="Floor">Dollars; empty for none.</param>
/// <param name="Severity">info, warning or critical.</param>
internal sealed record AlertRuleDraft(
    string? Name, string? Figure, IReadOnlyList<SpendFilter> Filters, AlertGrouping? By, string? Condition, string? Limit, string? Window, string? Floor, string? Severity, bool IsOn)
{
    private const decimal NanosPerMillisecond = 1_000_000;

    /// <returns>The rule, or the field and the reason why it is none.</returns>
    internal (AlertRule? Rule, string Field, string Mistake) Read(ProjectId project, UnixNanos now, AlertRule? changed = null)
    {
        if (SpendFigure.Find(Figure) is not { } figure)
        {
            return (null, "figure", "There is no such figure. Choose one of the list.");
        }

        if (IncidentWords.Parse<AlertCondition>(Condition) is not { } condition)
        {
            return (null, "condition", "Choose above or below a limit, or a rise or fall from the window or the week before.");
        }

        if (IncidentWords.Parse<IncidentSeverity>(string.IsNullOrEmpty(Severity) ? "warning" : Severity) is not { } severity)
        {
            return (null, "severity", "A severity is info, warning or critical.");
        }

        if (Number(Limit) is not { } limit)
        {
            return (null, "limit", "Write the limit as a number, such as 5 or 0.25.");
        }

        if (Number(string.IsNullOrWhiteSpace(Floor) ? "0" : Floor) is not { } floor)
        {
            return (null, "floor", "Write the floor in dollars, such as 1 or 0.50.");
        }

        var window = int.TryParse(Window, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : 0;
        var rule = new AlertRule(
            changed?.Id ?? 0, project, Name?.Trim() ?? "", figure.Name, Filters, By, condition, 0, window, ToNanos(floor), severity, IsOn, now, changed?.Version ?? 0);
        rule = rule with { Limit = decimal.Round(limit * UnitOf(rule).Scale, 9) };
        return rule.FindMistake() is { } mistake ? (null, "rule", mistake) : (rule, "", "");
    }

    /// <summary>What a limit of the rule is typed in as, and how much of the figure's unit one of that is.</summary>
    internal static (string Name, decimal Scale) UnitOf(AlertRule rule) => (rule.IsChange, rule.Watches?.Unit) switch
    {
        (true, _) or (_, FigureUnit.Share) => ("%", 0.01m),
        (_, FigureUnit.Usd) => ("$", Usd.NanosPerDollar),
        (_, FigureUnit.Nanoseconds) => ("ms", NanosPerMillisecond),
        _ => ("", 1),
    };

    /// <summary>The limit as it is typed in.</summary>
    internal static string LimitText(AlertRule rule) => (rule.Limit / UnitOf(rule).Scale).ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>The floor as it is typed in; empty for none.</summary>
    internal static string FloorText(AlertRule rule) => rule.FloorNanoUsd == 0 ? "" : Usd.FromNanos(rule.FloorNanoUsd).Amount.ToString("0.00#######", CultureInfo.InvariantCulture);

    private static long ToNanos(decimal dollars) => new Usd(Math.Min(dollars, 1_000_000_001m)).ToNanos();

    // No larger than what a limit can be in any unit.
    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number <= AlertRule.LargestLimit
            ? number
            : null;
}
