using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Timeline;

public sealed class RowFilterTests
{
    // run ── plan ── ask  $0.01
    //     ├─ act ── search (failed)
    //     └─ answer  $0.20, of another service
    private static readonly TraceWaterfall s_run = Layout(
        A.Span("run", duration: 100),
        A.Span("plan", "run", start: 0, duration: 30),
        A.Span("ask", "plan", start: 5, duration: 20, tokens: new(100, 0, 0, 0, 10), usd: 0.01m),
        A.Span("act", "run", start: 30, duration: 30),
        A.Span("search", "act", start: 35, duration: 20, kind: OperationKind.Tool, isError: true),
        A.Span("answer", "run", start: 60, duration: 40, tokens: new(100, 0, 0, 0, 10), usd: 0.2m, service: "writer"));

    public static TheoryData<string> Shapes => [.. TraceShapes.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_keeps_its_matches_and_exactly_what_is_above_them(string shape)
    {
        var waterfall = Layout(TraceShapes.Of(shape));

        var kept = KeptRows.Of(waterfall, new(Kind: OperationKind.Chat), window: null)!;

        var expected = new HashSet<int>();
        foreach (var row in waterfall.Rows.Where(r => r.Kind is OperationKind.Chat))
        {
            for (var at = row.Index; at >= 0 && expected.Add(at); at = waterfall.Rows[at].Parent)
            {
            }
        }

        Assert.Equal(waterfall.Rows.Count(r => r.Kind is OperationKind.Chat), kept.Matches);
        Assert.Equal(expected.Order(), waterfall.Visible(WaterfallFolding.AllOpen, kept).Select(r => r.Index));
    }

    [Theory]
    [InlineData("plan", null, null, null, null, "run plan ask", 2)] // the call inside belongs to the step
    [InlineData(null, "writer", null, null, null, "run answer", 1)]
    [InlineData(null, null, OperationKind.Tool, null, null, "run act search", 1)]
    [InlineData(null, null, null, true, null, "run act search", 1)]
    [InlineData(null, null, null, null, 100_000_000L, "run answer", 2)]
    [InlineData(null, null, null, null, 10_000_000L, "run plan ask answer", 4)]
    [InlineData(null, "writer", OperationKind.Tool, null, null, "", 0)]
    public void Rows_are_kept_by_each_of_the_filters_with_their_parents(
        string? step, string? service, OperationKind? kind, bool? isError, long? minCost, string visible, int matches)
    {
        var kept = KeptRows.Of(s_run, new(step, service, kind, isError, minCost), window: null)!;

        Assert.Equal(visible, string.Join(' ', s_run.Visible(WaterfallFolding.AllOpen, kept).Select(r => r.Name)));
        Assert.Equal(matches, kept.Matches);
    }

    [Fact]
    public void A_window_leaves_what_has_a_part_in_it()
    {
        var kept = KeptRows.Of(s_run, RowFilter.None, TimeWindow.Of(56_000_000, 59_000_000, s_run.Duration))!;

        Assert.Equal("run act", string.Join(' ', s_run.Visible(WaterfallFolding.AllOpen, kept).Select(r => r.Name)));
    }

    [Fact]
    public void Nothing_asked_keeps_everything_and_copies_nothing()
    {
        Assert.Null(KeptRows.Of(s_run, RowFilter.None, TimeWindow.All(s_run.Duration)));
        Assert.Same(s_run.Rows, s_run.Visible(WaterfallFolding.AllOpen));
    }

    [Fact]
    public void A_collapsed_row_hides_its_matches_too() =>
        Assert.Equal(
            ["run", "act"],
            s_run.Visible(WaterfallFolding.AllOpen.Toggle(A.SpanId("act")), KeptRows.Of(s_run, new(IsError: true), window: null)).Select(r => r.Name));

    [Fact]
    public void Opening_what_leads_to_failures_opens_nothing_else()
    {
        var folding = WaterfallFolding.ToErrors;

        Assert.Equal(["run", "plan", "act", "search", "answer"], s_run.Visible(folding).Select(r => r.Name));
        Assert.Equal(["run", "plan", "ask", "act", "search", "answer"], s_run.Visible(folding.Toggle(A.SpanId("plan"))).Select(r => r.Name));
    }

    [Fact]
    public void Rows_count_the_failures_below_them() => Assert.Equal([1, 0, 0, 1, 0, 0], s_run.Rows.Select(r => r.ErrorsBelow));

    private static TraceWaterfall Layout(params PricedSpan[] spans) => TraceWaterfall.Of(A.Rollup(spans));
}
