using CostDashboard.Core.Value;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>
/// The figures as a file: a line for each feature with its cost and revenue, and one for each unit of it. Cost and revenue stand on a feature's
/// first line only, so that the columns add up.
/// </summary>
internal static class FeatureSheet
{
    private static readonly IReadOnlyList<SheetColumn<Line>> s_columns =
    [
        new("feature", line => new SheetCell.Words(line.Name)),
        new("period", line => new SheetCell.Words(line.Days.ToString())),
        new("cost_usd", line => Dollars(line.Feature?.Now.Cost.NanoUsd)),
        new("calls", line => Number(line.Feature?.Now.Calls)),
        new("unpriced_calls", line => Number(line.Feature?.Now.Cost.UnpricedCalls)),
        new("partially_priced_calls", line => Number(line.Feature?.Now.Cost.PartialCalls)),
        new("previous_cost_usd", line => Dollars(line.Feature?.Before.Cost.NanoUsd)),
        new("revenue_usd", line => Dollars(line.Revenue?.Amount)),
        new("revenue_days", line => Number(line.Revenue?.Days)),
        new("cost_of_revenue_days_usd", line => Dollars(line.Revenue?.Cost.NanoUsd)),
        new("return", line => Number(line.Revenue?.Return)),
        new("margin_usd", line => Dollars(line.Revenue?.MarginNanoUsd)),
        new("previous_revenue_usd", line => Dollars(line.Feature?.Before.Revenue?.Amount)),
        new("unit", line => new SheetCell.Words(line.Unit?.Unit ?? "")),
        new("units", line => Number(line.Unit is { } unit ? FeatureValueRules.UnitsOf(unit.Amount) : null)),
        new("units_days", line => Number(line.Unit?.Days)),
        new("cost_of_units_days_usd", line => Dollars(line.Unit?.Cost.NanoUsd)),
        new("cost_per_unit_usd", line => line.Unit?.CostPerUnit is { } nanos ? new SheetCell.Dollars(decimal.Round(nanos)) : SheetCell.None),
    ];

    public static Sheet Of(FeatureFigures figures, ValueNames names) => Sheet.Of("features", s_columns, figures.Rows.SelectMany(row => Lines(figures, row, names)));

    private static IEnumerable<Line> Lines(FeatureFigures figures, FeatureRow row, ValueNames names)
    {
        var name = names.Of(FeatureView.Facet, row.Feature);
        yield return new(name, figures.Days, row, row.Now.Units.Count > 0 ? row.Now.Units[0] : null);
        foreach (var unit in row.Now.Units.Skip(1))
        {
            yield return new(name, figures.Days, null, unit);
        }
    }

    private static SheetCell Dollars(long? nanos) => nanos is { } known ? new SheetCell.Dollars(known) : SheetCell.None;

    private static SheetCell Number(decimal? number) => number is { } known ? new SheetCell.Number(known) : SheetCell.None;

    private sealed record Line(string Name, ValueDays Days, FeatureRow? Feature, ValueAgainstCost? Unit)
    {
        public ValueAgainstCost? Revenue => Feature?.Now.Revenue;
    }
}
