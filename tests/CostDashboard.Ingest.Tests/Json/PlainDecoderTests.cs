using System.Text;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Json;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Json;

public sealed class PlainDecoderTests
{
    [Fact]
    public void What_a_developer_would_guess_is_a_priced_call_of_a_customer()
    {
        var span = Span("""
            {"trace_id": "order-17", "span_id": "answer", "parent_id": "request", "name": "answer the customer", "kind": "chat",
             "start": "2026-08-06T12:00:00Z", "end": "2026-08-06T12:00:01.5Z", "status": "ok",
             "model": "gpt-4o-mini", "provider": "openai", "usage": {"input_tokens": 1200, "output_tokens": 150}, "cost": 0.000270,
             "customer": "acme", "feature": "support", "user": 4711, "session": "s-1", "environment": "production", "service": "api", "version": "2.8.1",
             "attributes": {"gen_ai.request.max_tokens": 512, "nested": {"a": [1, 2.5, true, "x"]}}, "retries": 2}
            """);

        Assert.Equal((ForeignIds.TraceOf("order-17"u8), ForeignIds.SpanOf("answer"u8), ForeignIds.SpanOf("request"u8)), (span.Key.Trace, span.Key.Span, span.Parent));
        Assert.Equal((A.Noon, A.Noon + 1_500_000_000, SpanStatusCode.Ok), (span.Start, span.End, span.Status.Code));
        Assert.Equal(
            """
            gen_ai.operation.name=chat gen_ai.request.model=gpt-4o-mini gen_ai.provider.name=openai gen_ai.usage.cost=0.000270 customer_id=acme feature=support
            user.id=4711 session.id=s-1 deployment.environment.name=production gen_ai.request.max_tokens=512 nested={"a":[1,2.5,true,"x"]} retries=2
            gen_ai.usage.input_tokens=1200 gen_ai.usage.output_tokens=150
            """.ReplaceLineEndings(" "),
            string.Join(' ', span.Attributes.Select(a => $"{a.Key}={a.Value}")));
        var read = SpanNormalizer.Normalize(span, 0, AttributeLookup.Default);
        Assert.Equal(("api", "2.8.1", "acme", "support"), (read.Service, read.ServiceVersion, read.Attribution.Customer, read.Attribution.Feature));
        Assert.Equal(("openai", "gpt-4o-mini", new Usage(1200, 0, 0, 0, 150, 0), 0.00027m), (read.Call!.Provider, read.Call.Model, read.Call.Usage, read.Call.ReportedCost!.Value.Amount));
    }

    [Theory]
    [InlineData("""{"traceId":"t","spanId":"s","parentSpanId":"p","startTime":1786017600,"endTime":1786017601,"customerId":"acme","model":"m"}""")]
    [InlineData("""{"TraceID":"t","id":"s","parent_span_id":"p","started_at":1786017600000,"durationMs":1000,"customer_id":"acme","request_model":"m"}""")]
    [InlineData("""{"customer":"acme","model":"m","parentId":"p","span_id":"s","trace_id":"t","timestamp":"1786017600000000","duration_ms":"1000"}""")]
    [InlineData("""{"customer":"acme","model":"m","parentId":"p","span_id":"s","trace_id":"t","end":"2026-08-06 14:00:01+02:00","duration_ms":1e3,"start":null,"usage":null,"tags":null}""")]
    public void Fields_may_be_written_in_several_ways(string json)
    {
        var span = Span(json);

        Assert.Equal((ForeignIds.TraceOf("t"u8), ForeignIds.SpanOf("s"u8), ForeignIds.SpanOf("p"u8)), (span.Key.Trace, span.Key.Span, span.Parent));
        Assert.Equal((A.Noon, A.Noon + 1_000_000_000), (span.Start, span.End));
        Assert.Equal(("acme", "m"), (span.Attributes.Text("customer_id"), span.Attributes.Text("gen_ai.request.model")));
    }

    [Theory]
    [InlineData("\"2026-08-06T12:00:00.123456789Z\"")]
    [InlineData("\"2026-08-06T14:00:00.123456789+02:00\"")]
    [InlineData("\"2026-08-06T12:00:00.1234567891\"")]
    [InlineData("\"2026-08-06T14:00:00.123456789\\u002B02:00\"")]
    [InlineData("1786017600.123456789")]
    [InlineData("1786017600123.456789")]
    [InlineData("1786017600123456.789")]
    [InlineData("1786017600123456789")]
    [InlineData("\"1786017600123456789\"")]
    public void A_moment_is_read_to_the_nanosecond_however_it_is_written(string time) =>
        Assert.Equal(A.Noon + 123_456_789, Span($$"""{"start":{{time}}}""").Start);

