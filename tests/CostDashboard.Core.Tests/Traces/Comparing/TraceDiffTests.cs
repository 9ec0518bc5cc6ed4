using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Comparing;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Comparing;

public sealed class TraceDiffTests
{
    private static readonly PricedSpan[] s_support =
    [
        A.Span("root", name: "handle_message", duration: 1000),
        A.Span("find", "root", name: "retrieve_context", start: 0, duration: 200, kind: OperationKind.Retrieval),
        A.Span("write", "root", name: "generate_response", start: 200, duration: 800),
        A.Span("call", "write", name: "chat gpt-4o-mini", start: 210, duration: 700, tokens: new(3000, 0, 0, 0, 600), usd: 0.10m),
    ];

    [Fact]
    public void A_trace_compared_with_itself_shows_no_difference()
    {
        var diff = Diff(s_support, s_support);

        Assert.All(diff.Rows, row => Assert.Equal(DiffState.Same, row.State));
        Assert.Equal((0, 0, 0), (diff.CostDifference, diff.TokenDifference, diff.DurationDifference));
        Assert.All(diff.Causes, cause => Assert.Equal(DiffReason.None, cause.Reason));
    }

    [Fact]
    public void A_call_of_another_model_is_the_same_step_by_another_model()
    {
        var diff = Diff(
            s_support,
            [.. s_support[..3], A.Span("other", "write", name: "chat gpt-4o", start: 210, duration: 700, tokens: new(3000, 0, 0, 0, 600), usd: 1.10m, model: "gpt-4o")]);

        var row = Assert.Single(diff.Rows, r => r.State is not DiffState.Same);
        Assert.Equal((DiffState.Changed, "chat gpt-4o", 1_000_000_000), (row.State, row.Name, row.CostDifference));
        Assert.Equal((DiffReason.OtherModel, "generate_response"), (diff.Causes[0].Reason, diff.Causes[0].Step));
    }

    [Fact]
    public void Further_calls_of_a_tool_are_added_behind_those_that_both_have()
    {
        PricedSpan[] once = [A.Span("root", name: "agent", duration: 900), Search("a", 100)];
        PricedSpan[] thrice = [.. once, Search("b", 300), Search("c", 500)];

        Assert.Equal([DiffState.Same, DiffState.Same, DiffState.Added, DiffState.Added], Diff(once, thrice).Rows.Select(r => r.State));
        Assert.Equal([DiffState.Same, DiffState.Same, DiffState.Removed, DiffState.Removed], Diff(thrice, once).Rows.Select(r => r.State));
    }

    [Fact]
    public void A_removed_step_stands_where_it_was()
    {
        PricedSpan[] shorter = [s_support[0], .. s_support[2..]];

        Assert.Equal(
            [("handle_message", DiffState.Same), ("retrieve_context", DiffState.Removed), ("generate_response", DiffState.Same), ("chat gpt-4o-mini", DiffState.Same)],
            Diff(s_support, shorter).Rows.Select(r => (r.Name, r.State)));
    }

    [Fact]
    public void Numbers_and_ids_in_names_do_not_make_another_step()
    {
        var diff = Diff(
            [A.Span("root", name: "job"), A.Span("x", "root", name: "chunk 12 of 40")],
            [A.Span("root", name: "job"), A.Span("y", "root", name: "chunk 3 of 38")]);

        Assert.Equal(2, diff.Rows.Count);
        Assert.All(diff.Rows, row => Assert.NotNull(row.Before));
    }

    [Fact]
    public void A_span_that_a_release_puts_around_a_step_does_not_make_the_step_new()
    {
        PricedSpan[] wrapped =
        [
            s_support[0], A.Span("guard", "root", name: "guard_input", start: 0, duration: 250), A.Span("find", "guard", name: "retrieve_context", start: 10, duration: 200, kind: OperationKind.Retrieval),
            .. s_support[2..],
        ];

        Assert.Equal(
            [("handle_message", DiffState.Same), ("guard_input", DiffState.Added), ("retrieve_context", DiffState.Same), ("generate_response", DiffState.Same), ("chat gpt-4o-mini", DiffState.Same)],
            Diff(s_support, wrapped).Rows.Select(r => (r.Name, r.State)));
        Assert.Equal(
            [("handle_message", DiffState.Same), ("guard_input", DiffState.Removed), ("retrieve_context", DiffState.Same), ("generate_response", DiffState.Same), ("chat gpt-4o-mini", DiffState.Same)],
            Diff(wrapped, s_support).Rows.Select(r => (r.Name, r.State)));
    }

