using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

public sealed class PayloadTests
{
    [Fact]
    public void Every_captured_request_is_read_whole()
    {
        foreach (var (name, json) in Payloads.Requests())
        {
            var batch = Payloads.Decode(json);
            var expected = name is "lw-2995-toolRequest.json"
                ? ["the trace id is missing, all zero or not 16 bytes"]
                : Array.Empty<string>();

            Assert.Equal(expected, batch.Rejections.Select(r => r.Reason));
            Assert.Equal(expected.Length == 0, batch.Spans.Count > 0);
        }
    }

    [Fact]
    public void The_same_spans_in_protobuf_are_read_the_same()
    {
        foreach (var (_, json) in Payloads.Requests())
        {
            // What was cut in the first reading is whole in the second, so the notes about it are left out of the comparison;
            // and of what was not kept only the length comes again, so there are other arguments.
            var spans = Payloads.Decode(json).Spans.GroupBy(s => s.Origin).SelectMany(g => g).Select(s => s with { Notes = [], ToolArguments = null });

            var again = OtlpDecoder.Decode(OtlpRequest.Protobuf(spans), OtlpEncoding.Protobuf, A.Project);

            Assert.Equal(spans, again.Spans.Select(s => s with { ToolArguments = null }), SameSpan.Instance);
        }
    }

    [Fact]
    public void An_agents_turns_and_tools_are_read_out_of_calls_that_are_reported_three_times()
    {
        var priced = Payloads.Decode(Payloads.Request("tempo_export_with_batches.json")).Spans.Select(Priced).ToArray();

        var agents = TraceAgents.Of(TraceRollup.Of(A.Project, TraceAssembler.Assemble(priced.Select(A.Facts))), priced.ToDictionary(s => s.Key.Span), GuardrailSettings.Usual);

        var run = Assert.Single(agents.Runs);
        Assert.Equal("helm_agent", run.Agent);
        Assert.Equal([2_256L, 2_392L], run.Calls.Select(call => call.ContextTokens));
        var use = Assert.Single(run.Uses);
        Assert.Equal(("helm_list_releases", true, 1), (use.Name, use.Arguments is not null, run.Turns.Single(turn => turn.Uses.Count > 0).Number));
    }

    [Fact]
    public void An_agents_calls_that_are_reported_three_times_are_charged_once()
    {
        var spans = Payloads.Decode(Payloads.Request("tempo_export_with_batches.json")).Spans;

        var priced = spans.Select(Priced).ToArray();
        var rollup = TraceRollup.Of(A.Project, TraceAssembler.Assemble(priced.Select(A.Facts)));

        Assert.Equal(new Usage(4_648, 0, 0, 0, 129), Sum(rollup.Spans.Where(s => s.Charge.IsCharged).Select(s => s.Charge.Usage)));
        Assert.Equal(new Usage(13_944, 0, 0, 0, 387), Sum(priced.Select(s => s.Span.Call?.Usage ?? default)));
        Assert.All(rollup.Spans.Where(s => s.Charge.IsCharged), s => Assert.Equal("openai.chat", s.Node.Span.Name));
    }

    [Fact]
    public void The_sum_that_dotnets_tool_loop_writes_on_its_own_span_is_not_charged_again()
    {
        var spans = Payloads.LangfuseExport("csharp-agent-with-gemini-2026-03-09.trace.json");

        var priced = spans.Select(Priced).ToArray();
        var rollup = TraceRollup.Of(A.Project, TraceAssembler.Assemble(priced.Select(A.Facts)));

        Assert.Equal(new Usage(8_047, 0, 0, 0, 414), Sum(rollup.Spans.Where(s => s.Charge.IsCharged).Select(s => s.Charge.Usage)));
        Assert.Equal(new Usage(16_094, 0, 0, 0, 828), Sum(priced.Select(s => s.Span.Call?.Usage ?? default)));
    }

    [Fact]
    public void The_specifications_example_is_read_to_the_letter()
    {
        var span = Assert.Single(Payloads.Decode(Payloads.Request("trace.json")).Spans);

        Assert.Equal("5b8efff798038103d269b633813fc60c", span.Key.Trace.ToString());
        Assert.Equal("eee19b7ec3c1b174", span.Key.Span.ToString());
        Assert.Equal("eee19b7ec3c1b173", span.Parent.ToString());
        Assert.Equal("I'm a server span", span.Name);
        Assert.Equal(OtelSpanKind.Server, span.Kind);
        Assert.Equal(1_000_000_000, span.End - span.Start);
        Assert.Equal("my.service", span.Origin.Resource.Text("service.name"));
        Assert.Equal(("my.library", "1.0.0"), (span.Origin.ScopeName, span.Origin.ScopeVersion));
        Assert.Equal("some value", span.Attributes.Text("my.span.attr"));
    }

    [Theory]
    [InlineData("lw-0811-strandsTrace.json", "openai", "openai/gpt-4.1-nano", 24, 10)]
    [InlineData("lw-2671-genAiRequest.json", "anthropic", "claude-opus-4-6", 150, 25)]
    [InlineData("mapping-0751-resourceSpan.json", "openai", "gpt-3.5-turbo-0125", 14, 173)]
    public void A_captured_call_has_its_model_and_tokens(string file, string provider, string model, long input, long output)
    {
        var call = Priced(Assert.Single(Payloads.Decode(Payloads.Request(file)).Spans)).Span.Call!;

        Assert.Equal((provider, model), (call.Provider, call.Model));
        Assert.Equal(new Usage(input, 0, 0, 0, output), call.Usage);
    }

    [Fact]
    public void No_prompt_or_completion_of_a_captured_request_is_kept()
    {
        var texts = Payloads.AllSpans()
            .SelectMany(s => s.Attributes.Concat(s.Events.SelectMany(e => e.Attributes)))
            .Where(a => a.Value.Kind is AttributeKind.Text)
            .Select(a => a.Value.Text!)
            .ToArray();

        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, text => text.Contains("You are a helpful assistant", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("\"role\"", StringComparison.Ordinal));
    }

    private static PricedSpan Priced(DecodedSpan span)
    {
        var normalized = SpanNormalizer.Normalize(SpanRepairs.Mend(span, A.Noon), 0, AttributeLookup.Default);
        return new(normalized, normalized.Call is null ? SpanCost.NotACall.Instance : new SpanCost.Unpriced("no price book in this test"));
    }

    private static Usage Sum(IEnumerable<Usage> usages) => usages.Aggregate(default(Usage), (sum, usage) => sum + usage);
}