    // The counts by class, as the classes are charged: uncached, cache read, written for five minutes, for an hour, output, reasoning within.
    [Theory]
    [InlineData("""{"input_tokens":1200,"output_tokens":80}""", 1200, 0, 0, 0, 80, 0)]
    [InlineData("""{"input_tokens":1200,"cache_read_tokens":1024,"cache_write_tokens":100,"output_tokens":80,"reasoning_tokens":20}""", 76, 1024, 100, 0, 80, 20)]
    [InlineData("""{"input_tokens":1200,"cache_write_5m_tokens":100,"cache_write_1h_tokens":300,"output_tokens":80}""", 800, 0, 100, 300, 80, 0)]
    [InlineData("""{"prompt_tokens":1200,"completion_tokens":80,"total_tokens":1280,"prompt_tokens_details":{"cached_tokens":1024},"completion_tokens_details":{"reasoning_tokens":64}}""", 176, 1024, 0, 0, 80, 64)]
    [InlineData("""{"input_tokens":176,"cache_read_input_tokens":1024,"cache_creation_input_tokens":400,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":300},"output_tokens":80}""", 176, 1024, 100, 300, 80, 0)]
    [InlineData("""{"input_tokens":2000,"cache_read_input_tokens":24,"output_tokens":80}""", 2000, 24, 0, 0, 80, 0)]
    [InlineData("""{"input_tokens":2000,"cache_read_input_tokens":24,"output_tokens":80,"total_tokens":2080}""", 1976, 24, 0, 0, 80, 0)]
    [InlineData("""{"promptTokenCount":1200,"cachedContentTokenCount":200,"candidatesTokenCount":60,"thoughtsTokenCount":20,"totalTokenCount":1280}""", 1000, 200, 0, 0, 80, 20)]
    [InlineData("""{"input_tokens":"1200","output_tokens":80.0}""", 1200, 0, 0, 0, 80, 0)]
    public void A_providers_own_usage_object_is_taken_as_it_came(string usage, long input, long read, long fiveMinutes, long hour, long output, long reasoning)
    {
        foreach (var json in (string[])[$$"""{"model":"gpt-4o-mini","usage":{{usage}}}""", $$"""{"model":"gpt-4o-mini",{{usage[1..]}}"""])
        {
            var call = SpanNormalizer.Normalize(Span(json), 0, AttributeLookup.Default).Call;

            Assert.Equal(new Usage(input, read, fiveMinutes, hour, output, reasoning), call!.Usage);
        }
    }

    [Fact]
    public void Any_text_names_a_trace()
    {
        Assert.Equal("5b8efff798038103d269b633813fc60c", Span("""{"trace_id":"5B8EFFF798038103D269B633813FC60C"}""").Key.Trace.ToString());
        Assert.Equal("5b8efff798038103d269b633813fc60c", Span("""{"trace_id":"5b8efff7-9803-8103-d269-b633813fc60c"}""").Key.Trace.ToString());
        Assert.Equal(Sha256("order-17")[..32], Span("""{"trace_id":"order-17"}""").Key.Trace.ToString());
    }

    [Fact]
    public void Sixteen_digits_are_a_span_id_and_other_texts_are_named_by_their_hash()
    {
        Assert.Equal("eee19b7ec3c1b174", Span("""{"span_id":"EEE19B7EC3C1B174"}""").Key.Span.ToString());
        Assert.Equal(Sha256("17")[..16], Span("""{"span_id":17}""").Key.Span.ToString());
    }

