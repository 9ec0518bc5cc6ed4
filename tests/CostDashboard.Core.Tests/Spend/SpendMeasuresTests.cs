using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Tests.Spend;

public sealed class SpendMeasuresTests
{
    [Fact]
    public void Measures_are_added_and_taken_back_figure_by_figure()
    {
        var sum = Some(1);
        sum.Add(Some(10));
        Assert.Equal(Some(1, 10), sum);

        sum.Add(Some(10), -1);
        Assert.Equal(Some(1), sum);

        sum.Add(Some(1), -1);
        Assert.True(sum.IsZero);
    }

    [Fact]
    public void A_row_of_zeros_whose_distribution_moved_is_not_zero()
    {
        var moved = new SpendMeasures();
        moved.Latency.Add(5);
        moved.Latency.Add(9, -1);

        Assert.False(moved.IsZero);
    }

    [Fact]
    public void Rows_that_did_not_change_are_trimmed()
    {
        var delta = new SpendDelta();
        var series = new SpendKey(new(1), "", "", "", "", default, "", "", "", "", 0, default);
        delta.At(new SpendMinute(new(0), series)).Add(Some(1));
        delta.At(new SpendMinute(new(60), series)).Add(Some(0));
        delta.At(new SpendDay(new(1), 0, "", "u1"));

        delta.Trim();

        Assert.Equal([0L], delta.Minutes.Keys.Select(m => m.Minute.Value));
        Assert.Empty(delta.Days);
    }

    [Fact]
    public void A_sum_that_does_not_fit_fails_and_does_not_turn_negative()
    {
        var most = new SpendMeasures { CostNanoUsd = long.MaxValue, Usage = new(0, 0, 0, 0, long.MaxValue) };

        Assert.Throws<OverflowException>(() => most.Add(new() { CostNanoUsd = 1 }));
        Assert.Throws<OverflowException>(() => new SpendMeasures { Compared = new(1, long.MaxValue, 0) }.Add(new() { Compared = new(1, 1, 0) }));
        Assert.Throws<OverflowException>(() => most.Add(new() { Usage = new(0, 0, 0, 0, 1) }));
        most.Add(new() { CostNanoUsd = -1 });
        Assert.Equal(long.MaxValue - 1, most.CostNanoUsd);
    }

    private static SpendMeasures Some(params long[] factors)
    {
        var measures = new SpendMeasures
        {
            CostNanoUsd = factors.Sum() * 1000,
            Calls = factors.Sum() * 3,
            UnpricedCalls = factors.Sum(),
            PartialCalls = factors.Sum() * 7,
            Compared = new(factors.Sum() * 2, factors.Sum() * 900, factors.Sum() * 800),
            Spans = factors.Sum() * 5,
            Errors = factors.Sum() * 2,
            Traces = factors.Sum(),
            Usage = new(factors.Sum(), factors.Sum(), 0, 0, factors.Sum()),
        };
        foreach (var factor in factors.Where(f => f != 0))
        {
            measures.Latency.Add(factor);
            measures.TraceLatency.Add(factor * 2);
            measures.TimeToFirstToken.Add(factor * 3);
        }

        return measures;
    }
}
