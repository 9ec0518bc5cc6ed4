using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class TraceWaterfallTests
{
    private static readonly PricedSpan[] s_agent =
    [
        A.Span("run", name: "agent.run", duration: 1000, kind: OperationKind.Agent),
        A.Span("think", "run", name: "agent.think", start: 100, duration: 400, attribution: new(Customer: "acme")),
        A.Span("call", "think", name: "chat gpt-4o", start: 110, duration: 380, tokens: new(1800, 0, 0, 0, 95), usd: 0.0068m, model: "gpt-4o"),
        A.Span("tool", "run", name: "tool.execute", start: 500, duration: 250, kind: OperationKind.Tool, isError: true),
    ];

    public static TheoryData<string> Shapes => [.. TraceShapes.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_has_a_row_for_each_span_inside_the_trace_and_sums_to_its_cost(string shape)
    {
        var spans = TraceShapes.Of(shape);

        var rows = Layout(spans).Rows;

        Assert.Equal(spans.Length, rows.Count);
        Assert.All(rows, row => Assert.InRange(row.StartShare + row.DurationShare, 0, 1 + 1e-9));
        Assert.All(rows, row => Assert.True(row.Parent < row.Index));
        Assert.Equal(rows.Sum(r => r.CostNanoUsd), rows.Where(r => r.Parent < 0).Sum(r => r.InclusiveCostNanoUsd));
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_tree_with_bars_as_shares_of_the_trace() =>
        Assert.Equal(
            [
                ("agent.run", 0, 0.0, 1.0, 4, ChildTiming.Sequence),
                ("agent.think", 1, 0.1, 0.4, 2, ChildTiming.Sequence),
                ("chat gpt-4o", 2, 0.11, 0.38, 1, ChildTiming.None),
                ("tool.execute", 1, 0.5, 0.25, 1, ChildTiming.None),
            ],
            Layout(s_agent).Rows.Select(r => (r.Name, r.Depth, r.StartShare, r.DurationShare, r.SubtreeSize, r.Children)));

    [Fact]
    public void Every_level_carries_the_cost_and_the_calls_below_it() =>
        Assert.Equal(
            [(0L, 6_800_000L, 1, 1895L), (0L, 6_800_000L, 1, 1895L), (6_800_000L, 6_800_000L, 1, 1895L), (0L, 0L, 0, 0L)],
            Layout(s_agent).Rows.Select(r => (r.CostNanoUsd, r.InclusiveCostNanoUsd, r.InclusiveCalls, r.InclusiveUsage.Total)));

    [Fact]
    public void The_critical_path_of_the_rows_is_the_roots_duration()
    {
        var waterfall = Layout(s_agent);

        Assert.Equal(1_000_000_000, waterfall.CriticalNanos);
        Assert.Equal(waterfall.CriticalNanos, waterfall.Rows.Sum(r => r.CriticalNanos));
    }

    [Theory]
    [InlineData(100, 50, ChildTiming.Parallel)]
    [InlineData(100, 100.5, ChildTiming.Sequence)]
    [InlineData(100, 99.5, ChildTiming.Sequence)] // half a millisecond is what a millisecond clock is worth
    [InlineData(100, 98, ChildTiming.Parallel)]
    public void Children_that_overlap_by_more_than_the_clocks_grain_run_in_parallel(double firstEnds, double secondStarts, ChildTiming expected) =>
        Assert.Equal(
            expected,
            Layout(
                A.Span("x", duration: 300),
                A.Span("a", "x", start: 0, duration: firstEnds),
                A.Span("b", "x", start: secondStarts, duration: 80)).Rows[0].Children);

    [Fact]
    public void A_short_child_inside_a_long_one_runs_in_parallel() =>
        Assert.Equal(
            ChildTiming.Parallel,
            Layout(
                A.Span("x", duration: 300),
                A.Span("long", "x", start: 0, duration: 200),
                A.Span("short", "x", start: 10, duration: 0.4)).Rows[0].Children);

    [Fact]
    public void A_wrapper_is_told_from_what_it_wraps_and_shows_what_nobody_accounts_for()
    {
        var rows = Layout(
            A.Span("w", kind: OperationKind.Agent, tokens: new(1000, 0, 0, 0, 100), usd: 0.2m),
            A.Span("call", "w", tokens: new(900, 0, 0, 0, 100), usd: 0.1m)).Rows;

        Assert.Equal([(true, 0L, 100_000_000L, 100L), (false, 100_000_000L, 100_000_000L, 0L)],
            rows.Select(r => (r.IsWrapper, r.CostNanoUsd, r.InclusiveCostNanoUsd, r.Unattributed.Total)));
    }

    [Fact]
    public void Orphans_errors_and_provisional_charges_are_marked()
    {
        var rows = Layout(
            A.Span("run", name: "invoke_agent", kind: OperationKind.Agent, tokens: new(10, 0, 0, 0, 1), usd: 0.1m, isWrapperByName: true),
            A.Span("lost", "never came", start: 5, isError: true)).Rows;

        Assert.Equal(
            [(false, false, true, false), (true, true, false, false)],
            rows.Select(r => (r.IsOrphan, r.IsError, r.IsProvisional, r.IsCycle)));
    }

    [Fact]
    public void Collapsing_a_row_skips_its_subtree()
    {
        var waterfall = Layout(s_agent);

        var folding = WaterfallFolding.AllOpen.Toggle(A.SpanId("think"));

        Assert.Equal(["agent.run", "agent.think", "tool.execute"], waterfall.Visible(folding).Select(r => r.Name));
        Assert.Equal(waterfall.Rows, waterfall.Visible(folding.Toggle(A.SpanId("think"))));
    }

    [Fact]
    public void A_leaf_cannot_be_collapsed() =>
        Assert.Equal(4, Layout(s_agent).Visible(WaterfallFolding.AllOpen.Toggle(A.SpanId("tool"))).Count);

    [Fact]
    public void A_small_trace_begins_open() =>
        Assert.Equal(WaterfallFolding.AllOpen, Layout(s_agent).DefaultFolding());

    [Fact]
    public void A_large_trace_begins_with_the_levels_that_fit()
    {
        var spans = new List<PricedSpan> { A.Span("root", duration: 5000) };
        for (var i = 0; i < 100; i++)
        {
            spans.Add(A.Span($"a{i}", "root", start: i));
            spans.AddRange(Enumerable.Range(0, 10).Select(j => A.Span($"a{i}b{j}", $"a{i}", start: i + 1)));
        }

        var waterfall = Layout([.. spans]);
        var folding = waterfall.DefaultFolding();

        Assert.Equal(101, waterfall.Visible(folding).Count);
        Assert.Equal(111, waterfall.Visible(folding.Toggle(A.SpanId("a7"))).Count);
    }

    [Fact]
    public void A_found_row_can_be_revealed()
    {
        var waterfall = Layout(s_agent);
        var closed = WaterfallFolding.AllOpen.Toggle(A.SpanId("run")).Toggle(A.SpanId("think"));

        var index = Assert.Single(waterfall.Find("GPT-4o"));

        Assert.Single(waterfall.Visible(closed));
        Assert.Contains(waterfall.Rows[index], waterfall.Visible(waterfall.Reveal(closed, index)));
    }

    [Theory]
    [InlineData("agent", new[] { 0, 1, 2 })] // the call's step is agent.think
    [InlineData("TOOL", new[] { 3 })]
    [InlineData("acme", new[] { 1, 2 })]
    [InlineData("nothing like it", new int[0])]
    [InlineData("  ", new int[0])]
    public void Text_is_found_in_names_steps_models_and_customers(string text, int[] expected) =>
        Assert.Equal(expected, Layout(s_agent).Find(text));

    [Fact]
    public void A_span_is_found_by_its_id()
    {
        var waterfall = Layout(s_agent);

        Assert.Equal([3], waterfall.Find(A.SpanId("tool").ToString()));
        Assert.Equal(3, waterfall.IndexOf(A.SpanId("tool")));
        Assert.Null(waterfall.IndexOf(A.SpanId("elsewhere")));
    }

    [Fact]
    public void A_trace_without_duration_has_bars_without_width() =>
        Assert.All(
            Layout(A.Span("a", duration: 0), A.Span("b", "a", duration: 0)).Rows,
            row => Assert.Equal((0.0, 0.0), (row.StartShare, row.DurationShare)));

    [Fact]
    public void An_empty_trace_has_no_rows()
    {
        var waterfall = Layout();

        Assert.Empty(waterfall.Rows);
        Assert.Empty(waterfall.Visible(waterfall.DefaultFolding()));
    }

    [Fact]
    public void Fifty_thousand_spans_are_laid_out_with_every_ugly_shape()
    {
        var waterfall = Layout(Any.Trace(new Random(5), 50_000, isTorn: true));

        Assert.Equal(50_000, waterfall.Rows.Count);
        Assert.All(waterfall.Rows, row => Assert.InRange(row.StartShare, 0, 1));
        Assert.Equal(50_000, waterfall.Rows.Where(r => r.Parent < 0).Sum(r => r.SubtreeSize));
    }

    private static TraceWaterfall Layout(params PricedSpan[] spans) => TraceWaterfall.Of(A.Rollup(spans));
}
