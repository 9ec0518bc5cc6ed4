using System.Text.Json.Nodes;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>Captured traces of many instrumentations, from the attributes to what is charged.</summary>
public sealed class DialectPayloadTests
{
    // Which calls are charged, and for what. Claude's agent states no tokens at all: four calls whose cost is unknown.
    // Vertex' answer is 845 tokens and 1,173 thoughts, which only its total shows.
    [Theory]
    [InlineData("autogen-2025-06-06.trace.json", 1, 41, 3, 0)]
    [InlineData("claude-agent-2025-12-22.trace.json", 4, 0, 0, 0)]
    [InlineData("csharp-agent-with-gemini-2026-03-09.trace.json", 3, 8_047, 414, 0)]
    [InlineData("google-gemini-2025-08-01.trace.json", 1, 6, 2_055, 1_104)]
    [InlineData("langgraph-js-2025-10-30.trace.json", 2, 321, 123, 64)]
    [InlineData("llamaindex-2025-06-05.trace.json", 1, 13, 81, 0)]
    [InlineData("openai-agents-2025-09-30.trace.json", 2, 140, 44, 0)]
    [InlineData("pydantic-ai-tools-2025-06-06.trace.json", 1, 31, 96, 0)]
    [InlineData("pydantic-ai-with-gemini-2025-12-24.trace.json", 1, 40, 159, 121)]
    [InlineData("vertex-ai-2025-08-01.trace.json", 1, 5, 2_018, 1_173)]
    public void A_captured_trace_is_charged_once(string file, int calls, long input, long output, long reasoning)
    {
        var charges = Charges(Payloads.LangfuseExport(file));

        Assert.Equal(calls, charges.Count);
        Assert.Equal(new Usage(input, 0, 0, 0, output, reasoning), charges.Aggregate(default(Usage), (sum, charge) => sum + charge.Usage));
        Assert.All(charges, charge => Assert.NotEqual("", charge.Series.Provider));
    }

    // Langfuse's usage is right where it was stated (on Claude's agent it counted text, and Vertex' thoughts it left out).
    [Theory]
    [InlineData("autogen-2025-06-06.trace.json")]
    [InlineData("csharp-agent-with-gemini-2026-03-09.trace.json")]
    [InlineData("google-gemini-2025-08-01.trace.json")]
    [InlineData("langgraph-js-2025-10-30.trace.json")]
    [InlineData("llamaindex-2025-06-05.trace.json")]
    [InlineData("openai-agents-2025-09-30.trace.json")]
    [InlineData("pydantic-ai-tools-2025-06-06.trace.json")]
    [InlineData("pydantic-ai-with-gemini-2025-12-24.trace.json")]
    public void A_captured_trace_has_the_tokens_that_langfuse_shows(string file)
    {
        var charges = Charges(Payloads.LangfuseExport(file));

        var observations = Payloads.Observations(file);

        Assert.Equal(observations.Sum(o => Shown(o, "input")), charges.Sum(charge => charge.Usage.TotalInput));
        Assert.Equal(observations.Sum(o => Shown(o, "output")), charges.Sum(charge => charge.Usage.Output));
    }

    [Fact]
    public void Every_captured_openinference_span_has_the_tokens_that_it_states()
    {
        var seen = 0;
        foreach (var (name, json) in Payloads.Requests())
        {
            var span = Payloads.Decode(json).Spans is [var only] ? only : null;
            if (span?.Attributes.Text("openinference.span.kind") is not { } kind)
            {
                continue;
            }

            seen++;
            var normalized = Normalized(span);
            var call = normalized.Call!;
            Assert.Equal(kind is "EMBEDDING" ? OperationKind.Embeddings : OperationKind.Chat, normalized.Kind);
            Assert.Equal("openai", call.Provider);
            Assert.Equal(span.Attributes.Integer("llm.token_count.prompt") ?? 0, call.Usage.TotalInput);
            Assert.Equal(span.Attributes.Integer("llm.token_count.completion") ?? 0, call.Usage.Output);
            Assert.Equal(span.Attributes.Integer("llm.token_count.completion_details.reasoning") ?? 0, call.Usage.Reasoning);
            Assert.Equal(span.Attributes.Integer("llm.token_count.prompt_details.cache_read") ?? 0, call.Usage.CacheRead);
            Assert.Equal(name is "chat-streaming.json" or "audio-translation-basic.json", call.UsageRule is null);
        }

        Assert.Equal(Payloads.Requests().Count(request => request.Name.StartsWith("chat-", StringComparison.Ordinal)
            || request.Name.StartsWith("completion-", StringComparison.Ordinal)
            || request.Name.StartsWith("embeddings-", StringComparison.Ordinal)
            || request.Name.StartsWith("audio-", StringComparison.Ordinal)), seen);
    }

