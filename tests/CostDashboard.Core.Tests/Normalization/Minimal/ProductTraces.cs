using static CostDashboard.Core.Tests.Normalization.Minimal.MinimalTrace;

namespace CostDashboard.Core.Tests.Normalization.Minimal;

/// <summary>Agent kits, gateways and coding agents.</summary>
internal static class ProductTraces
{
    private const string ThoughtsApart = "; output plus thoughts (counted beside it)";
    private const string ThoughtsByTotal = "; output plus thoughts (the total is larger by them)";

    internal static IReadOnlyList<MinimalTrace> All =>
    [
        // Every number twice, once by its old name; Bedrock's cached tokens beside the input, which the total shows.
        new(
            "Strands",
            "strands.telemetry.tracer",
            Around(
                "invoke_agent Strands Agents",
                ("gen_ai.operation.name", "invoke_agent"),
                ("gen_ai.system", "strands-agents"),
                ("gen_ai.usage.prompt_tokens", 1_120),
                ("gen_ai.usage.input_tokens", 1_120),
                ("gen_ai.usage.completion_tokens", 48),
                ("gen_ai.usage.output_tokens", 48)),
            Around("execute_event_loop_cycle", ("event_loop.cycle_id", "1")),
            Call(
                "chat",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "strands-agents"),
                ("gen_ai.request.model", "us.anthropic.claude-sonnet-4-20250514-v1:0"),
                ("gen_ai.usage.prompt_tokens", 120),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.completion_tokens", 8),
                ("gen_ai.usage.output_tokens", 8),
                ("gen_ai.usage.total_tokens", 128),
                ("gen_ai.server.time_to_first_token", 640)),
            Call(
                "chat",
                new(1_000, 300, 200, 0, 40),
                ExcludesByTotal,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "strands-agents"),
                ("gen_ai.request.model", "us.anthropic.claude-sonnet-4-20250514-v1:0"),
                ("gen_ai.usage.prompt_tokens", 1_000),
                ("gen_ai.usage.input_tokens", 1_000),
                ("gen_ai.usage.completion_tokens", 40),
                ("gen_ai.usage.output_tokens", 40),
                ("gen_ai.usage.cache_read_input_tokens", 300),
                ("gen_ai.usage.cache_write_input_tokens", 200),
                ("gen_ai.usage.total_tokens", 1_540))),

        new(
            "GoogleAdk",
            "gcp.vertex.agent",
            Around("invocation"),
            Around("invoke_agent weather_agent", ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "weather_agent")),
            Call(
                "call_llm",
                new(50, 0, 0, 0, 50, 10),
                NoCache + ThoughtsApart,
                ("gen_ai.system", "gcp.vertex.agent"),
                ("gen_ai.request.model", "gemini-2.5-flash"),
                ("gcp.vertex.agent.event_id", "e1"),
                ("gen_ai.usage.input_tokens", 50),
                ("gen_ai.usage.output_tokens", 40),
                ("gen_ai.usage.experimental.reasoning_tokens", 10)),
            Call(
                "call_llm",
                new(176, 1_024, 0, 0, 50, 10),
                Includes + ThoughtsByTotal,
                ("gen_ai.system", "gcp.vertex.agent"),
                ("gen_ai.request.model", "gemini-2.5-flash"),
                ("gcp.vertex.agent.event_id", "e2"),
                ("gcp.vertex.agent.llm_response.usage_metadata", """{"prompt_token_count": 1200, "candidates_token_count": 40, "thoughts_token_count": 10, "cached_content_token_count": 1024, "total_token_count": 1250}"""))),

        new(
            "LangSmith",
            "langsmith",
            Around("LangGraph", ("gen_ai.operation.name", "chain"), ("langsmith.span.kind", "chain"), ("gen_ai.system", "langchain"), ("gen_ai.usage.input_tokens", 220), ("gen_ai.usage.output_tokens", 28)),
            Call(
                "ChatOpenAI",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("langsmith.span.kind", "llm"),
                ("langsmith.metadata.ls_model_name", "gpt-4o-mini"),
                ("langsmith.metadata.ls_provider", "openai"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8),
                ("gen_ai.usage.total_tokens", 128)),
            Call(
                "ChatAnthropic",
                new(58, 30, 4, 8, 20, 4),
                Includes,
                ("langsmith.span.kind", "llm"),
                ("langsmith.metadata.ls_model_name", "claude-sonnet-4-5-20250929"),
                ("langsmith.metadata.ls_provider", "anthropic"),
                ("gen_ai.usage.input_tokens", 100),
                ("gen_ai.usage.output_tokens", 20),
                ("gen_ai.usage.input_token_details", """{"cache_read": 30, "cache_creation": 12, "ephemeral_1h_input_tokens": 8}"""),
                ("gen_ai.usage.output_token_details", """{"reasoning": 4}"""))),

        new(
            "LiteLlm",
            "litellm",
            Around("Received Proxy Server Request", ("http.request.method", "POST")),
            Call(
                "litellm_request",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.system", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8),
                ("gen_ai.usage.total_tokens", 128),
                ("gen_ai.cost.total_cost", 0.0000228)),
            Call(
                "litellm_request",
                new(0, 1_024, 180, 0, 88),
                Includes,
                ("gen_ai.system", "anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.input_tokens", 1_204),
                ("gen_ai.usage.output_tokens", 88),
                ("gen_ai.usage.cache_read.input_tokens", 1_024),
                ("gen_ai.usage.cache_creation.input_tokens", 180),
                ("gen_ai.usage.total_tokens", 1_292)),
            Around("raw_gen_ai_request", ("llm.anthropic.model", "claude-sonnet-4-5"), ("llm.anthropic.usage", "{'input_tokens': 1204, 'output_tokens': 88}"))),

        new(
            "SpringAi",
            "org.springframework.boot",
            Around("spring_ai chat_client", ("spring.ai.kind", "chat_client"), ("gen_ai.operation.name", "framework"), ("gen_ai.system", "spring_ai")),
            Around("message_chat_memory", ("spring.ai.kind", "advisor"), ("gen_ai.operation.name", "framework"), ("gen_ai.system", "spring_ai")),
            Call(
                "chat gpt-4o-mini",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", "120"),
                ("gen_ai.usage.output_tokens", "8"),
                ("gen_ai.usage.total_tokens", "128")),
            Call(
                "chat gpt-4o-mini",
                new(176, 1_024, 0, 0, 80),
                Includes,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", "1200"),
                ("gen_ai.usage.output_tokens", "80"),
                ("gen_ai.usage.cache_read.input_tokens", "1024"),
                ("gen_ai.usage.total_tokens", "1280"))),

        new(
            "OpenRouter",
            "openrouter",
            Around("request", ("openrouter.source", "broadcast")),
            Call(
                "chat openai/gpt-4o-mini",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.request.model", "openai/gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8),
                ("gen_ai.usage.total_cost", 0.0000228)),
            Call(
                "chat openai/gpt-4o-mini",
                new(176, 1_024, 0, 0, 80),
                Includes,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.request.model", "openai/gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 1_200),
                ("gen_ai.usage.output_tokens", 80),
                ("gen_ai.usage.cache_read.input_tokens", 1_024),
                ("gen_ai.usage.total_cost", 0.0001512))),

        new(
            "ClaudeCode",
            "com.anthropic.claude_code.tracing",
            Around("claude_code.interaction", ("session.id", "s-1")),
            Call("claude_code.llm_request", new(120, 0, 0, 0, 8), NoCache, ("gen_ai.system", "anthropic"), ("model", "claude-opus-4-6"), ("input_tokens", 120), ("output_tokens", 8), ("cache_read_tokens", 0), ("cache_creation_tokens", 0)),
            Call("claude_code.llm_request", new(20_000, 12_000, 0, 900, 250), ClaudeCode, ("gen_ai.system", "anthropic"), ("model", "claude-opus-4-6"), ("input_tokens", "20000"), ("output_tokens", 250), ("cache_read_tokens", 12_000), ("cache_creation_tokens", 900))),

        // A turn has the sum of its answers.
        new(
            "Codex",
            "codex_core",
            Around(
                "session_task.turn",
                ("model", "gpt-5-codex"),
                ("codex.turn.token_usage.input_tokens", 13_417),
                ("codex.turn.token_usage.cached_input_tokens", 4_480),
                ("codex.turn.token_usage.output_tokens", 31),
                ("codex.turn.token_usage.reasoning_output_tokens", 10),
                ("codex.turn.token_usage.total_tokens", 13_448)),
            Call("handle_responses", new(120, 0, 0, 0, 8), NoCache, ("model", "gpt-5-codex"), ("gen_ai.usage.input_tokens", 120), ("gen_ai.usage.output_tokens", 8), ("codex.usage.total_tokens", 128)),
            Call("handle_responses", new(8_817, 4_480, 0, 0, 23, 10), Includes, ("gen_ai.usage.input_tokens", 13_297), ("gen_ai.usage.cache_read.input_tokens", 4_480), ("gen_ai.usage.output_tokens", 23), ("codex.usage.reasoning_output_tokens", 10), ("codex.usage.total_tokens", 13_320))),

        new(
            "GeminiCli",
            "gemini-cli",
            Around("user_prompt", ("gen_ai.operation.name", "user_prompt"), ("gen_ai.agent.name", "gemini-cli")),
            Call("llm_call", new(120, 0, 0, 0, 8), NoCache, ("gen_ai.operation.name", "llm_call"), ("gen_ai.request.model", "gemini-2.5-pro"), ("gen_ai.usage.input_tokens", 120), ("gen_ai.usage.output_tokens", 8)),
            Call("llm_call", new(200, 1_000, 0, 0, 380, 300), Includes + ThoughtsByTotal, ("gen_ai.operation.name", "llm_call"), ("gen_ai.request.model", "gemini-2.5-pro"), ("input_token_count", "1200"), ("cached_content_token_count", "1000"), ("output_token_count", "80"), ("thoughts_token_count", "300"), ("total_token_count", "1580"))),
    ];
}
