using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Timeline;

public sealed class ClockSkewTests
{
    public static TheoryData<string> Shapes => [.. TraceShapes.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Of_the_shapes_only_the_skewed_one_is_and_adjusting_keeps_every_row_its_length_and_its_charge(string shape)
    {
        var rollup = A.Rollup(TraceShapes.Of(shape));
        var skew = ClockSkew.Of(rollup.Tree);
        var (stated, adjusted) = (TraceWaterfall.Of(rollup), TraceWaterfall.Of(rollup, times: skew.Adjust(rollup.Tree)));

        Assert.Equal(shape is "skewed" ? 1 : 0, skew.Services.Count);
        Assert.Equal(stated.Rows.Select(r => (r.Id, r.Duration, r.CostNanoUsd, r.InclusiveCostNanoUsd)), adjusted.Rows.Select(r => (r.Id, r.Duration, r.CostNanoUsd, r.InclusiveCostNanoUsd)));
        Assert.All(adjusted.Rows, row => Assert.InRange(row.StartShare + row.DurationShare, 0, 1 + 1e-9));
    }

    [Fact]
    public void The_difference_is_bounded_by_the_call_that_must_lie_inside_its_caller()
    {
        var rollup = A.Rollup(TraceShapes.Of("skewed"));
        var skew = ClockSkew.Of(rollup.Tree);

        Assert.Equal([new ServiceSkew("web", "model-gateway", 1, 500_000_000, 600_000_000)], skew.Services);
        Assert.Equal([0L, 50_000_000L, 70_000_000L], TraceWaterfall.Of(rollup, times: skew.Adjust(rollup.Tree)).Rows.Select(r => r.StartOffset));
    }

    [Fact]
    public void More_calls_narrow_the_bounds() =>
        Assert.Equal(
            [new ServiceSkew("web", "db", 2, 45_000_000, 50_000_000)],
            Skews(
                A.Span("root", duration: 200, service: "web"),
                A.Span("q1", "root", start: -40, duration: 190, service: "db"),
                A.Span("q2", "root", start: -45, duration: 120, service: "db")));

    [Fact]
    public void Where_no_difference_fits_all_calls_only_the_least_is_said() =>
        Assert.Equal(
            [new ServiceSkew("web", "db", 1, 100_000_000, AtMost: null)],
            Skews(
                A.Span("root", duration: 200, service: "web"),
                A.Span("q1", "root", start: -100, duration: 50, service: "db"),
                A.Span("q2", "root", start: 100, duration: 90, service: "db")));

    [Theory]
    [InlineData(-1, "db")] // a millisecond is the grain of clocks
    [InlineData(-50, "web")] // within one service it is no clock that differs
    [InlineData(-50, "")]
    [InlineData(0, "db")]
    public void Nothing_is_said_without_evidence(double start, string service) =>
        Assert.Empty(Skews(A.Span("root", duration: 200, service: "web"), A.Span("child", "root", start: start, duration: 20, service: service)));

    [Fact]
    public void A_call_that_nobody_waited_for_is_no_evidence()
    {
        Assert.Empty(Skews(A.Span("root", duration: 20, service: "web"), A.Span("job", "root", start: 10, duration: 500, service: "worker")));
        Assert.Equal([0L, 490_000_000L], TraceWaterfall.Of(A.Rollup(A.Span("root", duration: 20), A.Span("job", "root", start: 10, duration: 500))).Rows.Select(r => r.OutlivesParentBy));
    }

    private static IReadOnlyList<ServiceSkew> Skews(params PricedSpan[] spans) => ClockSkew.Of(A.Tree(spans)).Services;
}