    [Theory]
    [InlineData("[]", "", "it is not a JSON object")]
    [InlineData("""{"start":"yesterday"}""", "start", "start is no time between 1970 and 2262")]
    [InlineData("""{"start":-1}""", "start", "start is no time between 1970 and 2262")]
    [InlineData("""{"end":"2263-01-01T00:00:00Z"}""", "end", "end is no time between 1970 and 2262")]
    [InlineData("""{"duration_ms":-5}""", "duration_ms", "duration_ms is not a number of milliseconds from 0")]
    [InlineData("""{"usage":[]}""", "usage", "usage is not an object")]
    [InlineData("""{"usage":{"input_tokens":-1}}""", "usage.input_tokens", "usage.input_tokens is not a whole number from 0")]
    [InlineData("""{"usage":{"prompt_tokens_details":{"cached_tokens":"many"}}}""", "usage.prompt_tokens_details.cached_tokens", "usage.prompt_tokens_details.cached_tokens is not a whole number from 0")]
    [InlineData("""{"output_tokens":1.5}""", "output_tokens", "output_tokens is not a whole number from 0")]
    [InlineData("""{"cost":"free"}""", "cost", "cost is not an amount from 0")]
    [InlineData("""{"cost":-0.1}""", "cost", "cost is not an amount from 0")]
    [InlineData("""{"status":"fine"}""", "status", "status is neither ok nor error")]
    [InlineData("""{"name":{}}""", "name", "name is not text")]
    [InlineData("""{"model":["a"]}""", "model", "model is not text")]
    [InlineData("""{"trace_id":{}}""", "trace_id", "trace_id is neither a text of at most 512 bytes nor a number")]
    [InlineData("""{"attributes":[]}""", "attributes", "attributes is not an object")]
    [InlineData("""{"events":[{"time":"x"}]}""", "events.time", "events.time is no time between 1970 and 2262")]
    [InlineData("""{"spans":[]}""", "spans", "this is a trace, and not a span")]
    [InlineData("""{"children":[{"name":"a"},{"children":[{"start":"x"}]}]}""", "children[1].children[0].start", "start is no time between 1970 and 2262")]
    public void A_mistake_names_the_field_and_the_remedy(string json, string field, string reason)
    {
        var decoder = new PlainDecoder(A.Project, new(null));
        decoder.ReadSpan(Encoding.UTF8.GetBytes(json), 0, 7);

        var (line, rejection) = Assert.Single(decoder.Rejections);
        Assert.Equal((7, field, reason), (line, rejection.Field ?? "", rejection.Reason));
        Assert.NotEmpty(rejection.Remedy!);
    }

    [Fact]
    public void A_trace_holds_spans_with_children_and_says_what_holds_for_all()
    {
        var decoder = new PlainDecoder(A.Project, new(null));
        decoder.ReadTrace("""
            {"trace_id":"order-17","customer":"acme","service":"api","spans":[
              {"span_id":"root","name":"request","children":[
                {"name":"plan","children":[{"span_id":"deep","name":"chat","customer":"other"}]},
                {"span_id":"tool","name":"search","service":"search"}]},
              {"span_id":"late","parent_id":"root","name":"mail"}]}
            """u8, 0, 1);

        Assert.Empty(decoder.Rejections);
        var byName = decoder.Spans.ToDictionary(s => s.Name);
        Assert.All(decoder.Spans, s => Assert.Equal(ForeignIds.TraceOf("order-17"u8), s.Key.Trace));
        Assert.Equal(["request", "plan", "chat", "search", "mail"], decoder.Spans.Select(s => s.Name));
        Assert.Equal(
            [null, byName["request"].Key.Span, byName["plan"].Key.Span, byName["request"].Key.Span, ForeignIds.SpanOf("root"u8)],
            decoder.Spans.Select(s => s.Parent));
        Assert.Equal(["acme", null, "other", null, "acme"], decoder.Spans.Select(s => s.Attributes.Text("customer_id")));
        Assert.Equal(["api", "api", "api", "search", "api"], decoder.Spans.Select(s => s.Origin.Resource.Text("service.name")));
    }

    [Theory]
    [InlineData("""{"spans":[{"name":"a"},{"name":"b","children":[{"name":"c"}]}]}""")]
    [InlineData("""{"trace_id":null,"spans":[{"name":"a"},{"name":"b","children":[{"name":"c"}]}]}""")]
    public void Spans_of_a_trace_without_an_id_are_in_one_trace_all_the_same(string json)
    {
        var decoder = new PlainDecoder(A.Project, new(null));
        decoder.ReadTrace(Encoding.UTF8.GetBytes(json), 0, 1);

        Assert.Equal(3, decoder.Spans.Select(s => s.Key.Span).Distinct().Count());
        Assert.Single(decoder.Spans.Select(s => s.Key.Trace).Distinct());
    }

