using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;
using CostDashboard.Mcp.Recording;

namespace CostDashboard.Mcp.Tests;

public sealed class PlainTraceTests
{
    private const string Call = """[{"kind": "chat", "model": "gpt-4o-mini", "input_tokens": 120, "output_tokens": 8, "start": "2026-08-06T12:00:00Z", "duration_ms": 250}]""";

    private static readonly UnixNanos s_now = UnixNanos.From(new(2026, 8, 6, 13, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_call_in_plain_words_is_one_of_OpenTelemetry()
    {
        var span = Spans(Call, """, "customer": "acme", "service": "bot" """)[0];

        Assert.Equal("gpt-4o-mini", span.GetProperty("name").GetString());
        Assert.Equal(1_786_017_600_000_000_000, span.GetProperty("startTimeUnixNano").GetInt64());
        Assert.Equal(1_786_017_600_250_000_000, span.GetProperty("endTimeUnixNano").GetInt64());
        Assert.Equal(
            ["customer_id=acme", "gen_ai.operation.name=chat", "gen_ai.request.model=gpt-4o-mini", "gen_ai.usage.input_tokens=120", "gen_ai.usage.output_tokens=8"],
            Attributes(span));
    }

    [Fact]
    public void A_cost_stands_as_it_was_said() =>
        Assert.Contains("gen_ai.usage.cost=0.1000000001", Attributes(Spans("""[{"kind": "chat", "model": "x", "cost_usd": "0.1000000001"}]""")[0]));

    [Fact]
    public void Other_attributes_go_along() =>
        Assert.Equal(["a=text", "b=2", "c=True", "d=0.5"], Attributes(Spans("""[{"name": "x", "attributes": {"a": "text", "b": 2, "c": true, "d": 0.5}}]""")[0]));

    [Fact]
    public void The_same_call_again_is_the_same_spans() => Assert.Equal(IdsOf(Call), IdsOf(Call));

    [Fact]
    public void Spans_that_do_not_say_when_they_began_are_new_each_time()
    {
        const string now = """[{"kind": "chat", "model": "gpt-4o-mini", "input_tokens": 120}]""";

        Assert.NotEqual(IdsOf(now), IdsOf(now));
    }

    [Fact]
    public void Spans_of_one_call_are_one_trace_and_keep_the_ids_they_have()
    {
        var spans = Spans("""[{"name": "a", "span_id": "00000000000000a1"}, {"name": "b", "parent_span_id": "00000000000000a1"}]""");

        Assert.Single(spans.Select(span => span.GetProperty("traceId").GetString()).Distinct());
        Assert.Equal("00000000000000a1", spans[0].GetProperty("spanId").GetString());
        Assert.Equal("00000000000000a1", spans[1].GetProperty("parentSpanId").GetString());
        Assert.False(spans[0].TryGetProperty("parentSpanId", out _));
    }

    [Theory]
    [InlineData("[]", "spans", "Give 1 to 200 spans; of more in several calls with the same trace_id.")]
    [InlineData("[1]", "spans[0]", "A span is an object.")]
    [InlineData("""[{"name": "a"}, {"name": "b", "tokens": 3}]""", "spans[1].tokens", "There is no such field. There are: span_id,")]
    [InlineData("[{}]", "spans[0].name", "Say what the span is:")]
    [InlineData("""[{"kind": "chat"}]""", "spans[0].model", "A call says which model it asked.")]
    [InlineData("""[{"name": "a", "kind": "llm"}]""", "spans[0].kind", "'llm' is none of: chat, embeddings, tool, agent, retrieval, other.")]
    [InlineData("""[{"name": "a", "input_tokens": -1}]""", "spans[0].input_tokens", "'-1' is not a number from 0 to 10000000000.")]
    [InlineData("""[{"name": "a", "input_tokens": 1.5}]""", "spans[0].input_tokens", "A count is a whole number.")]
    [InlineData("""[{"name": "a", "cost_usd": "ten"}]""", "spans[0].cost_usd", "'ten' is not a number from 0 to 10000.")]
    [InlineData("""[{"name": "a", "span_id": "a1"}]""", "spans[0].span_id", "A span id has 16 hexadecimal digits and is not all zero.")]
    [InlineData("""[{"name": "a", "start": "yesterday"}]""", "spans[0].start", "'yesterday' is not a time:")]
    [InlineData("""[{"name": "a", "start": "2026-08-06T12:00:00Z", "end": "2026-08-06T11:00:00Z"}]""", "spans[0].end", "It is before 'start'.")]
    [InlineData("""[{"name": "a", "attributes": {"b": []}}]""", "spans[0].attributes", "'b' is no text, number, true or false.")]
    [InlineData("""[{"name": "a", "span_id": "00000000000000a1"}, {"name": "b", "span_id": "00000000000000a1"}]""", "spans", "Two spans have the same span_id:")]
    public void A_mistake_names_the_field_and_the_remedy(string spans, string field, string message)
    {
        var mistake = Assert.Throws<QueryMistake>(() => Spans(spans));

        Assert.Equal(field, mistake.Parameter);
        Assert.StartsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    private static string?[] IdsOf(string spans) =>
        [.. Spans(spans).SelectMany(span => new[] { span.GetProperty("traceId").GetString(), span.GetProperty("spanId").GetString() })];

    private static JsonElement[] Spans(string spans, string more = "")
    {
        var given = Arguments.Of(
            JsonSerializer.Deserialize<Dictionary<string, JsonElement>>($$"""{"spans": {{spans}}{{more}}}"""), ["spans", "trace_id", "service", .. PlainTrace.Shared]);
        var otlp = JsonDocument.Parse(PlainTrace.ToOtlp(given.Json("spans", JsonValueKind.Array)!.Value, given, s_now)).RootElement;
        return [.. otlp.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray()];
    }

    private static string[] Attributes(JsonElement span) =>
        [.. span.GetProperty("attributes").EnumerateArray().Select(one => $"{one.GetProperty("key").GetString()}={one.GetProperty("value").EnumerateObject().Single().Value}")];
}
