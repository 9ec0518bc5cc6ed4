using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces.Timeline;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class WaterfallStateTests
{
    // root ── think ── chat
    //      ├─ tool
    //      └─ answer ── chat2
    private static readonly WaterfallState s_start = State(
        A.Span("root", duration: 100),
        A.Span("think", parent: "root", start: 1, duration: 20),
        A.Span("chat", parent: "think", start: 2, duration: 10),
        A.Span("tool", parent: "root", start: 30, duration: 10),
        A.Span("answer", parent: "root", start: 50, duration: 40),
        A.Span("chat2", parent: "answer", start: 51, duration: 30));

    [Theory]
    [InlineData("ArrowDown", "think")]
    [InlineData("ArrowDown ArrowDown ArrowUp", "think")]
    [InlineData("ArrowUp", "root")]
    [InlineData("End", "chat2")]
    [InlineData("End Home", "root")]
    [InlineData("PageDown", "chat2")]
    [InlineData("End ArrowLeft", "answer")]
    [InlineData("ArrowRight", "think")]
    [InlineData("ArrowDown ArrowLeft ArrowDown", "tool")]
    [InlineData("x", "root")]
    public void Keys_go_through_the_tree(string keys, string selected) => Assert.Equal(selected, Press(s_start, keys).Selected!.Name);

    [Theory]
    [InlineData("ArrowDown ArrowLeft", "root think tool answer chat2")]
    [InlineData("ArrowDown Enter", "root think tool answer chat2")]
    [InlineData("ArrowDown ArrowLeft ArrowRight", "root think chat tool answer chat2")]
    [InlineData("Enter", "root")]
    public void Keys_close_and_open_rows(string keys, string visible) => Assert.Equal(visible, Names(Press(s_start, keys)));

    [Fact]
    public void A_filter_leaves_arrows_only_where_something_below_is_shown_and_they_close_and_open_it()
    {
        var asked = s_start.Ask(RowFilter.None with { Step = "chat" });
        Assert.Equal(("root think chat", "chat"), (Names(asked), asked.Selected!.Name));
        var (root, think, answer) = (asked.Waterfall.Rows[0], asked.Waterfall.Rows[1], asked.Waterfall.Rows[4]);

        Assert.Equal((2, 1, 0), (asked.Below(root), asked.Below(think), asked.Below(answer)));
        Assert.Same(asked, asked.Toggle(answer));

        var closed = asked.Toggle(think);
        Assert.Equal(("root think", "think"), (Names(closed), closed.Selected!.Name));
        Assert.Equal((true, false), (closed.IsClosed(think), closed.IsOpen(think)));
        Assert.Equal("root think chat", Names(closed.Press("ArrowRight")));
    }

    [Fact]
    public void A_closed_row_under_a_filter_counts_only_what_the_filter_leaves()
    {
        var asked = State(
            A.Span("root", duration: 100),
            A.Span("good", parent: "root", start: 1, duration: 10),
            A.Span("bad", parent: "root", start: 20, duration: 10, isError: true)).Ask(RowFilter.None with { IsError = false });
        var root = asked.Waterfall.Rows[0];

        Assert.Equal((1, 0, 1), (asked.Below(root), asked.ErrorsBelow(root), root.ErrorsBelow));
    }

    [Fact]
    public void A_row_that_is_folded_away_hands_its_selection_to_the_row_that_hides_it()
    {
        var state = s_start.Select(2);

        Assert.Equal("think", state.Toggle(state.Waterfall.Rows[1]).Selected!.Name);
    }

    [Fact]
    public void Closing_all_leaves_the_first_two_levels() => Assert.Equal("root think tool answer", Names(s_start.CloseAll()));

    [Fact]
    public void Opening_all_shows_every_span() => Assert.Equal(6, s_start.CloseAll().OpenAll().Visible.Count);

    [Fact]
    public void A_search_opens_what_hides_a_match_and_goes_around()
    {
        var found = s_start.CloseAll().Find("CHAT");

        Assert.Equal(("chat", 1, 2), (found.Selected!.Name, found.FoundAt, found.Found.Count));
        Assert.Equal(("chat2", 2), (found.FindNext(1).Selected!.Name, found.FindNext(1).FoundAt));
        Assert.Equal("chat", found.FindNext(1).FindNext(1).Selected!.Name);
        Assert.Equal("chat2", found.FindNext(-1).Selected!.Name);
    }

    [Fact]
    public void A_search_without_a_match_moves_nothing()
    {
        var state = s_start.Select(3).Find("nowhere");

        Assert.Equal(("tool", 0, 0), (state.Selected!.Name, state.FoundAt, state.Found.Count));
    }

    [Fact]
    public void A_link_to_a_deep_span_of_a_large_trace_opens_the_way_to_it()
    {
        var spans = Enumerable.Range(0, 5_000).Select(i => A.Span($"s{i}", parent: i == 0 ? null : $"s{(i - 1) / 3}", start: i, duration: 1));

        var state = WaterfallState.Of(Waterfall([.. spans]), A.SpanId("s4999"));

        Assert.Equal("s4999", state.Selected!.Name);
        Assert.Equal("s4999", state.Visible[state.SelectedAt].Name);
        Assert.True(state.Visible.Count < TraceWaterfall.MostRowsOpen + 100);
    }

    [Fact]
    public void A_link_to_a_span_that_is_not_here_selects_the_first_row() =>
        Assert.Equal("root", WaterfallState.Of(s_start.Waterfall, A.SpanId("gone")).Selected!.Name);

    private static WaterfallState State(params Core.Spans.PricedSpan[] spans) => WaterfallState.Of(Waterfall(spans), null);

    private static TraceWaterfall Waterfall(IReadOnlyList<Core.Spans.PricedSpan> spans) =>
        TraceWaterfall.Of(TraceRollup.Of(A.Project, TraceAssembler.Assemble(spans.Select(A.Facts))));

    private static WaterfallState Press(WaterfallState state, string keys) => keys.Split(' ').Aggregate(state, (s, key) => s.Press(key));

    private static string Names(WaterfallState state) => string.Join(' ', state.Visible.Select(r => r.Name));
}
