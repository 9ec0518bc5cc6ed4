using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

/// <summary>Where several names of one field are on a span, the one that stands first in the conventions (§9.1) holds, and nothing is added.</summary>
public sealed class FieldPrecedenceTests
{
    private static readonly (string Key, object Value)[] s_call = [("ai.operationId", "ai.generateText.doGenerate"), ("gen_ai.request.model", "m")];

    [Fact]
    public void Of_the_model() => Check(
        [
            "langfuse.observation.model.name", "gen_ai.response.model", "ai.response.model", "llm.response.model_name", "gen_ai.request.model",
            "ai.model.id", "llm.model_name", "llm.request.model_name", "embedding.model_name",
        ],
        i => $"m{i}",
        [("gen_ai.usage.input_tokens", 1), ("ai.operationId", "ai.generateText.doGenerate")],
        span => span.Call!.Model);

    [Fact]
    public void Of_the_provider() => Check(
        ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"], i => $"p{i}", s_call, span => span.Call!.Provider);

    [Fact]
    public void Of_the_input() => Check(
        ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt", "ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens", "input_token_count"],
        i => 1_000 + i,
        s_call,
        span => (int)span.Call!.Usage.Input);

    [Fact]
    public void Of_the_output() => Check(
        ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion", "ai.usage.outputTokens", "ai.usage.completionTokens", "output_token_count"],
        i => 1_000 + i,
        s_call,
        span => (int)span.Call!.Usage.Output);

    [Fact]
    public void Of_the_cache_reads() => Check(
        [
            "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cache_read_tokens",
            "gen_ai.usage.details.cache_read_tokens", "gen_ai.usage.details.cache_read_input_tokens",
            "llm.token_count.prompt_details.cache_read", "llm.token_count.prompt_details.cache_input",
            "ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens",
        ],
        i => 1_000 + i,
        [.. s_call, ("gen_ai.usage.input_tokens", 100_000), ("gen_ai.usage.output_tokens", 1), ("llm.token_count.total", 100_001)],
        span => (int)span.Call!.Usage.CacheRead);

    [Fact]
    public void Of_the_cache_writes() => Check(
        [
            "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens",
            "gen_ai.usage.cache_write_input_tokens", "gen_ai.usage.cache_write_tokens", "gen_ai.usage.details.cache_write_tokens",
            "llm.token_count.prompt_details.cache_write", "ai.usage.inputTokenDetails.cacheWriteTokens",
        ],
        i => 1_000 + i,
        [.. s_call, ("gen_ai.usage.input_tokens", 100_000)],
        span => (int)span.Call!.Usage.CacheWrite5m);

    [Fact]
    public void Of_reasoning() => Check(
        [
            "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "gen_ai.usage.details.reasoning_tokens", "llm.usage.reasoning_tokens",
            "llm.token_count.completion_details.reasoning", "ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens", "thoughts_token_count",
        ],
        i => 1_000 + i,
        [.. s_call, ("gen_ai.usage.output_tokens", 100_000), ("gen_ai.usage.input_tokens", 1), ("gen_ai.usage.total_tokens", 100_001)],
        span => (int)span.Call!.Usage.Reasoning);

    [Fact]
    public void Of_the_cost() => Check(
        ["gen_ai.usage.cost", "operation.cost", "llm.cost.total", "gen_ai.usage.total_cost", "llm.cost_usd"], i => 1_000 + i, s_call, span => (int)span.Call!.ReportedCost!.Value.Amount);

    [Fact]
    public void Of_the_finish_reason() => Check(
        ["gen_ai.response.finish_reasons", "llm.finish_reason", "ai.response.finishReason", "gen_ai.completion.0.finish_reason", "llm.response.finish_reason"],
        i => $"r{i}",
        s_call,
        span => span.Call!.FinishReason!);

    [Fact]
    public void Of_the_time_to_the_first_token() => Assert.Equal(
        [1_000_000_000L, 2_000_000_000L, 3_000_000L, 4_000_000L, 5_000_000L, 6_000_000L],
        Held(
            [
                "gen_ai.response.time_to_first_chunk", "gen_ai.client.operation.time_to_first_chunk", "ai.response.msToFirstChunk",
                "ai.stream.msToFirstChunk", "gen_ai.server.time_to_first_token", "llm.ttft_ms",
            ],
            i => i + 1,
            s_call,
            span => span.Call!.TimeToFirstToken!.Value));

    [Fact]
    public void Of_the_user() => Check(
        [
            "langfuse.user.id", "user.id", "langfuse.observation.metadata.langfuse_user_id", "langfuse.trace.metadata.langfuse_user_id", "enduser.id",
            "ai.telemetry.metadata.userId", "traceloop.association.properties.user_id", "user.account_uuid", "user.email",
        ],
        i => $"u{i}",
        [],
        span => span.Attribution.User!);

    [Fact]
    public void Of_the_session() => Check(
        [
            "langfuse.session.id", "session.id", "gen_ai.conversation.id", "langfuse.observation.metadata.langfuse_session_id",
            "langfuse.trace.metadata.langfuse_session_id", "ai.telemetry.metadata.sessionId", "traceloop.association.properties.session_id",
            "traceloop.association.properties.thread_id", "langsmith.trace.session_id", "conversation.id",
        ],
        i => $"s{i}",
        [],
        span => span.Attribution.Session!);

    [Fact]
    public void Of_the_kind() => Assert.Equal(
        [OperationKind.Embeddings, OperationKind.Rerank, OperationKind.Retrieval, OperationKind.Chat, OperationKind.Agent, OperationKind.Workflow],
        Held(
            ["langfuse.observation.type", "openinference.span.kind", "gen_ai.operation.name", "ai.operationId", "traceloop.span.kind", "langsmith.span.kind"],
            i => new object[] { "embedding", "RERANKER", "retrieval", "ai.generateText.doGenerate", "agent", "chain" }[i],
            [],
            span => span.Kind));

    private static void Check<T>(string[] keysInOrder, Func<int, T> value, (string Key, object Value)[] always, Func<NormalizedSpan, T> field)
        where T : notnull =>
        Assert.Equal(Enumerable.Range(0, keysInOrder.Length).Select(value), Held(keysInOrder, i => value(i), always, field));

    // All of them, then all but the first, and so on; each time the wire has them in another order.
    private static IEnumerable<T> Held<T>(string[] keysInOrder, Func<int, object> value, (string Key, object Value)[] always, Func<NormalizedSpan, T> field) =>
        Enumerable.Range(0, keysInOrder.Length).Select(first =>
        {
            var rest = Enumerable.Range(first, keysInOrder.Length - first).Select(i => (keysInOrder[i], value(i)));
            var kept = always.Where(a => !keysInOrder.Contains(a.Key));
            return field(Reading.Of("x", [.. kept, .. first % 2 == 0 ? rest : rest.Reverse()]));
        }).ToArray();
}
