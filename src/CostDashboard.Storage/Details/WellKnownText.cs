using System.Collections.Frozen;

namespace CostDashboard.Storage.Details;

/// <summary>
/// Names and values that stand in nearly every span, stored as a number of one or two bytes. The list is part of the stored format:
/// entries are only ever added at its end.
/// </summary>
internal static class WellKnownText
{
    private const int Longest = 48;

    private static readonly string[] s_texts =
    [
        "", "openai", "anthropic", "aws.bedrock", "gcp.gemini", "gcp.vertex_ai", "azure.ai.openai", "azure.ai.inference", "cohere",
        "mistral_ai", "deepseek", "x_ai", "groq", "perplexity", "chat", "embeddings", "text_completion", "generate_content",
        "execute_tool", "invoke_agent", "create_agent", "stop", "length", "tool_calls", "end_turn", "max_tokens", "exact", "default",
        "standard", "batch", "flex", "priority", "production", "staging", "development",
        "gen_ai.provider.name", "gen_ai.system", "gen_ai.operation.name", "gen_ai.request.model", "gen_ai.response.model",
        "gen_ai.response.id", "gen_ai.response.finish_reasons", "gen_ai.request.max_tokens", "gen_ai.request.temperature",
        "gen_ai.request.top_p", "gen_ai.request.top_k", "gen_ai.request.frequency_penalty", "gen_ai.request.presence_penalty",
        "gen_ai.request.stop_sequences", "gen_ai.request.seed", "gen_ai.request.choice.count", "gen_ai.request.encoding_formats",
        "gen_ai.request.stream", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.prompt_tokens",
        "gen_ai.usage.completion_tokens", "gen_ai.usage.total_tokens", "gen_ai.usage.cache_read.input_tokens",
        "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.cost",
        "gen_ai.response.time_to_first_chunk", "gen_ai.server.time_to_first_token", "gen_ai.conversation.id", "gen_ai.agent.id",
        "gen_ai.agent.name", "gen_ai.agent.description", "gen_ai.tool.name", "gen_ai.tool.call.id", "gen_ai.tool.type",
        "gen_ai.tool.description", "gen_ai.output.type", "gen_ai.data_source.id", "gen_ai.input.messages", "gen_ai.output.messages",
        "gen_ai.system_instructions", "gen_ai.prompt", "gen_ai.completion", "gen_ai.content.prompt", "gen_ai.content.completion",
        "gen_ai.workflow.name", "gen_ai.embeddings.dimension.count", "openai.request.service_tier", "openai.response.service_tier",
        "openai.response.system_fingerprint", "gen_ai.openai.request.service_tier", "gen_ai.openai.response.service_tier",
        "llm.model", "llm.input_tokens", "llm.output_tokens", "llm.cost_usd", "llm.ttft_ms", "llm.provider", "llm.model_name",
        "llm.token_count.prompt", "llm.token_count.completion", "llm.token_count.total", "openinference.span.kind",
        "tool.name", "tool.call_id", "retriever.name", "retriever.top_k", "retriever.documents", "customer_id", "customer.id",
        "feature", "feature_name", "project", "environment", "deployment.environment", "deployment.environment.name", "user.id",
        "session.id", "enduser.id", "service.name", "service.version", "service.namespace", "service.instance.id",
        "telemetry.sdk.name", "telemetry.sdk.language", "telemetry.sdk.version", "telemetry.auto.version", "opentelemetry", "python",
        "nodejs", "dotnet", "java", "go", "host.name", "host.id", "host.arch", "os.type", "os.description", "process.pid",
        "process.runtime.name", "process.runtime.version", "process.command_args", "process.executable.path", "container.id",
        "k8s.pod.name", "k8s.namespace.name", "k8s.deployment.name", "k8s.node.name", "cloud.provider", "cloud.region",
        "cloud.account.id", "error.type", "exception", "exception.type", "exception.message", "exception.stacktrace",
        "exception.escaped", "server.address", "server.port", "http.request.method", "http.response.status_code", "http.route",
        "http.method", "http.status_code", "http.url", "url.full", "url.path", "url.scheme", "network.protocol.version",
        "network.peer.address", "network.peer.port", "client.address", "user_agent.original", "thread.id", "thread.name",
        "code.function", "code.filepath", "code.lineno", "db.system", "db.system.name", "db.operation.name", "db.query.text",
        "db.collection.name", "db.namespace", "rpc.system", "rpc.service", "rpc.method", "messaging.system", "peer.service",
        "session_id", "user_id", "tenant.id", "tenant_id", "conversation_id", "request_id", "true", "false", "GET", "POST", "https",
    ];

    private static readonly FrozenDictionary<string, int> s_indexOf =
        s_texts.Select((text, index) => KeyValuePair.Create(text, index)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>-1 for a text that is not in the list.</summary>
    public static int IndexOf(string text) => text.Length <= Longest && s_indexOf.TryGetValue(text, out var index) ? index : -1;

    public static string At(int index) => index < s_texts.Length
        ? s_texts[index]
        : throw new InvalidDataException($"The stored details of a span were written by a later version (text {index}).");
}
