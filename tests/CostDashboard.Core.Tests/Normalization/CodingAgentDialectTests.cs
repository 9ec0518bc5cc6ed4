using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class CodingAgentDialectTests
{
    [Fact]
    public void Claude_codes_request_counts_each_class_apart_and_writes_its_cache_for_an_hour()
    {
        var span = Reading.Of(
            "claude_code.llm_request",
            ("gen_ai.system", "anthropic"),
            ("gen_ai.request.model", "claude-opus-4-6"),
            ("model", "claude-opus-4-6"),
            ("input_tokens", "20000"),
            ("output_tokens", 250),
            ("cache_read_tokens", 12_000),
            ("cache_creation_tokens", 900),
            ("ttft_ms", 812),
            ("request_id", "req_1"),
            ("stop_reason", "end_turn"),
            ("speed", "fast"));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(
            new ModelCall(
                "anthropic",
                "claude-opus-4-6",
                new(20_000, 12_000, 0, 900, 250),
                RequestModel: "claude-opus-4-6",
                ResponseId: "req_1",
                ServiceTier: "fast",
                TimeToFirstToken: 812_000_000,
                FinishReason: "end_turn",
                UsageRule: "input excludes cache (Claude Code counts each class apart)"),
            span.Call);
    }

    [Theory]
    [InlineData("claude_code.interaction", OperationKind.Agent)]
    [InlineData("claude_code.tool", OperationKind.Tool)]
    [InlineData("claude_code.tool.execution", OperationKind.Other)]
    public void Claude_codes_other_spans_have_a_kind_and_no_call(string name, OperationKind kind)
    {
        var span = Reading.Of(name, ("tool_name", "Bash"), ("input_tokens", 5));

        Assert.Equal(kind, span.Kind);
        Assert.Null(span.Call);
    }

    [Fact]
    public void Claude_codes_command_is_the_argument_of_its_shell_and_a_files_path_alone_is_none()
    {
        var one = Reading.Of("claude_code.tool", ("tool_name", "Bash"), ("full_command", "dotnet test"));
        var same = Reading.Of("claude_code.tool", ("tool_name", "Bash"), ("duration_ms", 7), ("full_command", " dotnet  test"));
        var other = Reading.Of("claude_code.tool", ("tool_name", "Bash"), ("full_command", "dotnet build"));

        Assert.NotNull(one.Source.ToolArguments);
        Assert.Equal(one.Source.ToolArguments, same.Source.ToolArguments);
        Assert.NotEqual(one.Source.ToolArguments, other.Source.ToolArguments);
        Assert.Null(Reading.Of("claude_code.tool", ("tool_name", "Edit"), ("file_path", "a.cs")).Source.ToolArguments);
    }

    [Fact]
    public void Codexs_turn_is_the_sum_of_its_answers()
    {
        var span = Reading.Of(
            "session_task.turn",
            ("model", "gpt-5-codex"),
            ("codex.turn.token_usage.input_tokens", 13_297),
            ("codex.turn.token_usage.cached_input_tokens", 4_480),
            ("codex.turn.token_usage.non_cached_input_tokens", 8_817),
            ("codex.turn.token_usage.output_tokens", 23),
            ("codex.turn.token_usage.reasoning_output_tokens", 10),
            ("codex.turn.token_usage.total_tokens", 13_320));

        Assert.True(span.IsWrapperByName);
        Assert.Equal(OperationKind.Agent, span.Kind);
        Assert.Equal(("openai", "gpt-5-codex", new Usage(8_817, 4_480, 0, 0, 23, 10)), (span.Call!.Provider, span.Call.Model, span.Call.Usage));
    }

    [Fact]
    public void Codexs_answer_is_a_call()
    {
        var span = Reading.Of(
            "handle_responses",
            ("gen_ai.usage.input_tokens", 13_297),
            ("gen_ai.usage.cache_read.input_tokens", 4_480),
            ("gen_ai.usage.output_tokens", 23),
            ("codex.usage.reasoning_output_tokens", 10),
            ("codex.usage.total_tokens", 13_320));

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.False(span.IsWrapperByName);
        Assert.Equal(new Usage(8_817, 4_480, 0, 0, 23, 10), span.Call!.Usage);
    }

    [Fact]
    public void Codexs_events_without_usage_are_no_calls() => Assert.Null(Reading.Of("handle_responses", ("codex.request.reasoning_effort", "high")).Call);

    [Theory]
    [InlineData(1580L, "; output plus thoughts (the total is larger by them)")]
    [InlineData(null, "; output plus thoughts (counted beside it)")]
    public void Gemini_clis_thoughts_stand_outside_its_output(long? total, string words)
    {
        (string, object)[] stated =
        [
            ("gen_ai.operation.name", "llm_call"),
            ("gen_ai.request.model", "gemini-2.5-pro"),
            ("input_token_count", "1200"),
            ("cached_content_token_count", "1000"),
            ("output_token_count", "80"),
            ("thoughts_token_count", "300"),
        ];

        var span = Reading.Of("llm_call", total is { } sum ? [.. stated, ("total_token_count", sum)] : stated);

        Assert.Equal(OperationKind.Chat, span.Kind);
        Assert.Equal(new Usage(200, 1_000, 0, 0, 380, 300), span.Call!.Usage);
        Assert.Equal("input includes cache (OpenTelemetry ≥ 1.40)" + words, span.Call.UsageRule);
    }
}
