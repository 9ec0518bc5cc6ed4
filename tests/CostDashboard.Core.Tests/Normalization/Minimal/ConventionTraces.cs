using static CostDashboard.Core.Tests.Normalization.Minimal.MinimalTrace;

namespace CostDashboard.Core.Tests.Normalization.Minimal;

/// <summary>Conventions that many emitters share.</summary>
internal static class ConventionTraces
{
    internal static IReadOnlyList<MinimalTrace> All =>
    [
        // An agent in the same process states the sum of its calls.
        new(
            "GenAi",
            "my.application",
            Around(
                "invoke_agent support",
                ("gen_ai.operation.name", "invoke_agent"),
                ("gen_ai.provider.name", "openai"),
                ("gen_ai.agent.name", "support"),
                ("gen_ai.usage.input_tokens", 1_320),
                ("gen_ai.usage.output_tokens", 88)),
            Call(
                "chat gpt-4o-mini",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8)),
            Call(
                "chat claude-sonnet-4-5",
                new(76, 1_024, 100, 0, 80),
                Includes,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.input_tokens", 1_200),
                ("gen_ai.usage.output_tokens", 80),
                ("gen_ai.usage.cache_read.input_tokens", 1_024),
                ("gen_ai.usage.cache_write.input_tokens", 100))),

        new(
            "OpenInference",
            "openinference.instrumentation.openai",
            Around("Agent.run", ("openinference.span.kind", "AGENT"), ("llm.token_count.prompt", 1_320), ("llm.token_count.completion", 88)),
            Around("plan", ("openinference.span.kind", "CHAIN")),
            Call(
                "ChatCompletion",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("openinference.span.kind", "LLM"),
                ("llm.provider", "openai"),
                ("llm.model_name", "gpt-4o-mini-2024-07-18"),
                ("llm.token_count.prompt", 120),
                ("llm.token_count.completion", 8),
                ("llm.token_count.total", 128)),
            Call(
                "ChatCompletion",
                new(176, 1_024, 0, 0, 80, 32),
                Includes,
                ("openinference.span.kind", "LLM"),
                ("llm.provider", "openai"),
                ("llm.model_name", "gpt-5-mini-2025-08-07"),
                ("llm.token_count.prompt", 1_200),
                ("llm.token_count.prompt_details.cache_read", 1_024),
                ("llm.token_count.completion", 80),
                ("llm.token_count.completion_details.reasoning", 32),
                ("llm.token_count.total", 1_280))),

        // LangChain's span repeats the tokens of the provider's below it, under Traceloop's decorated steps.
        new(
            "OpenLlmetry",
            "opentelemetry.instrumentation.openai.v1",
            Around("answer.workflow", ("traceloop.span.kind", "workflow"), ("traceloop.entity.name", "answer")),
            Around("search.task", ("traceloop.span.kind", "task"), ("traceloop.entity.name", "search"), ("traceloop.workflow.name", "answer")),
            Around(
                "ChatOpenAI.chat",
                ("llm.request.type", "chat"),
                ("gen_ai.system", "Langchain"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.prompt_tokens", 1_320),
                ("gen_ai.usage.completion_tokens", 88)),
            Call(
                "openai.chat",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("llm.request.type", "chat"),
                ("gen_ai.system", "OpenAI"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.prompt_tokens", 120),
                ("gen_ai.usage.completion_tokens", 8),
                ("llm.usage.total_tokens", 128)),
            Call(
                "anthropic.chat",
                new(76, 1_024, 100, 0, 80),
                Includes,
                ("llm.request.type", "chat"),
                ("gen_ai.system", "Anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.prompt_tokens", 1_200),
                ("gen_ai.usage.completion_tokens", 80),
                ("gen_ai.usage.cache_read_input_tokens", 1_024),
                ("gen_ai.usage.cache_creation_input_tokens", 100),
                ("llm.usage.total_tokens", 1_280))),

        // Its instrumentation of Anthropic for JavaScript counts as Anthropic does.
        new(
            "OpenLlmetry",
            "@traceloop/instrumentation-anthropic",
            Around("answer.workflow", ("traceloop.span.kind", "workflow"), ("traceloop.entity.name", "answer")),
            Call(
                "chat claude-sonnet-4-5",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8),
                ("gen_ai.usage.total_tokens", 128),
                ("gen_ai.usage.cache_creation.input_tokens", 0),
                ("gen_ai.usage.cache_read.input_tokens", 0)),
            Call(
                "chat claude-sonnet-4-5",
                new(5_017, 2_048, 500, 0, 57),
                Raw,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.input_tokens", 5_017),
                ("gen_ai.usage.output_tokens", 57),
                ("gen_ai.usage.total_tokens", 5_074),
                ("gen_ai.usage.cache_creation.input_tokens", 500),
                ("gen_ai.usage.cache_read.input_tokens", 2_048))),

        new(
            "Langfuse",
            "langfuse-sdk",
            Around(
                "support-agent",
                ("langfuse.observation.type", "agent"),
                ("langfuse.observation.usage_details", """{"input": 296, "input_cached_tokens": 1024, "output": 88}""")),
            Call(
                "OpenAI.chat",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("langfuse.observation.type", "generation"),
                ("langfuse.observation.model.name", "gpt-4o-mini-2024-07-18"),
                ("langfuse.observation.usage_details", """{"input": 120, "output": 8, "total": 128}""")),
            Call(
                "OpenAI.chat",
                new(176, 1_024, 0, 0, 80, 32),
                LangfuseIsDisjoint,
                ("langfuse.observation.type", "generation"),
                ("langfuse.observation.model.name", "gpt-5-mini-2025-08-07"),
                ("langfuse.observation.usage_details", """{"input": 176, "input_cached_tokens": 1024, "output": 48, "output_reasoning_tokens": 32, "total": 1280}"""))),

        new(
            "PlainLlm",
            "my.application",
            Around("handle_message", ("total_cost_usd", 0.0123), ("total_tokens", 640)),
            Call(
                "llm.chat",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("llm.model", "gpt-4o-mini"),
                ("llm.provider", "openai"),
                ("llm.input_tokens", 120),
                ("llm.output_tokens", 8)),
            Call(
                "llm.chat",
                new(500, 0, 0, 0, 12),
                NoCache,
                ("llm.model", "gpt-4o-mini"),
                ("llm.input_tokens", "500"),
                ("llm.output_tokens", "12"),
                ("llm.cost_usd", "0.0000822"))),
    ];
}
