using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Flames;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Flames;

/// <summary>What holds for every trace, by time and by cost: of the named shapes, and of random ones with wrappers, unpriced calls, orphans and circles.</summary>
public sealed class FlameGraphTests
{
    public static TheoryData<string, FlameMeasure> Shapes =>
        [.. TraceShapes.Names.SelectMany(name => Enum.GetValues<FlameMeasure>().Select(measure => new TheoryDataRow<string, FlameMeasure>(name, measure)))];

    public static TheoryData<int, FlameMeasure> Seeds =>
        [.. Enumerable.Range(1, 30).SelectMany(seed => Enum.GetValues<FlameMeasure>().Select(measure => new TheoryDataRow<int, FlameMeasure>(seed, measure)))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_span_is_in_one_frame_or_counted_and_no_frame_hides_another(string shape, FlameMeasure measure) =>
        Verify(Layout(TraceShapes.Of(shape)), measure);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_traces_are_laid_out_whole_whatever_is_zoomed_into(int seed, FlameMeasure measure)
    {
        var random = new Random(seed);
        var waterfall = Layout(Any.Trace(random, 300, isTorn: seed % 2 == 0));

        Verify(waterfall, measure);
        Verify(waterfall, measure, random.Next(waterfall.Rows.Count));
    }

    [Theory]
    [InlineData(FlameMeasure.Time)]
    [InlineData(FlameMeasure.Cost)]
    public void Fifty_thousand_spans_of_every_ugly_shape_are_at_most_two_thousand_frames(FlameMeasure measure)
    {
        var graph = FlameGraph.Of(Layout(Any.Trace(new Random(5), 50_000, isTorn: true)), measure);

        Assert.InRange(graph.Frames.Count, 1, FlameGraph.MostFrames);
        Assert.InRange(graph.Lanes, 1, FlameGraph.MostLanes);
    }

    [Theory]
    [InlineData(FlameMeasure.Time)]
    [InlineData(FlameMeasure.Cost)]
    public void A_trace_without_spans_has_no_frames(FlameMeasure measure) =>
        Assert.Empty(FlameGraph.Of(Layout(), measure).Frames);

    [Theory]
    [InlineData(FlameMeasure.Time)]
    [InlineData(FlameMeasure.Cost)]
    public void A_chain_deeper_than_the_lanes_is_drawn_as_deep_as_they_go_and_the_rest_counted(FlameMeasure measure)
    {
        var chain = Enumerable.Range(0, 20_000).Select(i => A.Span($"s{i}", i == 0 ? null : $"s{i - 1}", kind: OperationKind.Tool, tokens: i == 19_999 ? new(1, 0, 0, 0, 0) : default, usd: i == 19_999 ? 1m : null));
        var graph = FlameGraph.Of(Layout([.. chain]), measure);

        Assert.Equal((FlameGraph.MostLanes, 20_000 - FlameGraph.MostLanes), (graph.Lanes, graph.Beyond));
    }

    [Fact]
    public void A_trace_whose_clocks_are_centuries_apart_is_laid_out()
    {
        var waterfall = Layout([A.Span("root", start: -1.7e12, duration: 8e12), .. Enumerable.Range(0, 3_000).Select(i => A.Span($"s{i}", "root", start: i, duration: 7e12))]);

        Verify(waterfall, FlameMeasure.Time);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_span_is_found_in_its_frame_or_the_one_it_is_merged_into(string shape, FlameMeasure measure)
    {
        var waterfall = Layout(TraceShapes.Of(shape));
        var graph = FlameGraph.Of(waterfall, measure);

        foreach (var row in waterfall.Rows.Where(row => row.Index % 97 == 0))
        {
            var frame = graph.Frames[graph.FrameOf(waterfall.Rows, row.Index)];
            Assert.True(frame.Row == row.Index || frame.Spans > 1 || graph.Beyond > 0 || (measure is FlameMeasure.Cost && row.InclusiveCostNanoUsd == 0), $"{row.Name} is in {frame}");
        }
    }

    internal static TraceWaterfall Layout(params PricedSpan[] spans) => TraceWaterfall.Of(A.Rollup(spans));

    private static void Verify(TraceWaterfall waterfall, FlameMeasure measure, int top = FlameGraph.WholeTrace)
    {
        var graph = FlameGraph.Of(waterfall, measure, top);
        var spans = top < 0 ? waterfall.Rows.Count : waterfall.Rows[top].SubtreeSize;

        Assert.InRange(graph.Frames.Count, 0, FlameGraph.MostFrames);
        Assert.Equal(spans, graph.Frames.Sum(frame => frame.Spans) + graph.Beyond + graph.WithoutWidth);
        Assert.All(graph.Frames, frame => Assert.True(frame.Above < graph.Frames.IndexOf(frame) && (frame.Above < 0 || graph.Frames[frame.Above].Lane < frame.Lane)));
        AssertNothingHides(graph);
        if (measure is FlameMeasure.Cost)
        {
            AssertMoneyTiesOut(waterfall, graph);
        }
        else
        {
            Assert.All(graph.Frames, frame => Assert.True(frame.From >= graph.From && frame.To <= graph.From + graph.Length));
        }
    }

    private static void AssertNothingHides(FlameGraph graph)
    {
        foreach (var lane in graph.Frames.GroupBy(frame => frame.Lane))
        {
            var at = long.MinValue;
            foreach (var frame in lane.OrderBy(frame => frame.From).ThenBy(frame => frame.To))
            {
                Assert.True(frame.From >= at, $"{frame} is hidden in part");
                at = frame.To;
            }
        }
    }

    private static void AssertMoneyTiesOut(TraceWaterfall waterfall, FlameGraph graph)
    {
        for (var i = 0; i < graph.Frames.Count; i++)
        {
            var frame = graph.Frames[i];
            var below = graph.Frames.Where(other => other.Above == i).ToList();
            if (frame.Kind is FlameKind.Span)
            {
                Assert.Equal(waterfall.Rows[frame.Row].InclusiveCostNanoUsd, frame.Length);
            }

            // The last lane, and what is too narrow, has nothing below it that could add up.
            if (below.Count > 0)
            {
                Assert.Equal(frame.Length, below.Sum(other => other.Length));
                Assert.Equal((frame.From, frame.To), (below.Min(other => other.From), below.Max(other => other.To)));
            }
            else if (frame is { Kind: FlameKind.Span, Spans: 1 } && frame.Lane < FlameGraph.MostLanes - 1)
            {
                Assert.Equal(frame.Length, waterfall.Rows[frame.Row].CostNanoUsd);
            }
        }

        Assert.Equal(graph.Length, graph.Frames.Where(frame => frame.Above < 0).Sum(frame => frame.Length));
    }
}

internal static class FrameLists
{
    internal static int IndexOf(this IReadOnlyList<FlameFrame> frames, FlameFrame frame) => ((List<FlameFrame>)frames).IndexOf(frame);
}
