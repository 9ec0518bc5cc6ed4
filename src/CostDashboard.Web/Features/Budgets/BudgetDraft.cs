using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;

namespace CostDashboard.Web.Features.Budgets;

/// <summary>A budget as it is typed in or sent. What is left out is what most want: a month, and the usual thresholds.</summary>
/// <param name="Amount">Dollars.</param>
/// <param name="Period">day, week, month or quarter.</param>
/// <param name="Thresholds">Per cent, separated by commas.</param>
internal sealed record BudgetDraft(string? Name, BudgetScope? Scope, string? Amount, string? Period, string? Thresholds, bool CarriesOver)
{
    private const string Separators = ",; ";

    /// <returns>The budget, or the field and the reason why it is none.</returns>
    internal (Budget? Budget, string Field, string Mistake) Read(ProjectId project, DateOnly today, Budget? changed = null)
    {
        if (ReadAmount(Amount) is not { } nanos)
        {
            return (null, "amount", "Write an amount in dollars, such as 1200 or 0.50.");
        }

        if (ReadPeriod(Period) is not { } period)
        {
            return (null, "period", "A period is a day, a week, a month or a quarter.");
        }

        if (ReadThresholds(Thresholds) is not { } thresholds)
        {
            return (null, "thresholds", "Write whole numbers of per cent, separated by commas, such as 50, 80, 100.");
        }

        var budget = new Budget(
            changed?.Id ?? 0, project, Name?.Trim() ?? "", Scope, nanos, period, thresholds, CarriesOver, changed?.Since ?? today, changed?.Version ?? 0);
        return budget.FindMistake() is { } mistake ? (null, "budget", mistake) : (budget, "", "");
    }

    /// <summary>month.</summary>
    internal static string CodeOf(BudgetPeriod period) => period.ToString().ToLowerInvariant();

    /// <summary>50, 80, 100.</summary>
    internal static string TextOf(IReadOnlyList<int> thresholds) => string.Join(", ", thresholds.Select(percent => percent.ToString(CultureInfo.InvariantCulture)));

    /// <summary>1200.5: as it is typed in.</summary>
    internal static string TextOf(long nanos) => Usd.FromNanos(nanos).Amount.ToString("0.00#######", CultureInfo.InvariantCulture);

    private static long? ReadAmount(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var dollars)
        && dollars <= 2m * Budget.LargestNanoUsd / Usd.NanosPerDollar
            ? new Usd(dollars).ToNanos()
            : null;

    private static BudgetPeriod? ReadPeriod(string? text) => string.IsNullOrEmpty(text)
        ? BudgetPeriod.Month
        : Enum.GetValues<BudgetPeriod>().Select(period => (BudgetPeriod?)period).FirstOrDefault(period => string.Equals(CodeOf(period!.Value), text, StringComparison.OrdinalIgnoreCase));

    private static List<int>? ReadThresholds(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [.. Budget.UsualThresholds];
        }

        var read = new List<int>();
        foreach (var part in text.Replace("%", "", StringComparison.Ordinal).Split([.. Separators], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            {
                return null;
            }

            read.Add(percent);
        }

        return [.. read.Distinct().Order()];
    }
}
