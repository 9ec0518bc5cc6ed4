using CostDashboard.Core.Spend;
using CostDashboard.Core.Value;

namespace CostDashboard.Core.Tests.Value;

public sealed class FeatureFiguresTests
{
    private static readonly ValueDays s_now = Days("2026-11-11/2026-11-20");
    private static readonly ValueDays s_before = Days("2026-11-01/2026-11-10");
    private static readonly SpendAnswer s_none = Spend();

    [Fact]
    public void Revenue_stands_against_the_cost_of_the_days_that_have_it()
    {
        var row = Assert.Single(Figures(
            Spend(("chat", "2026-11-11", 4, 0), ("chat", "2026-11-14", 6, 0), ("chat", "2026-11-20", 90, 0)), s_none, Of("chat", "2026-11-11/2026-11-15", 30)).Rows);

        Assert.Equal(new(100, 0, 0), row.Now.Cost);
        Assert.Equal(new("", 30, new(10, 0, 0), 5), row.Now.Revenue);
        Assert.Equal((3m, 20L), (row.Now.Revenue!.Return!.Value, row.Now.Revenue.MarginNanoUsd));
        Assert.Equal([4L, 0, 0, 6, 0, 0, 0, 0, 0, 90], row.CostByDay);
        Assert.Equal([6L, 6, 6, 6, 6, 0, 0, 0, 0, 0], row.RevenueByDay);
    }

    [Fact]
    public void A_value_that_reaches_over_the_edge_is_split_and_its_parts_add_up()
    {
        var value = Of("chat", "2026-11-06/2026-11-16", 100);

        var row = Assert.Single(Figures(s_none, s_none, value).Rows);

        Assert.Equal((45L, 5), (row.Before.Revenue!.Amount, row.Before.Revenue.Days));
        Assert.Equal((55L, 6), (row.Now.Revenue!.Amount, row.Now.Revenue.Days));
        Assert.Equal(55L, row.RevenueByDay.Sum());
        Assert.Null(row.Now.Revenue.Return);
    }

    [Fact]
    public void Features_without_value_and_values_without_cost_are_there()
    {
        var figures = Figures(Spend(("dear", "2026-11-12", 7, 2), ("", "2026-11-12", 1, 0)), Spend(("gone", "2026-11-02", 3, 0)), Of("sold", "2026-11-12", 5), Of("out", "2026-10", 5));

        Assert.Equal(["", "dear", "gone", "sold"], figures.Rows.Select(row => row.Feature));
        Assert.Equal(new(7, 2, 0), figures.Rows[1].Now.Cost);
        Assert.False(figures.Rows[1].Now.HasValue);
        Assert.Equal(new(8, 2, 0), figures.Now.Cost);
        Assert.Equal(3, figures.Before.Cost.NanoUsd);
        Assert.Equal(new("", 5, default, 1), figures.Now.Revenue);
    }

    [Fact]
    public void Units_stand_beside_revenue_each_with_its_own_days()
    {
        var row = Assert.Single(Figures(
            Spend(("chat", "2026-11-11", 100, 0), ("chat", "2026-11-12", 50, 0)),
            s_none,
            Of("chat", "2026-11-11", 4 * FeatureValue.PerUnit, "tickets"),
            Of("chat", "2026-11-12", 6 * FeatureValue.PerUnit, "tickets"),
            Of("chat", "2026-11-12", FeatureValue.PerUnit / 2, "audits")).Rows);

        Assert.Null(row.Now.Revenue);
        Assert.Equal(["audits", "tickets"], row.Now.Units.Select(unit => unit.Unit));
        Assert.Equal((100m, 1), (row.Now.Units[0].CostPerUnit!.Value, row.Now.Units[0].Days));
        Assert.Equal((15m, 2), (row.Now.Units[1].CostPerUnit!.Value, row.Now.Units[1].Days));
    }

    [Fact]
    public void Totals_are_the_sums_of_the_rows()
    {
        var figures = Figures(
            Spend(("a", "2026-11-11", 10, 1), ("b", "2026-11-12", 20, 0)), s_none, Of("a", "2026-11-11", 40), Of("b", "2026-11-11/2026-11-12", 100), Of("a", "2026-11-11", 5, "x"), Of("b", "2026-11-11", 6, "x"));

        Assert.Equal(new("", 140, new(30, 1, 0), 2), figures.Now.Revenue);
        Assert.Equal(11, Assert.Single(figures.Now.Units).Amount);
    }

    [Fact]
    public void More_than_64_bits_hold_is_refused_and_does_not_wrap() =>
        Assert.Throws<UnanswerableException>(() => Figures(s_none, s_none, [.. Enumerable.Range(0, 10).Select(i => Of($"f{i}", "2026-11-12", long.MaxValue / 9))]));

    private static FeatureFigures Figures(SpendAnswer now, SpendAnswer before, params FeatureValue[] values) =>
        FeatureFigures.Of(s_now, now, s_before, before, values, OrganisationCalendar.Utc);

    private static SpendAnswer Spend(params (string Feature, string Day, long Nanos, long Unpriced)[] rows) => new(
        [.. rows.Select(row => new SpendRow(
            OrganisationCalendar.Utc.StartOf(DateOnly.Parse(row.Day)), [row.Feature], new() { CostNanoUsd = row.Nanos, Calls = 1, UnpricedCalls = row.Unpriced }))],
        new());

    private static ValueDays Days(string text) => ValueDays.Parse(text)!.Value;

    private static FeatureValue Of(string feature, string days, long amount, string unit = "") => new(new(feature, Days(days), unit), amount);
}
