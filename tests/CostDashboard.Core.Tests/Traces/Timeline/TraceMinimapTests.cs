using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Timeline;

public sealed class TraceMinimapTests
{
    private const int All = TraceMinimap.Columns;

    public static TheoryData<string> Shapes => [.. TraceShapes.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_fits_into_its_lanes_and_columns_without_overlaps_and_no_lane_is_empty(string shape)
    {
        var waterfall = TraceWaterfall.Of(A.Rollup(TraceShapes.Of(shape)));

        var map = TraceMinimap.Of(waterfall);

        Assert.Equal(Math.Min(waterfall.Rows.Count, TraceMinimap.MostLanes), map.Lanes);
        Assert.Equal(Enumerable.Range(0, map.Lanes), map.Runs.Select(r => r.Lane).Distinct());
        Assert.All(map.Runs, run => Assert.True(run.From >= 0 && run.From < run.To && run.To <= All));
        Assert.All(map.Runs.Zip(map.Runs.Skip(1)), pair => Assert.True(pair.First.Lane < pair.Second.Lane || pair.First.To <= pair.Second.From));
    }

    [Fact]
    public void A_small_trace_has_a_lane_for_each_row_with_its_bar() =>
        Assert.Equal(
            [
                new MinimapRun(0, 0, All, OperationKind.Other, HasError: false),
                new MinimapRun(1, 0, All / 3, OperationKind.Chat, HasError: false),
                new MinimapRun(2, All / 3, All / 3 * 2, OperationKind.Chat, HasError: false),
                new MinimapRun(3, All / 3 * 2, All, OperationKind.Chat, HasError: false),
            ],
            Map(TraceShapes.Of("sequential")).Runs);

    [Fact]
    public void Of_spans_inside_each_other_the_innermost_gives_the_colour()
    {
        // 48 rows share 24 lanes: the root stands with its first call, and hides nothing of it.
        var map = Map([A.Span("root", duration: 470), .. Enumerable.Range(0, 47).Select(i => A.Span($"tool {i}", "root", start: i * 10, kind: OperationKind.Tool))]);

        Assert.Equal(new(0, 0, 6, OperationKind.Tool, HasError: false), map.Runs[0]);
        Assert.Equal(new(0, 6, All, OperationKind.Other, HasError: false), map.Runs[1]);
    }

    [Fact]
    public void A_failure_is_marked_where_it_began_and_not_all_along_the_spans_that_carry_it_up() =>
        Assert.Equal(
            [(0, 0, false), (1, 120, true)],
            Map([A.Span("root", duration: 100, isError: true), A.Span("tool", "root", start: 50, duration: 50, isError: true)]).Runs.Select(r => (r.Lane, r.From, r.HasError)));

    [Fact]
    public void A_span_without_length_is_seen() =>
        Assert.Equal(
            new(1, 120, 121, OperationKind.Other, HasError: false),
            Map([A.Span("root", duration: 100), A.Span("instant", "root", start: 50, duration: 0)]).Runs[1]);

    [Fact]
    public void An_empty_trace_has_no_lanes() => Assert.Equal((0, 0), (Map([]).Lanes, Map([]).Runs.Count));

    private static TraceMinimap Map(PricedSpan[] spans) => TraceMinimap.Of(TraceWaterfall.Of(A.Rollup(spans)));
}
