using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Spans;

public sealed class FinishReasonsTests
{
    [Theory]
    [InlineData("stop", FinishReason.Stop)]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("STOP", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("length", FinishReason.Length)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("MAX_TOKENS", FinishReason.Length)]
    [InlineData("FinishReason.MAX_TOKENS", FinishReason.Length)]
    [InlineData("max_output_tokens", FinishReason.Length)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    [InlineData("content-filter", FinishReason.ContentFilter)]
    [InlineData("SAFETY", FinishReason.ContentFilter)]
    [InlineData("guardrail_intervened", FinishReason.ContentFilter)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    [InlineData("tool_calls", FinishReason.ToolCalls)]
    [InlineData("tool_use", FinishReason.ToolCalls)]
    [InlineData("function_call", FinishReason.ToolCalls)]
    [InlineData("error", FinishReason.Error)]
    [InlineData("MALFORMED_FUNCTION_CALL", FinishReason.Error)]
    [InlineData("unknown", FinishReason.Unknown)]
    [InlineData("a reason of tomorrow", FinishReason.Other)]
    [InlineData("", FinishReason.Unknown)]
    [InlineData(null, FinishReason.Unknown)]
    public void What_each_provider_calls_it_is_one_reason(string? text, FinishReason expected) => Assert.Equal(expected, FinishReasons.Of(text));

    [Theory]
    [InlineData("stop, length", FinishReason.Length)]
    [InlineData("stop, stop", FinishReason.Stop)]
    [InlineData("tool_calls, stop", FinishReason.ToolCalls)]
    [InlineData("length, content_filter, stop", FinishReason.ContentFilter)]
    [InlineData(", ,", FinishReason.Unknown)]
    public void Of_several_choices_the_gravest_counts(string text, FinishReason expected) => Assert.Equal(expected, FinishReasons.Of(text));
}
