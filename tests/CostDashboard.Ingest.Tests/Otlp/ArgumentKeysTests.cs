using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>What is kept of the arguments of a tool's call: by what they are known again, and nothing of their text.</summary>
public sealed class ArgumentKeysTests
{
    private const string Secret = """{"query": "secret \"words\" ünïcode ✓"}""";

    [Theory]
    [InlineData("gen_ai.tool.call.arguments")]
    [InlineData("ai.toolCall.args")]
    [InlineData("gcp.vertex.agent.tool_call_args")]
    [InlineData("tool_arguments")]
    [InlineData("langfuse.observation.input")]
    [InlineData("traceloop.entity.input")]
    [InlineData("input.value")]
    [InlineData("gen_ai.prompt")]
    public void Arguments_are_known_again_and_their_text_is_not_kept(string key)
    {
        foreach (var span in Decoded((key, Secret)))
        {
            Assert.Equal(Kept(Secret), span.ToolArguments);
            Assert.Equal(AttributeValue.Omitted(Encoding.UTF8.GetByteCount(Secret)), span.Attributes.Entries[0].Value);
        }
    }

    [Fact]
    public void Arguments_that_came_as_a_map_are_those_of_the_same_JSON_whatever_the_order_of_its_entries()
    {
        var city = KeyValuePair.Create("city", AttributeValue.Of("Berlin"));
        var days = KeyValuePair.Create("days", AttributeValue.Of([AttributeValue.Of(1L), AttributeValue.Of(2.0)]));
        var spans = DecodedOf(AttributeValue.Of([city, days])).Concat(DecodedOf(AttributeValue.Of([days, city]))).ToList();

        Assert.All(spans, span => Assert.Equal(Kept("""{"city": "berlin", "days": [1, 2]}"""), span.ToolArguments));
        Assert.All(spans, span => Assert.Equal(AttributeKind.Omitted, span.Attributes.Entries[0].Value.Kind));
        Assert.All(DecodedOf(AttributeValue.Of([city])), span => Assert.NotEqual(spans[0].ToolArguments, span.ToolArguments));
        Assert.All(DecodedOf(AttributeValue.Of([AttributeValue.Of("Berlin")])), span => Assert.Equal(Kept("""["Berlin"]"""), span.ToolArguments));
    }

    [Fact]
    public void A_map_that_is_too_long_or_too_deep_to_be_read_in_full_is_not_known()
    {
        var deep = AttributeValue.Of([AttributeValue.Of("end")]);
        for (var level = 0; level < SpanLimits.Depth; level++)
        {
            deep = AttributeValue.Of([KeyValuePair.Create("in", deep)]);
        }

        var parts = Enumerable.Range(0, 10).Select(i => KeyValuePair.Create($"part {i}", AttributeValue.Of(new string('x', 1_000)))).ToArray();
        Assert.All(DecodedOf(deep).Concat(DecodedOf(AttributeValue.Of(parts))), span => Assert.Null(span.ToolArguments));
    }

    [Fact]
    public void The_name_that_says_it_most_plainly_counts_wherever_it_stands()
    {
        foreach (var span in Decoded(("input.value", "the whole state"), ("gen_ai.tool.call.arguments", Secret), ("langfuse.observation.input", "something")))
        {
            Assert.Equal(Kept(Secret), span.ToolArguments);
        }
    }

    [Fact]
    public void The_event_by_which_Strands_names_them_is_read_where_no_attribute_does()
    {
        SpanEvent[] events = [new(A.Noon, "gen_ai.tool.message", SpanAttributes.Of(("content", AttributeValue.Of(Secret)))), new(A.Noon, "gen_ai.choice", SpanAttributes.Of(("message", AttributeValue.Of("done"))))];
        foreach (var span in Decoded(A.Span("s1").Span.Source with { Events = events }))
        {
            Assert.Equal(Kept(Secret), span.ToolArguments);
        }

        foreach (var span in Decoded(A.Span("s1").Span.Source with { Events = [new(A.Noon, "gen_ai.user.message", events[0].Attributes)] }))
        {
            Assert.Null(span.ToolArguments);
        }
    }

    [Fact]
    public void Nothing_is_left_over_for_the_next_span()
    {
        DecodedSpan[] two = [With(("gen_ai.tool.call.arguments", Secret)), A.Span("s2").Span.Source];

        Assert.Equal([Kept(Secret), null], OtlpDecoder.Decode(OtlpRequest.Protobuf(two), OtlpEncoding.Protobuf, A.Project).Spans.Select(span => span.ToolArguments));
        Assert.Equal([Kept(Secret), null], OtlpDecoder.Decode(OtlpJson.Of(two), OtlpEncoding.Json, A.Project).Spans.Select(span => span.ToolArguments));
    }

    [Fact]
    public void Arguments_beyond_the_limit_are_not_known()
    {
        foreach (var span in Decoded(("gen_ai.tool.call.arguments", new string('x', ToolArguments.MostBytes + 1))).Concat(Decoded(("gen_ai.tool.call.arguments", new string('\n', 20_000)))))
        {
            Assert.Null(span.ToolArguments);
        }
    }

    [Fact]
    public void Two_projects_know_the_same_arguments_by_other_numbers()
    {
        var one = Assert.Single(OtlpDecoder.Decode(OtlpRequest.Protobuf([With(("tool_arguments", Secret))]), OtlpEncoding.Protobuf, new ProjectId(8)).Spans);

        Assert.NotEqual(Kept(Secret), one.ToolArguments);
    }

    private static long? Kept(string arguments) => ToolArguments.In(A.Project, ToolArguments.HashOf(Encoding.UTF8.GetBytes(arguments))!.Value);

    private static DecodedSpan With(params (string Key, string Value)[] attributes) => A.Span("s1", name: "execute_tool search").Span.Source with
    {
        Attributes = new([.. attributes.Select(a => KeyValuePair.Create(a.Key, AttributeValue.Of(a.Value)))]),
    };

    private static IEnumerable<DecodedSpan> Decoded(params (string Key, string Value)[] attributes) => Decoded(With(attributes));

    private static IEnumerable<DecodedSpan> DecodedOf(AttributeValue arguments) =>
        Decoded(A.Span("s1", name: "execute_tool search").Span.Source with { Attributes = SpanAttributes.Of(("gen_ai.tool.call.arguments", arguments)) });

    // The same span over both encodings of OTLP.
    private static IEnumerable<DecodedSpan> Decoded(DecodedSpan source)
    {
        yield return Assert.Single(OtlpDecoder.Decode(OtlpRequest.Protobuf([source]), OtlpEncoding.Protobuf, A.Project).Spans);
        yield return Assert.Single(OtlpDecoder.Decode(OtlpJson.Of([source]), OtlpEncoding.Json, A.Project).Spans);
    }
}
