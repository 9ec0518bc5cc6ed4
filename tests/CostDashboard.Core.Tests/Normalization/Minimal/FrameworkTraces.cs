using static CostDashboard.Core.Tests.Normalization.Minimal.MinimalTrace;

namespace CostDashboard.Core.Tests.Normalization.Minimal;

/// <summary>Frameworks and libraries that applications are written with.</summary>
internal static class FrameworkTraces
{
    internal static IReadOnlyList<MinimalTrace> All =>
    [
        // Up to version 5: the wrapper has the last step's tokens, and Anthropic's stand beside each other.
        new(
            "Vercel",
            "ai",
            Around(
                "ai.generateText",
                ("operation.name", "ai.generateText"),
                ("ai.operationId", "ai.generateText"),
                ("ai.model.id", "claude-sonnet-4-5"),
                ("ai.model.provider", "anthropic.messages"),
                ("ai.usage.promptTokens", 5_000),
                ("ai.usage.completionTokens", 50)),
            Call(
                "ai.generateText.doGenerate",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("ai.operationId", "ai.generateText.doGenerate"),
                ("ai.model.id", "claude-sonnet-4-5"),
                ("ai.model.provider", "anthropic.messages"),
                ("ai.usage.promptTokens", 120),
                ("ai.usage.completionTokens", 8),
                ("gen_ai.system", "anthropic.messages"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8)),
            Call(
                "ai.generateText.doGenerate",
                new(5_000, 1_000, 100, 200, 50),
                OldVercel,
                ("ai.operationId", "ai.generateText.doGenerate"),
                ("ai.model.id", "claude-sonnet-4-5"),
                ("ai.model.provider", "anthropic.messages"),
                ("ai.usage.promptTokens", 5_000),
                ("ai.usage.completionTokens", 50),
                ("ai.response.providerMetadata", """{"anthropic": {"usage": {"cache_read_input_tokens": 1000, "cache_creation_input_tokens": 300, "cache_creation": {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 200}}}}"""))),

        // Version 6: the wrapper has the sum, and the uncached part is stated.
        new(
            "Vercel",
            "ai (version 6)",
            Around(
                "ai.streamText",
                ("ai.operationId", "ai.streamText"),
                ("ai.model.id", "claude-sonnet-4-5"),
                ("ai.model.provider", "anthropic.messages"),
                ("ai.usage.inputTokens", 1_320),
                ("ai.usage.inputTokenDetails.noCacheTokens", 196),
                ("ai.usage.inputTokenDetails.cacheReadTokens", 1_024),
                ("ai.usage.inputTokenDetails.cacheWriteTokens", 100),
                ("ai.usage.outputTokens", 88)),
            Call(
                "ai.streamText.doStream",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("ai.operationId", "ai.streamText.doStream"),
                ("ai.model.id", "claude-sonnet-4-5"),
                ("ai.model.provider", "anthropic.messages"),
                ("ai.usage.inputTokens", 120),
                ("ai.usage.inputTokenDetails.noCacheTokens", 120),
                ("ai.usage.outputTokens", 8)),
            Call(
                "ai.streamText.doStream",
                new(76, 1_024, 100, 0, 80),
                Stated,
                ("ai.operationId", "ai.streamText.doStream"),
                ("ai.model.id", "claude-sonnet-4-5"),
                ("ai.model.provider", "anthropic.messages"),
                ("ai.usage.inputTokens", 1_200),
                ("ai.usage.inputTokenDetails.noCacheTokens", 76),
                ("ai.usage.inputTokenDetails.cacheReadTokens", 1_024),
                ("ai.usage.inputTokenDetails.cacheWriteTokens", 100),
                ("ai.usage.outputTokens", 80))),

        // Version 7: OpenTelemetry's names, an agent with the sum, and a step that may repeat the call's metadata.
        new(
            "Vercel",
            "gen_ai",
            Around(
                "invoke_agent claude-sonnet-4-5",
                ("gen_ai.operation.name", "invoke_agent"),
                ("gen_ai.provider.name", "anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.input_tokens", 1_320),
                ("gen_ai.usage.output_tokens", 88),
                ("gen_ai.usage.cache_read.input_tokens", 1_024),
                ("gen_ai.usage.cache_creation.input_tokens", 100)),
            Around(
                "step 1",
                ("gen_ai.operation.name", "agent_step"),
                ("ai.response.providerMetadata", """{"anthropic": {"usage": {"cache_read_input_tokens": 1024, "cache_creation_input_tokens": 100}}}""")),
            Call(
                "chat claude-sonnet-4-5",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8)),
            Call(
                "chat claude-sonnet-4-5",
                new(76, 1_024, 40, 60, 80),
                Includes,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "anthropic"),
                ("gen_ai.request.model", "claude-sonnet-4-5"),
                ("gen_ai.usage.input_tokens", 1_200),
                ("gen_ai.usage.output_tokens", 80),
                ("gen_ai.usage.cache_read.input_tokens", 1_024),
                ("gen_ai.usage.cache_creation.input_tokens", 100),
                ("ai.response.providerMetadata", """{"anthropic": {"usage": {"cache_creation": {"ephemeral_5m_input_tokens": 40, "ephemeral_1h_input_tokens": 60}}}}"""))),

        // The loop around a model and its tools has the sum, and neither an operation nor a model.
        new(
            "MicrosoftExtensionsAi",
            "Experimental.Microsoft.Extensions.AI",
            Around("orchestrate_tools", ("gen_ai.usage.input_tokens", 1_320), ("gen_ai.usage.output_tokens", 88)),
            Call(
                "chat gpt-4o-mini",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.response.finish_reasons", """["tool_calls"]"""),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8)),
            Call(
                "chat gpt-4o-mini",
                new(176, 1_024, 0, 0, 80),
                Includes,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 1_200),
                ("gen_ai.usage.output_tokens", 80),
                ("gen_ai.usage.cache_read.input_tokens", 1_024))),

        // The run has the sum under names of its own now, and had it under the calls' before; each call states its cost.
        new(
            "PydanticAi",
            "pydantic-ai",
            Around(
                "qa_agent run",
                ("model_name", "gpt-4o-mini"),
                ("agent_name", "qa_agent"),
                ("logfire.msg", "qa_agent run"),
                ("gen_ai.usage.input_tokens", 1_320),
                ("gen_ai.usage.output_tokens", 88),
                ("gen_ai.aggregated_usage.input_tokens", 1_320),
                ("gen_ai.aggregated_usage.output_tokens", 88)),
            Call(
                "chat gpt-4o-mini",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8),
                ("operation.cost", 0.0000228)),
            Call(
                "chat gemini-2.5-flash",
                new(176, 1_024, 0, 0, 80, 30),
                Includes,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "google-gla"),
                ("gen_ai.request.model", "gemini-2.5-flash"),
                ("gen_ai.usage.input_tokens", 1_200),
                ("gen_ai.usage.output_tokens", 80),
                ("gen_ai.usage.cache_read.input_tokens", 1_024),
                ("gen_ai.usage.details.cache_read_tokens", 1_024),
                ("gen_ai.usage.details.thoughts_tokens", 30))),

        new(
            "OpenLit",
            "openlit.otel.tracing",
            Around("invoke_agent researcher", ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.system", "crewai"), ("gen_ai.usage.input_tokens", 1_320), ("gen_ai.usage.output_tokens", 88)),
            Call(
                "chat gpt-4o-mini",
                new(120, 0, 0, 0, 8),
                NoCache,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 120),
                ("gen_ai.usage.output_tokens", 8),
                ("gen_ai.usage.total_tokens", 128),
                ("gen_ai.usage.cost", 0.0000228),
                ("gen_ai.server.time_to_first_token", 0.31)),
            Call(
                "chat gpt-4o-mini",
                new(176, 1_024, 0, 0, 80),
                Includes,
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.system", "openai"),
                ("gen_ai.request.model", "gpt-4o-mini"),
                ("gen_ai.usage.input_tokens", 1_200),
                ("gen_ai.usage.output_tokens", 80),
                ("gen_ai.usage.cache_read_input_tokens", 1_024),
                ("gen_ai.usage.total_tokens", 1_280),
                ("gen_ai.usage.cost", 0.0001512))),
    ];
}
