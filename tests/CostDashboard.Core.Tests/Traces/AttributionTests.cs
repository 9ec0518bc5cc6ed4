using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces;

public sealed class AttributionTests
{
    [Fact]
    public void A_span_has_what_it_says_itself_and_the_rest_from_above()
    {
        var rollup = A.Rollup(
            A.Span("root", attribution: new("acme", "support", "production", "u1", "s1")),
            A.Span("step", "root", attribution: new(Feature: "refunds")),
            A.Span("call", "step"));

        Assert.Equal(new Attribution("acme", "refunds", "production", "u1", "s1"), rollup.Spans[2].Attribution);
        Assert.Equal(new Attribution("acme", "support", "production", "u1", "s1"), rollup.Spans[0].Attribution);
    }

    [Fact]
    public void An_orphan_is_for_the_customer_of_the_trace_s_root()
    {
        var rollup = A.Rollup(
            A.Span("lost", "never came", start: 0, attribution: new(Feature: "search")),
            A.Span("root", start: 5, attribution: new("acme", "support")));

        Assert.Equal(new Attribution("acme", "search"), rollup.Spans[0].Attribution);
    }

    [Fact]
    public void A_child_does_not_give_its_parent_a_customer() =>
        Assert.Null(A.Rollup(A.Span("root"), A.Span("child", "root", attribution: new("acme"))).Spans[0].Attribution.Customer);

    // Each field by itself takes the first of these that there is; the places are listed in their order.
    [Theory]
    [InlineData("own")]
    [InlineData("parent")]
    [InlineData("grandparent")]
    [InlineData("own baggage")]
    [InlineData("parent's baggage")]
    [InlineData("grandparent's baggage")]
    public void Of_two_places_the_nearer_says_and_whatever_is_said_goes_before_baggage(string first)
    {
        string[] order = ["own", "parent", "grandparent", "own baggage", "parent's baggage", "grandparent's baggage"];
        string[] there = order[Array.IndexOf(order, first)..];
        PricedSpan Span(string id, string? parent, string place) => A.Span(
            id,
            parent,
            attribution: there.Contains(place) ? new(Customer: place) : null,
            tags: there.Contains(place) ? A.Tags(("team", place)) : null,
            baggage: there.Contains(place + (place == "own" ? " baggage" : "'s baggage"))
                ? new(new(Customer: place + (place == "own" ? " baggage" : "'s baggage")), A.Tags(("team", place + (place == "own" ? " baggage" : "'s baggage"))))
                : null,
            tokens: new(1, 0, 0, 0, 1),
            usd: 1);

        var call = A.Rollup(Span("g", null, "grandparent"), Span("p", "g", "parent"), Span("c", "p", "own")).Spans[2];

        Assert.Equal((first, first), (call.Attribution.Customer, call.Charge.Tags["team"]));
    }

    [Fact]
    public void Where_the_chain_is_broken_the_root_speaks_before_the_span_s_baggage()
    {
        var lost = A.Span("lost", "never came", start: 5, baggage: new(new("carried", "search"), SpanTags.None));

        Assert.Equal(new("acme", "search"), A.Rollup(A.Span("root", attribution: new("acme")), lost).Spans[1].Attribution);
        Assert.Equal(new("carried", "search"), A.Rollup(A.Span("root"), lost).Spans[1].Attribution);
        Assert.Equal(
            new("carried", "search", User: "u1"),
            A.Rollup(A.Span("root", baggage: new(new("root's", User: "u1"), SpanTags.None)), lost).Spans[1].Attribution);
    }

    [Fact]
    public void A_span_that_lost_its_parent_says_nothing_of_another_one_that_did()
    {
        var rollup = A.Rollup(
            A.Span("a", "never came", start: 0, attribution: new("acme", "search")),
            A.Span("b", "never came either", start: 5));

        Assert.Equal(Attribution.None, rollup.Spans[1].Attribution);
    }

    [Fact]
    public void What_a_service_says_of_itself_goes_before_the_baggage_of_another_one()
    {
        var rollup = A.Rollup(
            A.Span("front", attribution: new(Environment: "production"), baggage: new(new(Feature: "checkout"), SpanTags.None)),
            A.Span("back", "front", attribution: new(Environment: "staging"), service: "back"),
            A.Span("call", "back", baggage: new(new(Environment: "canary"), SpanTags.None), service: "back"));

        Assert.Equal(new(Feature: "checkout", Environment: "staging"), rollup.Spans[2].Attribution);
    }

    [Fact]
    public void Each_tag_is_inherited_by_itself()
    {
        var rollup = A.Rollup(
            A.Span("root", tags: A.Tags(("tier", "gold"), ("team", "red"))),
            A.Span("step", "root", tags: A.Tags(("team", "blue"))),
            A.Span("call", "step", tokens: new(1, 0, 0, 0, 1), usd: 1));

        Assert.Equal(A.Tags(("team", "blue"), ("tier", "gold")), rollup.Spans[2].Charge.Tags);
    }

    [Fact]
    public async Task In_whatever_order_spans_arrive_everything_is_charged_to_the_same_in_the_end()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var spans = Any.Trace(random, random.Next(2, 25), isTorn: true);
            var (whole, pieces) = (new InMemoryStore(), new InMemoryStore());
            await whole.CommitAsync(spans, TestContext.Current.CancellationToken);

            // The root may be the last to come, and some come twice.
            foreach (var some in Any.Shuffled(random, spans.Concat(spans.Where(_ => random.Next(5) == 0))).Chunk(random.Next(1, 6)))
            {
                await pieces.CommitAsync(some, TestContext.Current.CancellationToken);
            }

            Assert.Equal(RowsOf(whole), RowsOf(pieces));
        }
    }

    private static IEnumerable<string> RowsOf(InMemoryStore store) => store.Totals.Minutes
        .Select(m => $"{m.Key.Minute} {m.Key.Series} {m.Value.CostNanoUsd} {m.Value.Calls} {m.Value.Spans}")
        .Concat(store.Totals.Days.Select(d => $"{d.Key} {d.Value.CostNanoUsd} {d.Value.Calls}"))
        .Order(StringComparer.Ordinal);
}