    [Fact]
    public void What_litellm_sends_to_langfuse_is_read_with_its_cost_and_whom_it_is_for()
    {
        var json = JsonNode.Parse(Payloads.Text("litellm-langfuse", "otel_completion_with_langfuse_metadata.json"))!;
        var source = A.Span("s1", name: json["name"]!.GetValue<string>()).Span.Source with { Attributes = Payloads.Attributes(json["attributes"]!.AsObject()) };

        var span = Normalized(source);

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(("openai", "gpt-3.5-turbo"), (span.Call!.Provider, span.Call.Model));
        Assert.Equal(new Usage(10, 0, 0, 0, 20), span.Call.Usage);
        Assert.Equal(new Usd(0.000035m), span.Call.ReportedCost);
        Assert.Equal(("test_user_id", "test_session_id"), (span.Attribution.User, span.Attribution.Session));
    }

    [Theory]
    [InlineData("mapping-1013-resourceSpan.json", OperationKind.Embeddings, "gcp.gemini", "gemini-embedding-001")]
    [InlineData("lw-0194-openllmetryOpenAIRequest.json", OperationKind.Chat, "openai", "gpt-5")]
    public void A_captured_call_without_tokens_is_a_call_of_unknown_cost(string file, OperationKind kind, string provider, string model)
    {
        var span = Normalized(Assert.Single(Payloads.Decode(Payloads.Request(file)).Spans));

        Assert.Equal((kind, provider, model), (span.Kind, span.Call!.Provider, span.Call.Model));
        Assert.Null(span.Call.UsageRule);
    }

    [Theory]
    [InlineData("lw-1594-strandsAgentsTrace.json", OperationKind.Agent)]
    [InlineData("mapping-0436-langfuseOtelSpans.json", OperationKind.Other)]
    [InlineData("lw-0582-traceWithException.json", OperationKind.Other)]
    public void A_captured_span_that_only_names_a_model_or_nothing_is_no_call(string file, OperationKind kind)
    {
        var span = Normalized(Payloads.Decode(Payloads.Request(file)).Spans[0]);

        Assert.Equal(kind, span.Kind);
        Assert.Null(span.Call);
    }

    private static NormalizedSpan Normalized(DecodedSpan span) => SpanNormalizer.Normalize(SpanRepairs.Mend(span, A.Noon), 0, AttributeLookup.Default);

    internal static IReadOnlyList<SpanCharge> Charges(IEnumerable<DecodedSpan> spans)
    {
        var priced = spans.Select(Normalized).Select(span => new PricedSpan(
            span,
            span.Call is null ? SpanCost.NotACall.Instance : new SpanCost.Unpriced("no price book in this test")));
        return [.. TraceRollup.Of(A.Project, TraceAssembler.Assemble(priced.Select(A.Facts))).Spans.Select(span => span.Charge).Where(charge => charge.IsCharged)];
    }

    // input, input_cache_read …: Langfuse's buckets are disjoint.
    private static long Shown(JsonObject observation, string bucket) => observation["usageDetails"] is JsonObject usage
        ? usage.Where(u => u.Key == bucket || u.Key.StartsWith(bucket + "_", StringComparison.Ordinal)).Sum(u => (long)u.Value!.GetValue<double>())
        : 0;
}