    [Theory]
    [InlineData("""{"trace_id":"t"}""", "spans", "the trace has no list of spans")]
    [InlineData("""{"spans":[],"usage":{"input_tokens":5}}""", "usage", "a trace has no usage")]
    [InlineData("""{"spans":[],"model":"gpt-4o"}""", "model", "a trace has no model")]
    [InlineData("""{"spans":[{"children":{}}]}""", "spans[0].children", "children is not a list")]
    [InlineData("""{"spans":[7]}""", "spans[0]", "it is not a JSON object")]
    public void A_mistake_in_a_trace_names_the_place(string json, string field, string reason)
    {
        var decoder = new PlainDecoder(A.Project, new(null));
        decoder.ReadTrace(Encoding.UTF8.GetBytes(json), 0, 1);

        var (_, rejection) = Assert.Single(decoder.Rejections);
        Assert.Equal((field, reason), (rejection.Field, rejection.Reason));
    }

    [Fact]
    public void The_same_key_and_body_give_the_same_ids_and_nothing_else_does()
    {
        static SpanKey Key(string? key, int item = 0, string json = """{"model":"m"}""")
        {
            var decoder = new PlainDecoder(A.Project, new(key));
            decoder.ReadSpan(Encoding.UTF8.GetBytes(json), item, 1);
            return decoder.Spans.Single().Key;
        }

        Assert.Equal(Key("k"), Key("k"));
        Assert.Equal(6, new HashSet<SpanKey> { Key("k"), Key("other"), Key("k", item: 1), Key("k", json: """{"model":"n"}"""), Key(null), Key(null) }.Count);
    }

    [Fact]
    public void Prompts_are_read_only_where_they_are_kept()
    {
        const string Json = """{"input":{"city":"Berlin"},"output":"22 °C","attributes":{"gen_ai.input.messages":[{"role":"user"}]}}""";

        var skipped = Span(Json);
        Assert.Null(skipped.Content);
        Assert.All(skipped.Attributes, a => Assert.Equal(AttributeKind.Omitted, a.Value.Kind));
        var kept = new PlainDecoder(A.Project, new(null), keepsContent: true);
        kept.ReadSpan(Encoding.UTF8.GetBytes(Json), 0, 1);
        Assert.Equal(
            [("input.value", """{"city":"Berlin"}"""), ("output.value", "22 °C"), ("gen_ai.input.messages", """[{"role":"user"}]""")],
            kept.Spans.Single().Content!.Texts.Select(t => (t.Key, t.Text)));
    }

    [Fact]
    public void An_error_in_words_is_the_status_of_the_span()
    {
        Assert.Equal(new SpanStatus(SpanStatusCode.Error, "rate limited"), Span("""{"error":"rate limited"}""").Status);
        Assert.Equal(new SpanStatus(SpanStatusCode.Error, "later"), Span("""{"status":{"code":"error","message":"later"}}""").Status);
        var span = Span("""{"error":{"type":"429","message":"slow down"}}""");
        Assert.Equal((new SpanStatus(SpanStatusCode.Error, "slow down"), "429"), (span.Status, span.Attributes.Text("error.type")));
        Assert.Equal(SpanStatusCode.Unset, Span("""{"error":null}""").Status.Code);
    }

    [Fact]
    public void Every_field_of_the_description_is_read_and_every_field_that_is_read_is_described()
    {
        var described = typeof(JsonSpan).GetProperties()
            .SelectMany(p => p.GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonPropertyNameAttribute), false))
            .Select(a => ((System.Text.Json.Serialization.JsonPropertyNameAttribute)a).Name)
            .ToDictionary(name => name, name => PlainFields.Of(Encoding.UTF8.GetBytes(name), out _));

        Assert.DoesNotContain(described, d => d.Value is PlainField.None);
        PlainField[] beside = [PlainField.None, PlainField.Spans, PlainField.StatusMessage, PlainField.Scope, PlainField.Resource];
        Assert.Empty(Enum.GetValues<PlainField>().Except(described.Values).Except(beside));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static DecodedSpan Span(string json)
    {
        var decoder = new PlainDecoder(A.Project, new(null));
        decoder.ReadSpan(Encoding.UTF8.GetBytes(json), 0, 1);
        Assert.Empty(decoder.Rejections);
        return Assert.Single(decoder.Spans);
    }
}
