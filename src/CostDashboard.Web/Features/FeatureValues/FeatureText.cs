using System.Globalization;
using CostDashboard.Core.Value;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>Writes value against cost for people.</summary>
internal static class FeatureText
{
    /// <summary>4.2 ×, and ≤ where the cost is a lower bound; a dash where nothing was spent that is known.</summary>
    public static string Return(ValueAgainstCost? revenue) => revenue?.Return is { } times
        ? (revenue.Cost.IsLowerBound ? "≤ " : "") + times.ToString(times switch { >= 1_000 => "#,##0", >= 9.95m => "0.#", _ => "0.00" }, CultureInfo.InvariantCulture) + " ×"
        : NumberText.None;

    /// <summary>$0.0213 for one ticket.</summary>
    public static string PerUnit(ValueAgainstCost unit) => unit.CostPerUnit switch
    {
        null => NumberText.None,
        > long.MaxValue => "> $9.2 billion",
        { } nanos => (unit.Cost.IsLowerBound ? "≥ " : "") + MoneyText.Of((long)decimal.Round(nanos)),
    };

    /// <summary>42 tickets.</summary>
    public static string Units(ValueAgainstCost unit) => FeatureValueRules.UnitsOf(unit.Amount).ToString("#,##0.######", CultureInfo.InvariantCulture) + " " + unit.Unit;

    /// <summary>Which part of the period has a value; null where all of it has.</summary>
    public static string? Coverage(ValueAgainstCost value, ValueDays days) => value.Days >= days.Count
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{value.Days} of {days.Count} days");

    /// <summary>What a sparkline of cost by day shows, in words.</summary>
    public static string Course(FeatureRow row, ValueDays days)
    {
        var most = 0;
        for (var i = 1; i < row.CostByDay.Count; i++)
        {
            most = row.CostByDay[i] > row.CostByDay[most] ? i : most;
        }

        return $"Cost by day: {MoneyText.Of(row.CostByDay[0])} on {Day(days.First)}, {MoneyText.Of(row.CostByDay[^1])} on {Day(days.Last)}, "
            + $"most {MoneyText.Of(row.CostByDay[most])} on {Day(days.First.AddDays(most))}";
    }

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);
}
