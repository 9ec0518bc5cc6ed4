using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Flames;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Flames;

/// <summary>Frames are written as <c>"lane name from-to"</c>, in nano-dollars.</summary>
public sealed class CostFlameTests
{
    private static readonly Usage s_tokens = new(100, 0, 0, 0, 10);

    [Fact]
    public void Below_a_span_stand_its_children_the_dearest_first_and_then_its_own_charge() =>
        Assert.Equal(
            ["0 agent 0-10000", "1 way to dear 0-7000", "1 way to cheap 7000-8000", "1 own of agent 8000-10000", "2 dear 0-7000", "2 cheap 7000-8000"],
            Drawn(
                A.Span("agent", tokens: s_tokens, usd: 0.000_002m),
                Tool("way to cheap", "agent"),
                A.Span("cheap", "way to cheap", tokens: s_tokens, usd: 0.000_001m),
                Tool("way to dear", "agent"),
                A.Span("dear", "way to dear", tokens: s_tokens, usd: 0.000_007m)));

    [Fact]
    public void A_wrapper_is_as_wide_as_what_it_wraps_and_has_nothing_of_its_own() =>
        Assert.Equal(
            ["0 wrapper 0-3000", "1 call 0-3000"],
            Drawn(A.Span("wrapper", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.000_009m), A.Span("call", "wrapper", tokens: s_tokens, usd: 0.000_003m)));

    [Fact]
    public void What_costs_nothing_or_has_no_known_price_has_no_width_and_is_counted()
    {
        var graph = Graph(
            A.Span("root"),
            A.Span("call", "root", start: 1, tokens: s_tokens, usd: 0.5m),
            A.Span("free", "root", start: 2),
            A.Span("unknown", "root", start: 3, tokens: s_tokens));

        Assert.Equal((2, 2, 500_000_000), (graph.Frames.Count, graph.WithoutWidth, graph.Length));
    }

    [Fact]
    public void Where_nothing_is_known_to_cost_anything_there_is_no_graph() =>
        Assert.Equal((0, 2), (Graph(A.Span("root"), A.Span("unknown", "root", tokens: s_tokens)).Frames.Count, Graph(A.Span("root"), A.Span("unknown", "root", tokens: s_tokens)).WithoutWidth));

    [Fact]
    public void Several_roots_stand_below_the_trace() =>
        Assert.Equal(
            ["0 trace 0-6500000", "1 one 0-3250000", "1 two 3250000-6500000", "2 chat gpt-4o 0-3250000", "2 chat gpt-4o 3250000-6500000"],
            Drawn(TraceShapes.Of("several roots")));

    [Fact]
    public void The_narrow_ones_are_one_frame_as_wide_as_all_of_them()
    {
        var graph = Graph([A.Span("root"), .. Enumerable.Range(0, 5_000).Select(i => A.Span($"call {i}", "root", tokens: s_tokens, usd: i == 0 ? 1m : 0.000_1m))]);

        Assert.Equal(
            [(FlameKind.Span, 1, 1_499_900_000L), (FlameKind.Span, 1, 1_000_000_000L), (FlameKind.Rest, 4_999, 499_900_000L)],
            graph.Frames.Select(frame => (frame.Kind, frame.Spans, frame.Length)));
        Assert.Equal((624_958, 4_999), (graph.Least, graph.Merged));
    }

    [Fact]
    public void Zooming_in_fills_the_graph_with_the_span()
    {
        var waterfall = FlameGraphTests.Layout(TraceShapes.Of("several roots"));

        Assert.Equal([(2, 0, 0L, 3_250_000L), (3, 1, 0L, 3_250_000L)], FlameGraph.Of(waterfall, FlameMeasure.Cost, top: 2).Frames.Select(f => (f.Row, f.Lane, f.From, f.Length)));
    }

    private static PricedSpan Tool(string id, string parent) => A.Span(id, parent, kind: OperationKind.Tool);

    private static FlameGraph Graph(params PricedSpan[] spans) => FlameGraph.Of(FlameGraphTests.Layout(spans), FlameMeasure.Cost);

    private static IEnumerable<string> Drawn(params PricedSpan[] spans)
    {
        var waterfall = FlameGraphTests.Layout(spans);
        return FlameGraph.Of(waterfall, FlameMeasure.Cost).Frames.Select(frame => $"{frame.Lane} {Name(waterfall, frame)} {frame.From}-{frame.To}");
    }

    private static string Name(TraceWaterfall waterfall, FlameFrame frame) => frame.Kind switch
    {
        FlameKind.Trace => "trace",
        FlameKind.Own => "own of " + waterfall.Rows[frame.Row].Name,
        _ => waterfall.Rows[frame.Row].Name,
    };
}
