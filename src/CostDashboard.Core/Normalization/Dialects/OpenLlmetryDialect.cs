using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>OpenLLMetry (Traceloop), where it differs from OpenTelemetry's names, current and deprecated.</summary>
/// <remarks>https://github.com/traceloop/openllmetry, packages/opentelemetry-semantic-conventions-ai</remarks>
internal static class OpenLlmetryDialect
{
    // Others' names stand before its own, as they do in the conventions, §9.1.
    private static readonly string[] s_finishReason =
        ["llm.finish_reason", "ai.response.finishReason", "gen_ai.completion.0.finish_reason", "llm.response.finish_reason"];

    // Instrumentations that hand on what Anthropic and Bedrock answer, where the cached tokens stand beside the input: Converse in Python, and
    // Anthropic in JavaScript, whose total is input plus output without the cached tokens.
    private static readonly string[] s_rawScopes = ["opentelemetry.instrumentation.bedrock", "@traceloop/instrumentation-anthropic"];

    // Shape read here:
    //   traceloop.span.kind = "workflow"               task, agent, tool
    //   traceloop.entity.name = "search"
    //   llm.request.type = "chat"                      completion, rerank, embedding
    //   llm.usage.total_tokens = 187
    //   llm.usage.reasoning_tokens = 64
    //   gen_ai.completion.0.finish_reason = "stop"
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        if (attributes.Text("traceloop.span.kind") is { } kind && reading.OfferKind(KindSource.Traceloop, OperationNames.KindOf(kind)))
        {
            reading.IsWrapperByName |= OperationNames.IsWrapper(kind);
            reading.ToolName ??= reading.Kind is OperationKind.Tool ? Texts.Short(attributes.Text("traceloop.entity.name")) : null;
        }

        if (attributes.Text("llm.request.type") is { } type)
        {
            reading.OfferKind(KindSource.RequestType, OperationNames.KindOf(type));
        }

        reading.OfferTokens(new()
        {
            Input = attributes.Integer("llm.usage.prompt_tokens"),
            Output = attributes.Integer("llm.usage.completion_tokens"),
            Reasoning = attributes.Integer("llm.usage.reasoning_tokens"),
            Total = attributes.Integer("llm.usage.total_tokens"),
        });
        reading.FinishReason ??= Texts.FinishReason(attributes, s_finishReason);

        if (reading.CacheHabit is CacheHabit.Unknown && span.Origin.ScopeName is { } scope && IsRaw(scope))
        {
            reading.CacheHabit = CacheHabit.RawInstrumentation;
        }
    }

    private static bool IsRaw(string scope)
    {
        foreach (var raw in s_rawScopes)
        {
            if (scope.StartsWith(raw, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
