using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.Flames;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Flames;

/// <summary>Frames are written as <c>"lane name from-to"</c>, in milliseconds after the trace's start.</summary>
public sealed class TimeFlameTests
{
    [Fact]
    public void One_after_another_stand_in_one_lane() =>
        Assert.Equal(["0 root 0-300", "1 a 0-100", "1 b 100-200", "1 c 200-300"], Drawn(
            A.Span("root", duration: 300), A.Span("a", "root", duration: 100), A.Span("b", "root", start: 100, duration: 100), A.Span("c", "root", start: 200, duration: 100)));

    [Fact]
    public void What_overlaps_stands_below_with_all_that_is_under_it() =>
        Assert.Equal(
            ["0 root 0-300", "1 a 0-200", "2 under a 10-190", "3 b 150-300", "4 under b 160-290", "1 c 250-300"],
            Drawn(
                A.Span("root", duration: 300),
                A.Span("a", "root", duration: 200),
                A.Span("under a", "a", start: 10, duration: 180),
                A.Span("b", "root", start: 150, duration: 150),
                A.Span("under b", "b", start: 160, duration: 130),
                A.Span("c", "root", start: 250, duration: 50)));

    [Fact]
    public void Each_of_a_fan_out_has_a_lane() =>
        Assert.Equal(Enumerable.Range(0, 9), Graph(TraceShapes.Of("parallel fan-out")).Frames.Select(frame => frame.Lane).Distinct().Order());

    [Fact]
    public void What_is_under_a_span_keeps_its_lane_for_as_long_as_it_runs() =>
        Assert.Equal(
            ["0 root 0-100", "1 job 0-20", "2 late 10-90", "3 next 50-100"],
            Drawn(
                A.Span("root", duration: 100),
                A.Span("job", "root", duration: 20),
                A.Span("late", "job", start: 10, duration: 80),
                A.Span("next", "root", start: 50, duration: 50)));

    [Fact]
    public void A_child_that_outlives_its_parent_reaches_beyond_it() =>
        Assert.Equal(["0 root 0-100", "1 job 20-50", "2 chat gpt-4o 30-300"], Drawn(TraceShapes.Of("child outlives parent")));

    [Fact]
    public void Several_roots_share_the_first_lane() =>
        Assert.Equal(
            ["0 one 0-50", "1 chat gpt-4o 10-30", "0 two 100-150", "1 chat gpt-4o 110-130", "0 torn 200-220"],
            Drawn(TraceShapes.Of("several roots")));

    [Fact]
    public void A_span_whose_clock_is_behind_stands_where_its_clock_puts_it() =>
        Assert.Equal(["0 root 500-700", "1 serve 0-100", "2 chat gpt-4o 20-80"], Drawn(TraceShapes.Of("skewed")));

    [Fact]
    public void Of_a_trace_without_duration_the_spans_below_the_root_are_one_frame() =>
        Assert.Equal([(FlameKind.Span, 1, 0L), (FlameKind.Rest, 2, 0L)], Graph(TraceShapes.Of("zero-length")).Frames.Select(f => (f.Kind, f.Spans, f.Length)));

    [Fact]
    public void Neighbours_too_narrow_to_be_seen_are_one_frame_and_one_that_stands_alone_keeps_its_name()
    {
        PricedSpan[] spans =
        [
            A.Span("root", duration: 10_000),
            A.Span("a", "root", start: 1000, duration: 1),
            A.Span("b", "root", start: 1002, duration: 1),
            A.Span("under b", "b", start: 1002, duration: 1),
            A.Span("far", "root", start: 9000, duration: 1),
            A.Span("under far", "far", start: 9000, duration: 1),
        ];

        Assert.Equal(["0 root 0-10000", "1 3 spans 1000-1003", "1 far 9000-9001"], Drawn(spans));
        Assert.Equal((4_166_666, 4), (Graph(spans).Least, Graph(spans).Merged));
    }

    [Fact]
    public void Zooming_in_draws_what_was_too_narrow()
    {
        var waterfall = FlameGraphTests.Layout(
            A.Span("root", duration: 10_000), A.Span("a", "root", start: 1000, duration: 1), A.Span("b", "root", start: 1002, duration: 1), A.Span("under b", "b", start: 1002, duration: 0.5));

        var zoomed = FlameGraph.Of(waterfall, FlameMeasure.Time, top: 2);

        Assert.Equal((1_002_000_000, 1_000_000), (zoomed.From, zoomed.Length));
        Assert.Equal([(2, 0, -1), (3, 1, 0)], zoomed.Frames.Select(frame => (frame.Row, frame.Lane, frame.Above)));
    }

    private static FlameGraph Graph(params PricedSpan[] spans) => FlameGraph.Of(FlameGraphTests.Layout(spans), FlameMeasure.Time);

    private static IEnumerable<string> Drawn(params PricedSpan[] spans)
    {
        var waterfall = FlameGraphTests.Layout(spans);
        return FlameGraph.Of(waterfall, FlameMeasure.Time).Frames.Select(frame => Text(frame, [.. waterfall.Rows.Select(row => row.Name)]));
    }

    private static string Text(FlameFrame frame, string[] names) =>
        $"{frame.Lane} {(frame.Kind is FlameKind.Rest ? $"{frame.Spans} spans" : names[frame.Row])} {frame.From / 1_000_000}-{frame.To / 1_000_000}";
}
