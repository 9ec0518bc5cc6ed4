using CostDashboard.Core.Normalization.Dialects;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>The vocabularies that are read, in order.</summary>
internal static class KnownDialects
{
    // Order is meaning. Of each field the first dialect that fills it holds (conventions §9.1): what Langfuse's own SDK states was made for
    // billing and stands first, then OpenTelemetry's names and what their emitters add, then the other conventions, then single products,
    // and last what a person sets by hand. A new dialect is one file and one line here.
    internal static readonly Dialect[] InOrder =
    [
        new(LangfuseDialect.Read, "langfuse."),
        new(GenAiDialect.Read, "gen_ai.", "openai."),
        new(OpenLitDialect.Read, "openlit"),
        new(PydanticAiDialect.Read, "operation.cost", "logfire.", "pydantic-ai"),
        new(OpenLlmetryDialect.Read, "traceloop.", "llm.", "gen_ai.completion.", "opentelemetry.instrumentation.bedrock", "@traceloop/"),
        new(OpenInferenceDialect.Read, "openinference", "llm.", "embedding.", "reranker.", "@arizeai/openinference"),
        new(VercelDialect.Read, "ai.", "operation.name"),
        new(OpenRouterDialect.Read, "openrouter.", "gen_ai.usage.total_cost"),
        new(StrandsDialect.Read, "gen_ai.server.", "event_loop.", "execute_event_loop_cycle"),
        new(GoogleAdkDialect.Read, "gcp.vertex.agent", "call_llm"),
        new(LangSmithDialect.Read, "langsmith.", "gen_ai.usage.input_token_details", "gen_ai.usage.output_token_details"),
        new(LiteLlmDialect.Read, "litellm", "gen_ai.cost.", "hidden_params"),
        new(SpringAiDialect.Read, "spring.ai."),
        new(MicrosoftExtensionsAiDialect.Read, "orchestrate_tools"),
        new(ClaudeCodeDialect.Read, "claude_code."),
        new(CodexDialect.Read, "codex", "session_task.turn", "handle_responses"),
        new(GeminiCliDialect.Read, "input_token_count", "output_token_count", "thoughts_token_count", "llm_call", "gemini_cli."),
        new(PlainLlmDialect.Read, "llm."),
        new(ToolDialect.Read, "tool."),
        new(RetrieverDialect.Read, "retriever."),
    ];

    private static readonly Mark[][] s_marksByFirstLetter = MarksByFirstLetter();

    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var spoken = Spoken(span);
        for (var i = 0; spoken != 0; i++, spoken >>= 1)
        {
            if ((spoken & 1) != 0)
            {
                InOrder[i].Read(span, ref reading);
            }
        }
    }

    // One look at each name says which dialects are called at all, so that a span of a database or a web server costs next to nothing.
    private static ulong Spoken(DecodedSpan span)
    {
        var spoken = Spoken(span.Name) | (span.Origin.ScopeName is { } scope ? Spoken(scope) : 0);
        foreach (var (key, _) in span.Attributes.Entries)
        {
            spoken |= Spoken(key);
        }

        return spoken;
    }

    private static ulong Spoken(string name)
    {
        var spoken = 0UL;
        if (name.Length > 0 && name[0] < s_marksByFirstLetter.Length)
        {
            foreach (var (prefix, bit) in s_marksByFirstLetter[name[0]])
            {
                spoken |= name.StartsWith(prefix, StringComparison.Ordinal) ? bit : 0;
            }
        }

        return spoken;
    }

    private static Mark[][] MarksByFirstLetter()
    {
        var marks = InOrder.SelectMany((dialect, i) => dialect.Prefixes.Select(prefix => new Mark(prefix, 1UL << i))).ToArray();
        return [.. Enumerable.Range(0, 128).Select(letter => marks.Where(mark => mark.Prefix[0] == letter).ToArray())];
    }

    private readonly record struct Mark(string Prefix, ulong Dialect);
}