    [Fact]
    public void The_roots_are_compared_whatever_they_are_called()
    {
        var root = Diff([A.Span("r", name: "handle_message")], [A.Span("r", name: "POST /messages")]).Rows.Single();

        Assert.Equal(("handle_message", "POST /messages"), (root.Before!.Facts.Name, root.After!.Facts.Name));
    }

    [Fact]
    public void What_is_not_known_makes_the_difference_incomplete_and_not_zero()
    {
        PricedSpan[] unknown = [.. s_support[..3], A.Span("call", "write", name: "chat x", start: 210, duration: 700, tokens: new(3000, 0, 0, 0, 600), model: "x")];
        var diff = Diff(s_support, unknown);

        Assert.True(diff.IsIncomplete);
        Assert.True(diff.Causes.Single(cause => cause.Step == "generate_response").IsIncomplete);
    }

    [Theory]
    [InlineData(10, DiffReason.Tokens)]
    [InlineData(0, DiffReason.Price)]
    public void The_reason_is_the_coarsest_that_holds(int moreTokens, DiffReason reason)
    {
        var diff = Diff(
            s_support,
            [.. s_support[..3], A.Span("call", "write", name: "chat gpt-4o-mini", start: 210, duration: 700, tokens: new(3000 + moreTokens, 0, 0, 0, 600), usd: 0.11m)]);

        Assert.Equal(reason, diff.Causes[0].Reason);
    }

    [Fact]
    public void Every_span_of_both_stands_in_one_row_and_all_differences_add_up()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var before = Rollup(Any.Trace(random, random.Next(1, 60), isTorn: seed % 3 == 0));
            var after = Rollup(Any.Trace(random, random.Next(1, 60), isTorn: seed % 4 == 0));
            var diff = TraceDiff.Of(before, after);

            Assert.Equal(before.Spans.Select(Id).Order(), diff.Rows.Select(r => r.Before?.Span).OfType<RolledUpSpan>().Select(Id).Order());
            Assert.Equal(after.Spans.Select(Id).Order(), diff.Rows.Select(r => r.After?.Span).OfType<RolledUpSpan>().Select(Id).Order());
            var cost = Cost(after) - Cost(before);
            Assert.Equal(cost, diff.CostDifference);
            Assert.Equal(cost, diff.Causes.Sum(cause => cause.CostDifference));
            Assert.Equal(cost, diff.Rows.Where(r => r.Parent < 0).Sum(r => r.InclusiveCostDifference));
            Assert.Equal(CriticalPath.Of(after.Tree).TotalNanos - CriticalPath.Of(before.Tree).TotalNanos, diff.Causes.Sum(cause => cause.CriticalDifference));
            Assert.All(diff.Rows, row => Assert.True(row.Parent < row.Index && row.Depth == (row.Parent < 0 ? 0 : diff.Rows[row.Parent].Depth + 1)));
        }
    }

    [Fact]
    public void Spans_in_another_order_compare_the_same()
    {
        var random = new Random(7);
        var (before, after) = (Any.Trace(random, 40, isTorn: true), Any.Trace(random, 40, isTorn: true));
        var expected = Shape(Diff(before, after));

        Assert.Equal(expected, Shape(Diff(Any.Shuffled(random, before), Any.Shuffled(random, after))));

        static IEnumerable<object> Shape(TraceDiff diff) => diff.Rows.Select(r => (object)(r.Depth, r.Name, r.State, r.InclusiveCostDifference, r.InclusiveTokenDifference));
    }

    [Fact]
    public void A_chain_deeper_than_a_stack_is_compared()
    {
        PricedSpan[] chain = [.. Enumerable.Range(0, 20_000).Select(i => A.Span($"s{i}", i == 0 ? null : $"s{i - 1}", name: "step"))];

        Assert.Equal(20_000, Diff(chain, chain).Rows.Count);
    }

    private static PricedSpan Search(string id, double start) => A.Span(id, "root", name: "search", start: start, duration: 100, kind: OperationKind.Tool);

    private static Core.Units.SpanId Id(RolledUpSpan span) => span.Node.Span.Id;

    private static long Cost(TraceRollup trace) => trace.Spans.Sum(span => span.Charge.CostNanoUsd);

    private static TraceDiff Diff(PricedSpan[] before, PricedSpan[] after) => TraceDiff.Of(Rollup(before), Rollup(after));

    private static TraceRollup Rollup(PricedSpan[] spans) => TraceRollup.Of(A.Project, TraceAssembler.Assemble(spans.Select(SpanFacts.Of)));
}
