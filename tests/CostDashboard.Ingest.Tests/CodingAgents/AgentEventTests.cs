using System.Text.Json.Nodes;
using CostDashboard.Core.Access;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Tests.CodingAgents;

/// <summary>What coding agents tell in log events, from the wire to tokens and cost.</summary>
public sealed class AgentEventTests
{
    [Fact]
    public void A_request_of_claude_code_is_a_call_with_its_reported_cost_and_every_class_of_tokens_apart()
    {
        var span = Single(AgentLogs.Request(AgentLogs.Claude, "claude-code", AgentLogs.ClaudeCall(10, "req_0123456789abcdef")));
        var call = Normalized(span).Call!;

        Assert.Equal(new Usage(3, 12_000, 0, 900, 250), call.Usage);
        Assert.Equal((new Usd(0.0184726m), "anthropic"), (call.ReportedCost, call.Provider));
        Assert.Equal((2_500_000_000, Signal.Log), (span.End - span.Start, span.Origin.Signal));
        Assert.Equal("ada@example.com", Normalized(span).Attribution.User);
    }

    [Fact]
    public void What_codex_counts_as_text_holds_its_cached_tokens_and_its_event_without_counts_tells_of_nothing()
    {
        var batch = Decode(AgentLogs.Request(
            "codex_otel", "codex_cli_rs",
            Codex(("duration_ms", "812")),
            Codex(("duration_ms", "812"), ("input_token_count", "13297"), ("cached_token_count", "4480"), ("output_token_count", "23"), ("reasoning_token_count", "10"))));

        Assert.Equal(new Usage(8_817, 4_480, 0, 0, 23, 10), Normalized(Assert.Single(batch.Spans)).Call!.Usage);
        Assert.Equal(("openai", 1L), (Normalized(batch.Spans[0]).Call!.Provider, batch.Ignored));

        static JsonObject Codex(params (string, object)[] more) => AgentLogs.Record(
            null, "", [("event.name", "codex.sse_event"), ("event.kind", "response.completed"), ("event.timestamp", "2026-08-06T12:00:10.5Z"), ("conversation.id", "c1"), ("model", "gpt-5-codex"), .. more]);
    }

    [Fact]
    public void Thoughts_of_gemini_stand_beside_its_output_and_prompts_of_tools_beside_its_input()
    {
        var span = Single(AgentLogs.Request("gemini-cli", "gemini-cli", AgentLogs.Record(
            20, "API response from gemini-2.5-pro.", ("event.name", "gemini_cli.api_response"), ("session.id", "s1"), ("prompt_id", "p1"), ("model", "gemini-2.5-pro"), ("duration_ms", 900L),
            ("input_token_count", 1_200L), ("cached_content_token_count", 1_000L), ("output_token_count", 80L), ("thoughts_token_count", 300L), ("tool_token_count", 40L), ("total_token_count", 1_620L),
            ("response_text", "what a model wrote"))));

        Assert.Equal(new Usage(240, 1_000, 0, 0, 380, 300), Normalized(span).Call!.Usage);
        Assert.DoesNotContain(span.Attributes, one => one.Value.Text == "what a model wrote");
    }

