using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Flames;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces.Flame;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class FlameStateTests
{
    private static readonly Usage s_tokens = new(100, 0, 0, 0, 10);

    // root ── think ── chat   $0.10
    //      ├─ tool
    //      └─ answer ── chat2 $0.30
    private static readonly TraceWaterfall s_waterfall = TraceWaterfall.Of(A.Rollup(
        A.Span("root", duration: 100),
        A.Span("think", parent: "root", start: 1, duration: 20),
        A.Span("chat", parent: "think", start: 2, duration: 10, tokens: s_tokens, usd: 0.1m),
        A.Span("tool", parent: "root", start: 30, duration: 10),
        A.Span("answer", parent: "root", start: 50, duration: 40),
        A.Span("chat2", parent: "answer", start: 51, duration: 30, tokens: s_tokens, usd: 0.3m)));

    [Theory]
    [InlineData(FlameMeasure.Time, "ArrowDown", "think")]
    [InlineData(FlameMeasure.Time, "ArrowDown ArrowRight", "tool")]
    [InlineData(FlameMeasure.Time, "ArrowDown ArrowRight ArrowRight ArrowDown", "chat2")]
    [InlineData(FlameMeasure.Time, "ArrowDown ArrowRight ArrowLeft", "think")]
    [InlineData(FlameMeasure.Time, "ArrowDown ArrowLeft", "think")]
    [InlineData(FlameMeasure.Time, "ArrowDown ArrowDown ArrowUp", "think")]
    [InlineData(FlameMeasure.Time, "ArrowDown ArrowDown ArrowDown", "chat")]
    [InlineData(FlameMeasure.Time, "ArrowDown ArrowDown Home", "root")]
    [InlineData(FlameMeasure.Time, "ArrowUp", "root")]
    [InlineData(FlameMeasure.Time, "x", "root")]
    [InlineData(FlameMeasure.Cost, "ArrowDown", "answer")]
    [InlineData(FlameMeasure.Cost, "ArrowDown ArrowRight", "think")]
    [InlineData(FlameMeasure.Cost, "ArrowDown ArrowRight ArrowRight", "think")]
    public void Keys_go_from_frame_to_frame(FlameMeasure measure, string keys, string selected) => Assert.Equal(selected, Press(Start(measure), keys).Row!.Name);

    [Theory]
    [InlineData("ArrowDown Enter", "think", "root")]
    [InlineData("ArrowDown Enter ArrowDown", "think", "root")]
    [InlineData("ArrowDown Enter Escape", "root", "")]
    [InlineData("ArrowDown ArrowDown Enter", "root", "")] // a leaf has nothing below it to go into
    [InlineData("Enter", "root", "")]
    [InlineData("Escape", "root", "")]
    public void Keys_zoom_in_and_out(string keys, string top, string above)
    {
        var state = Press(Start(FlameMeasure.Time), keys);

        Assert.Equal((top, above), (s_waterfall.Rows[state.Graph.Top].Name, string.Join(' ', state.Above.Select(row => row.Name))));
        Assert.Equal(above.Length > 0, state.IsZoomed);
    }

    [Fact]
    public void Measuring_something_else_stays_at_the_span_and_in_what_is_zoomed_into()
    {
        var state = Press(Start(FlameMeasure.Time), "ArrowDown ArrowRight ArrowRight Enter ArrowDown").Measure(FlameMeasure.Cost);

        Assert.Equal(("answer", "chat2", FlameMeasure.Cost), (s_waterfall.Rows[state.Graph.Top].Name, state.Row!.Name, state.Graph.Measure));
    }

    [Fact]
    public void A_search_marks_its_frames_and_zooms_out_for_one_that_is_elsewhere()
    {
        var state = Press(Start(FlameMeasure.Time), "ArrowDown Enter").Find("chat");

        Assert.Equal(["chat"], state.FoundFrames.Select(frame => s_waterfall.Rows[state.Graph.Frames[frame].Row].Name));
        state = Press(state, "n n");
        Assert.Equal(("chat2", false, 2), (state.Row!.Name, state.IsZoomed, state.FoundFrames.Count));
        Assert.Equal("chat", Press(state, "N").Row!.Name);
        Assert.Equal("root", Press(Start(FlameMeasure.Time).Find("nowhere"), "n").Row!.Name);
    }

    [Fact]
    public void What_costs_nothing_is_pointed_at_where_it_stands()
    {
        var tool = s_waterfall.Rows.Single(row => row.Name == "tool");

        Assert.Equal("root", FlameState.Of(s_waterfall, FlameMeasure.Cost, FlameGraph.WholeTrace, tool.Index).Row!.Name);
    }

    [Fact]
    public void A_trace_that_costs_nothing_has_nothing_to_point_at()
    {
        var state = FlameState.Of(TraceWaterfall.Of(A.Rollup(A.Span("root"))), FlameMeasure.Cost, FlameGraph.WholeTrace, 0);

        Assert.Equal((-1, -1), (state.Cursor, Press(state, "ArrowDown Enter Home").Cursor));
    }

    [Fact]
    public void A_frame_says_all_of_its_figures_to_the_nano_dollar_and_the_nano_second()
    {
        var state = Start(FlameMeasure.Cost);

        Assert.Equal(
            "chat2 $0.3000 · model call gpt-4o-mini · 30 ms (30,000,000 ns) · after 51 ms (51,000,000 ns) · $0.30 with all below it, 75 % of what is shown · $0.30 itself · 1 model call",
            FlameText.Of(s_waterfall, state.Graph, state.Graph.Frames.Single(frame => frame.Row >= 0 && s_waterfall.Rows[frame.Row].Name == "chat2")));
    }

    private static FlameState Start(FlameMeasure measure) => FlameState.Of(s_waterfall, measure, FlameGraph.WholeTrace, 0);

    private static FlameState Press(FlameState state, string keys) => keys.Split(' ').Aggregate(state, (at, key) => at.Press(key));
}
