using System.Globalization;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Budgets;

/// <summary>What budgets say, in words that a mail, a program or a manager can read.</summary>
public static class BudgetText
{
    /// <summary>November 2026 · the week of 16 November 2026 · Q4 2026 · 22 November 2026.</summary>
    public static string NameOf(BudgetPeriod period, BudgetDays days) => period switch
    {
        BudgetPeriod.Day => Day(days.First),
        BudgetPeriod.Week => "the week of " + Day(days.First),
        BudgetPeriod.Month => days.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"Q{((days.First.Month - 1) / 3) + 1} {days.First.Year}"),
    };

    /// <summary>customer 'acme' · the whole project.</summary>
    public static string NameOf(BudgetScope? scope) => scope switch
    {
        null => "the whole project",
        { Dimension: Dimension.Tag, TagKey: { } tag } => $"{GuardrailText.Quoted(tag)} {ValueOf(scope)}",
        { Dimension: Dimension.ApiKey } => $"API key {ValueOf(scope)}",
        _ => $"{scope.Dimension.ToString().ToLowerInvariant()} {ValueOf(scope)}",
    };

    /// <summary>$1,204.50; below a dollar all digits that there are.</summary>
    public static string Money(long nanos)
    {
        var dollars = Usd.FromNanos(nanos).Amount;
        return (dollars < 0 ? "-$" : "$") + Math.Abs(dollars).ToString(Math.Abs(dollars) >= 1 ? "#,##0.00" : "0.00#######", CultureInfo.InvariantCulture);
    }

    /// <summary>The same, where calls without a known price may be beyond it.</summary>
    public static string Money(BudgetSpend spend) => (spend.IsLowerBound ? "at least " : "") + Money(spend.NanoUsd);

    /// <summary>Where it stands, as a sentence.</summary>
    public static string Sentence(BudgetState state)
    {
        var (budget, allowed) = (state.Budget, Money(state.AllowedNanoUsd));
        var named = $"The budget {GuardrailText.Quoted(budget.Name)} of {allowed} for {NameOf(budget.Period, state.Days)}";
        return state.Outlook switch
        {
            BudgetOutlook.Spent when state.RemainingNanoUsd < 0 => $"{named} is spent: {Money(state.Spent)} by now, {Money(-state.RemainingNanoUsd)} too much.",
            BudgetOutlook.Spent => $"{named} is spent: {Money(state.Spent)} by now.",
            BudgetOutlook.RunsOut =>
                $"{named} is expected to run out on {DayOfYear(state.RunsOutOn!.Value)}: {Money(state.Spent)} is spent by now, and about {Money(state.Forecast!.NanoUsd)} at its end ({Band(state)}).",
            BudgetOutlook.MayRunOut => $"{named} may run out: {Money(state.Spent)} is spent by now, and about {Money(state.Forecast!.NanoUsd)} at its end ({Band(state)}).",
            BudgetOutlook.Lasts => $"{named} lasts: {Money(state.Spent)} is spent by now, and about {Money(state.Forecast!.NanoUsd)} at its end ({Band(state)}).",
            _ => $"{named}: {Money(state.Spent)} is spent by now; there are too few days to say what it will be at its end.",
        };
    }

    internal static string Band(BudgetState state) => $"between {Money(state.Forecast!.LowNanoUsd)} and {Money(state.Forecast.HighNanoUsd)}";

    private static string ValueOf(BudgetScope scope) => scope.Value.Length == 0 ? "(none named)" : GuardrailText.Quoted(scope.Value);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string DayOfYear(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);
}