    [Fact]
    public void A_request_of_a_person_is_a_trace_of_what_it_led_to_and_no_text_of_it_is_kept()
    {
        var batch = Decode(AgentLogs.Request(
            AgentLogs.Claude, "claude-code",
            AgentLogs.Record(1, "claude_code.user_prompt", ("event.name", "user_prompt"), ("session.id", "s1"), ("prompt.id", "p1"), ("prompt", "a secret wish")),
            AgentLogs.ClaudeCall(10, "req_0123456789abcdef"),
            AgentLogs.Record(12, "claude_code.tool_result", ("event.name", "tool_result"), ("session.id", "s1"), ("prompt.id", "p1"), ("event.sequence", 7L), ("tool_name", "Bash"), ("success", "false"), ("duration_ms", "1500"), ("error", "exit 1"), ("tool_parameters", "rm a secret")),
            AgentLogs.ClaudeCall(20, "req_another0123456789", prompt: "p2")));

        var (root, call, tool, other) = (batch.Spans[0], batch.Spans[1], batch.Spans[2], batch.Spans[3]);
        Assert.Equal((root.Key.Span, root.Key.Span), (call.Parent, tool.Parent));
        Assert.Equal((root.Key.Trace, root.Key.Trace), (call.Key.Trace, tool.Key.Trace));
        Assert.NotEqual(root.Key.Trace, other.Key.Trace);
        Assert.Equal(("execute_tool Bash", SpanStatusCode.Error, "exit 1"), (tool.Name, tool.Status.Code, tool.Status.Message));
        Assert.Equal((OperationKind.Agent, OperationKind.Tool), (Normalized(root).Kind, Normalized(tool).Kind));
        Assert.DoesNotContain(batch.Spans.SelectMany(span => span.Attributes), one => one.Value.Text?.Contains("secret", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_request_that_failed_is_no_call_that_costs_something()
    {
        var span = Single(AgentLogs.Request(AgentLogs.Claude, "claude-code", AgentLogs.Record(
            5, "claude_code.api_error", ("event.name", "api_error"), ("session.id", "s1"), ("model", "claude-sonnet-4-5"), ("error", "overloaded"), ("status_code", "529"), ("attempt", 1L), ("event.sequence", 3L))));

        Assert.Equal((SpanStatusCode.Error, "overloaded"), (span.Status.Code, span.Status.Message));
        Assert.Null(Normalized(span).Call);
    }

    [Theory]
    [InlineData("session.id", "the event does not say which conversation it is of (session.id or conversation.id)")]
    [InlineData("time", "the time of the log record is missing or not a number")]
    public void A_call_that_says_too_little_is_rejected_by_itself(string missing, string reason)
    {
        var record = AgentLogs.ClaudeCall(10, "req_0123456789abcdef");
        if (missing == "time")
        {
            record["timeUnixNano"] = "0";
        }
        else
        {
            var attributes = record["attributes"]!.AsArray();
            attributes.Remove(attributes.Single(one => one!["key"]!.GetValue<string>() == missing));
        }

        var batch = Decode(AgentLogs.Request(AgentLogs.Claude, "claude-code", record, AgentLogs.ClaudeCall(11, "req_whole0123456789")));

        Assert.Equal((1, 1), (batch.Spans.Count, batch.Rejected));
        Assert.Equal(("claude_code.api_request", reason), (batch.Rejections[0].Span, batch.Rejections[0].Reason));
    }

    [Fact]
    public void A_record_that_was_written_in_a_span_belongs_to_its_trace()
    {
        var record = AgentLogs.ClaudeCall(10, "req_0123456789abcdef");
        record["traceId"] = "5b8efff798038103d269b633813fc60c";
        record["spanId"] = "eee19b7ec3c1b174";

        var span = Single(AgentLogs.Request(AgentLogs.Claude, "claude-code", record));

        Assert.Equal(("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174"), (span.Key.Trace.ToString(), span.Parent.ToString()));
    }

    [Fact]
    public void The_same_records_are_the_same_spans_in_any_order_and_cut_into_any_requests()
    {
        List<JsonObject> records = [.. Enumerable.Range(0, 12).Select(i => AgentLogs.ClaudeCall(i, $"req_{i:x16}", prompt: $"p{i % 3}", session: $"s{i % 2}")), AgentLogs.Record(3, "claude_code.tool_result", ("event.name", "tool_result"), ("session.id", "s1"), ("tool_name", "Read"))];
        var once = Spans([records]);
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var again = records.Concat(records.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).Chunk(random.Next(1, 6));
            Assert.Equal(once, Spans(again));
        }

        static SortedSet<string> Spans(IEnumerable<IEnumerable<JsonObject>> requests) => new(
            requests.SelectMany(request => Decode(AgentLogs.Request(AgentLogs.Claude, "claude-code", request)).Spans).Select(span => $"{span.Key} {span.Parent} {span.Start} {span.End} {span.Name}"),
            StringComparer.Ordinal);
    }

    private static DecodedBatch Decode(byte[] body) => OtlpDecoder.DecodeLogs(body, OtlpEncoding.Json, new ProjectId(1));

    private static DecodedSpan Single(byte[] body) => Assert.Single(Decode(body).Spans);

    private static NormalizedSpan Normalized(DecodedSpan span) => SpanNormalizer.Normalize(span, 0, AttributeLookup.Default);
}
