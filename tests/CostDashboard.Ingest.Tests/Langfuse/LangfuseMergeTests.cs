using System.Text.Json;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Langfuse;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Langfuse;

public sealed class LangfuseMergeTests
{
    [Fact]
    public void The_later_value_goes_before_the_earlier_and_nothing_overwrites_nothing()
    {
        var whole = Assert.Single(Merge(
            Event("span-update", 3, """{"id":"o","name":"late","output":null,"metadata":{"a":{"y":2}},"startTime":"2026-08-06T13:00:00Z"}"""),
            Event("span-create", 1, """{"id":"o","traceId":"t","name":"early","version":"1","startTime":"2026-08-06T12:00:00Z","metadata":{"a":{"x":1},"b":1},"modelParameters":{"n":1}}"""),
            Event("span-update", 2, """{"id":"o","name":"middle","version":null,"modelParameters":{}}""")));

        Assert.Equal(("o", "t", true), (whole.Id, whole.TraceId, whole.IsCreated));
        Assert.Equal(
            """{"id":"o","metadata":{"a":{"x":1,"y":2},"b":1},"modelParameters":{"n":1},"name":"late","startTime":"2026-08-06T12:00:00Z","traceId":"t","type":"span","version":"1"}""",
            Sorted(whole.Body));
    }

    [Fact]
    public void A_trace_has_the_tags_of_all_its_events_and_the_time_of_its_first()
    {
        var whole = Assert.Single(Merge(
            Event("trace-create", 5, """{"id":"t","tags":["b","a"],"userId":"u-2"}"""),
            Event("trace-create", 1, """{"id":"t","tags":["c","a"],"userId":"u-1","name":"chat"}""")));

        Assert.Equal("""{"id":"t","name":"chat","startTime":"2026-08-06T12:00:01+00:00","tags":["a","b","c"],"type":"trace","userId":"u-2"}""", Sorted(whole.Body));
    }

    [Fact]
    public void An_update_alone_creates_nothing_and_one_without_a_trace_is_of_each()
    {
        Assert.False(Assert.Single(Merge(Event("generation-update", 1, """{"id":"o","model":"m"}"""))).IsCreated);
        var wholes = Merge(
            Event("generation-update", 3, """{"id":"o","model":"m"}"""),
            Event("generation-create", 1, """{"id":"o","traceId":"t1"}"""),
            Event("generation-create", 2, """{"id":"o","traceId":"t2"}"""),
            Event("span-create", 2, """{"id":"alone"}"""));

        Assert.Equal(
            [("alone", "alone", null), ("o", "t1", "m"), ("o", "t2", "m")],
            wholes.Select(whole => (whole.Id, whole.TraceId, whole.Body.TryGetProperty("model", out var model) ? model.GetString() : null)).Order());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Neither_order_nor_repetition_changes_what_comes_out(int seed)
    {
        var random = new Random(seed);
        string[] types = ["span-create", "span-update", "generation-create", "generation-update"];
        LangfusePart[] parts =
        [
            .. Enumerable.Range(0, 40).Select(_ => Event(
                types[random.Next(types.Length)],
                random.Next(4),
                $$"""{"id":"o{{random.Next(3)}}",{{(random.Next(3) == 0 ? "" : $"\"traceId\":\"t{random.Next(2)}\",")}}"name":"n{{random.Next(9)}}","metadata":{"k{{random.Next(3)}}":{{random.Next(9)}} },"tags":["x{{random.Next(3)}}"]}""")),
        ];
        var expected = Merge(parts).Select(Shown).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < 20; i++)
        {
            LangfusePart[] again = [.. parts, .. parts.Where(_ => random.Next(2) == 0)];
            random.Shuffle(again);

            Assert.Equal(expected, Merge(again).Select(Shown).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{ "usage":{"input":41,"output":3,"total":44,"unit":"TOKENS"} }""", 41, 3, null)]
    [InlineData("""{ "usage":{"promptTokens":41,"completionTokens":3,"totalTokens":44} }""", 41, 3, null)]
    [InlineData("""{ "usage":{"prompt_tokens":41,"completion_tokens":3,"total_tokens":44} }""", 41, 3, null)]
    [InlineData("""{ "usage":{"input":41,"output":3,"inputCost":0.25,"outputCost":0.5} }""", 41, 3, "0.75")]
    [InlineData("""{ "usage":{"input":41,"output":3,"inputCost":0.25,"outputCost":0.5,"totalCost":0.8} }""", 41, 3, "0.8")]
    [InlineData("""{ "usage":{"input":1,"output":1},"usageDetails":{"input":41,"output":3},"costDetails":{"input":0.25,"output":0.5} }""", 41, 3, "0.75")]
    [InlineData("""{ "usageDetails":{"prompt_tokens":41,"completion_tokens":3,"total_tokens":44,"prompt_tokens_details":{"cached_tokens":1}} }""", 40, 3, null)]
    [InlineData("""{ "usageDetails":{"input_tokens":41,"output_tokens":3,"total_tokens":44,"output_tokens_details":{"reasoning_tokens":2}} }""", 41, 3, null)]
    public void Every_form_of_usage_and_cost_is_read(string members, long input, long output, string? reported)
    {
        var call = Read(members[1..^1])!;

        Assert.Equal((input, output), (call.Usage.Input, call.Usage.Output));
        Assert.Equal(reported is null ? null : decimal.Parse(reported, System.Globalization.CultureInfo.InvariantCulture), call.ReportedCost?.Amount);
    }

    [Theory]
    [InlineData("CHARACTERS")]
    [InlineData("SECONDS")]
    [InlineData("IMAGES")]
    public void What_is_not_counted_in_tokens_is_no_token(string unit) =>
        Assert.Equal(0, Read($"\"usage\":{{\"input\":41,\"output\":3,\"unit\":\"{unit}\"}}")!.Usage.Total);

    [Theory]
    [InlineData("""[]""", "batch")]
    [InlineData("""{"type":"trace-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"t"}}""", "id")]
    [InlineData("""{"id":"e","type":"table-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"t"}}""", "type")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"soon","body":{"id":"t"}}""", "timestamp")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"2026-08-06T12:00:00Z","body":7}""", "body")]
    [InlineData("""{"id":"e","type":"span-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":7}}""", "body.id")]
    [InlineData("""{"id":"e","type":"span-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"o","startTime":"later"}}""", "body.startTime")]
    [InlineData("""{"id":"e","type":"generation-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"o","usageDetails":{"input":-1}}}""", "body.usageDetails.input")]
    [InlineData("""{"id":"e","type":"span-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"\ud800"}}""", "batch")]
    [InlineData("""{"id":"e","type":"score-create","timestamp":"2026-08-06T12:00:00Z","body":{"name":"n","value":1}}""", "body.traceId")]
    [InlineData("""{"id":"e","type":"score-create","timestamp":"2026-08-06T12:00:00Z","body":{"traceId":"t","value":1}}""", "body.name")]
    [InlineData("""{"id":"e","type":"score-create","timestamp":"2026-08-06T12:00:00Z","body":{"traceId":"t","name":"n","value":{}}}""", "body.value")]
    public void What_is_wrong_with_an_event_is_told_by_its_field_and_harms_no_other(string json, string field)
    {
        const string Good = """{"id":"good","type":"span-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"o"}}""";
        using var batch = JsonDocument.Parse($"[{json},{Good}]");

        var read = LangfuseBatch.Read(batch.RootElement, A.Project);

        var mistake = Assert.Single(read.Mistakes);
        Assert.Equal(field, mistake.Field);
        Assert.NotEmpty(mistake.Remedy);
        Assert.Equal("good", Assert.Single(read.Items).Id);
    }

