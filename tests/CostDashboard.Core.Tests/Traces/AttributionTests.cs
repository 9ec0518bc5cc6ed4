using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
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

    [Fact]
    public void Tags_are_taken_from_the_nearest_span_that_has_some()
    {
        static SpanFacts Tagged(string id, string? parent, params (string Key, string Value)[] tags) =>
            A.Facts(A.Span(id, parent)) with { Tags = SpanTags.Of(tags.Select(t => KeyValuePair.Create(t.Key, t.Value))) };

        var rollup = TraceRollup.Of(A.Project, TraceAssembler.Assemble(
        [
            Tagged("root", null, ("team", "red"), ("tier", "gold")),
            Tagged("step", "root", ("team", "blue")),
            A.Facts(A.Span("call", "step", tokens: new(1, 0, 0, 0, 1), usd: 1)),
        ]));

        var tags = rollup.Spans[2].Charge.Tags;
        Assert.Equal(("blue", null), (tags["team"], tags["tier"]));
    }

    [Fact]
    public void A_tag_is_read_from_the_span_else_from_its_resource_and_cut_when_it_is_long()
    {
        var span = A.Span("call", service: "api", attributes: SpanAttributes.Of(
            ("team", AttributeValue.Of("red")), ("number", AttributeValue.Of(5)), ("long", AttributeValue.Of(new string('x', 500)))));

        var tags = SpanTags.Of(span.Span.Source, ["missing", "number", "team", "service.name", "long"]);

        Assert.Equal(["number", "team", "service.name", "long"], tags.Pairs.ToArray().Select(p => p.Key));
        Assert.Equal(("5", "red", "api", SpendKey.LongestValue), (tags["number"], tags["team"], tags["service.name"], tags["long"]!.Length));
        Assert.Null(tags["missing"]);
    }
}
