using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Spans;

public sealed class SpanAttributesTests
{
    [Fact]
    public void Of_a_repeated_key_the_last_value_holds()
    {
        var attributes = SpanAttributes.Of(("model", AttributeValue.Of("a")), ("model", AttributeValue.Of("b")));

        Assert.Equal("b", attributes.Text("model"));
        Assert.Equal(2, attributes.Count);
    }

    [Fact]
    public void The_first_key_that_has_a_value_wins()
    {
        var attributes = SpanAttributes.Of(("old", AttributeValue.Of("12")), ("new", AttributeValue.Of("")), ("text", AttributeValue.Of("many")));

        Assert.Equal("12", attributes.Text("new", "old"));
        Assert.Equal(12, attributes.Integer("missing", "text", "old"));
        Assert.Null(attributes.Text("missing", "New"));
        Assert.Null(attributes.Integer("missing"));
    }

    [Fact]
    public void An_empty_value_is_as_good_as_none() =>
        Assert.False(SpanAttributes.Of(("key", default)).TryGet("key", out _));

    [Fact]
    public void Attributes_are_equal_by_content_and_order()
    {
        Assert.Equal(
            SpanAttributes.Of(("a", AttributeValue.Of(1)), ("b", AttributeValue.Of(2))),
            SpanAttributes.Of(("a", AttributeValue.Of(1)), ("b", AttributeValue.Of(2))));
        Assert.NotEqual(
            SpanAttributes.Of(("a", AttributeValue.Of(1)), ("b", AttributeValue.Of(2))),
            SpanAttributes.Of(("b", AttributeValue.Of(2)), ("a", AttributeValue.Of(1))));
    }
}
