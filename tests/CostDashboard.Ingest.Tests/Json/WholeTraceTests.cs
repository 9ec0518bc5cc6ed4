using System.Text;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Json;

/// <summary>What agents hand over in one piece.</summary>
public sealed class WholeTraceTests
{
    private const string Call = """{"name":"classify","kind":"chat","model":"gpt-4o-mini","input_tokens":120,"output_tokens":8,"start":"2026-08-06T12:00:00Z","duration_ms":250}""";

    [Fact]
    public void A_call_means_the_same_in_plain_words_in_OpenTelemetry_s_and_in_Langfuse_s()
    {
        const string otlp = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0000000000000000000000000000000a","spanId":"000000000000000b","name":"classify",
             "startTimeUnixNano":"1786017600000000000","endTimeUnixNano":"1786017600250000000","attributes":[
              {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}},
              {"key":"gen_ai.usage.input_tokens","value":{"intValue":"120"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"8"}},{"key":"user.id","value":{"stringValue":"u1"}}]}]}]}]}
            """;
        const string langfuse = """
            {"trace":{"id":"t","userId":"u1"},"observations":[{"id":"o","type":"GENERATION","name":"classify","model":"gpt-4o-mini",
             "startTime":"2026-08-06T12:00:00Z","endTime":"2026-08-06T12:00:00.250Z","usageDetails":{"input":120,"output":8}}]}
            """;

        // Langfuse's trace is a span of its own, which says whose it is for all below it.
        (NormalizedSpan Call, string User)[] told =
        [
            .. new[]
            {
                Plain(Call, """ "user":"u1", """),
                OtlpDecoder.Decode(Encoding.UTF8.GetBytes(otlp), OtlpEncoding.Json, A.Project),
                LangfuseParcel.Decode(Encoding.UTF8.GetBytes(langfuse), A.Project, keepsContent: false),
            }.Select(batch => batch.Spans.Select(span => SpanNormalizer.Normalize(span, 0, AttributeLookup.Default)).ToList())
            .Select(spans => (Assert.Single(spans, span => span.Call is not null), spans.Select(span => span.Attribution.User).OfType<string>().Distinct().Single())),
        ];

        Assert.All(told, span => Assert.Equal(
            ("classify", A.Noon, A.Noon + 250_000_000, "openai", "gpt-4o-mini", new Usage(120, 0, 0, 0, 8, 0), "u1"),
            (span.Call.Source.Name, span.Call.Source.Start, span.Call.Source.End, span.Call.Call!.Provider, span.Call.Call.Model, span.Call.Call.Usage, span.User)));
    }

    [Fact]
    public void The_same_trace_again_is_the_same_spans_where_they_say_when_they_were()
    {
        Assert.Equal(Plain(Call).Spans[0].Key, Plain(Call).Spans[0].Key);
        Assert.NotEqual(Plain("""{"name":"now"}""").Spans[0].Key, Plain("""{"name":"now"}""").Spans[0].Key);
    }

    [Fact]
    public void Of_a_trace_with_a_mistake_nothing_is_taken_and_the_place_is_told()
    {
        var batch = Plain(Call + """,{"name":"b","cost":"ten"},7""");

        Assert.Empty(batch.Spans);
        Assert.Equal((2, "spans[1].cost", "spans[2]"), (batch.Rejected, batch.Rejections[0].Field, batch.Rejections[1].Field));
    }

    [Fact]
    public void Two_spans_of_one_id_would_replace_each_other_and_are_refused()
    {
        var batch = Plain("""{"name":"a","span_id":"x"},{"name":"b","span_id":"x"}""");

        Assert.Equal((0, "two spans have the same span_id"), (batch.Spans.Count, Assert.Single(batch.Rejections).Reason));
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "it is neither a trace of Langfuse with its observations nor a batch for its ingestion")]
    [InlineData("""{"observations":[{"id":"o"}]}""", "the observation 'o' of Langfuse has no startTime")]
    [InlineData("[]", "line 1: there is no JSON object where a span or a trace is expected")]
    public void What_is_not_Langfuse_s_says_so(string json, string reason) =>
        Assert.Equal(reason, Assert.Throws<UndecodableException>(() => LangfuseParcel.Decode(Encoding.UTF8.GetBytes(json), A.Project, keepsContent: false)).Message);

    private static DecodedBatch Plain(string spans, string more = "") =>
        WholeTrace.Decode(Encoding.UTF8.GetBytes($$"""{{{more}}"spans":[{{spans}}]}"""), A.Project, keepsContent: false);
}