    [Fact]
    public void What_models_were_told_and_answered_is_not_kept_with_the_events()
    {
        using var batch = JsonDocument.Parse(
            """[{"id":"e","type":"generation-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"o","input":[{"content":"secret"}],"output":"secret","model":"m"}}]""");

        var kept = Assert.Single(LangfuseBatch.Read(batch.RootElement, A.Project).Items).Event!;

        Assert.Equal("""{"type":"generation-create","timestamp":"2026-08-06T12:00:00Z","body":{"id":"o","model":"m"}}""", System.Text.Encoding.UTF8.GetString(kept.Json.Span));
    }

    private static ModelCall? Read(string members)
    {
        var whole = Assert.Single(Merge(Event("generation-create", 1, $"{{\"id\":\"o\",\"traceId\":\"t\",\"model\":\"gpt-4o\",{members}}}")));
        var decoded = OtlpDecoder.Decode(LangfuseSpans.Request([LangfuseSpans.Observation(whole)]), OtlpEncoding.Json, A.Project);
        return SpanNormalizer.Normalize(Assert.Single(decoded.Spans), 0, AttributeLookup.Default).Call;
    }

    private static List<LangfuseWhole> Merge(params IEnumerable<LangfusePart> parts) => [.. LangfuseMerge.Of(parts)];

    private static LangfusePart Event(string type, int second, string body) => new(
        type, A.Noon + (second * 1_000_000_000L), LangfuseIds.NumberOf(System.Text.Encoding.UTF8.GetBytes(type + second + body)), JsonSerializer.Deserialize<JsonElement>(body));

    private static string Shown(LangfuseWhole whole) => $"{whole.Id} {whole.TraceId} {whole.IsCreated} {Sorted(whole.Body)}";

    private static string Sorted(JsonElement body) =>
        JsonSerializer.Serialize(new SortedDictionary<string, JsonElement>(body.EnumerateObject().ToDictionary(m => m.Name, m => m.Value), StringComparer.Ordinal), s_plain);

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
