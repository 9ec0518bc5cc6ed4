using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>What an operation's name says about a span: its kind, and whether its tokens are only the sum of its children's.</summary>
internal static class OperationNames
{
    private const int LongestWord = 32;

    /// <summary>Kind of an operation of OpenTelemetry's, or of a foreign one (OpenInference, Langfuse, Traceloop, LangSmith), in whatever case; null when the word says nothing.</summary>
    internal static OperationKind? KindOf(ReadOnlySpan<char> operation)
    {
        Span<char> lower = stackalloc char[LongestWord];
        var length = operation.ToLowerInvariant(lower);
        return length < 0 ? null : KindOfLower(lower[..length]);
    }

    /// <summary>Hint D5 of the conventions, §9.3: emitters write the sum of the calls below on spans of these operations.</summary>
    internal static bool IsWrapper(ReadOnlySpan<char> operation)
    {
        Span<char> lower = stackalloc char[LongestWord];
        var length = operation.ToLowerInvariant(lower);
        return length > 0 && lower[..length]
            is "invoke_agent" or "create_agent" or "agent_step" or "invoke_workflow" or "chain" or "workflow" or "task" or "agent";
    }

    private static OperationKind? KindOfLower(ReadOnlySpan<char> operation) => operation switch
    {
        "chat" or "generate_content" or "text_completion" or "completion" or "generate" or "llm_call" or "llm" or "generation" => OperationKind.Chat,
        "embeddings" or "embedding" => OperationKind.Embeddings,
        "rerank" or "reranker" => OperationKind.Rerank,
        "image" or "image_generation" or "generate_image" or "image_edit" or "video_generation" or "generate_video" => OperationKind.Media,
        "audio" or "speech" or "generate_speech" or "text_to_speech" or "transcription" or "transcribe" or "speech_to_text" or "ocr" => OperationKind.Media,
        "retrieval" or "retriever" => OperationKind.Retrieval,
        "execute_tool" or "tool" => OperationKind.Tool,
        "invoke_agent" or "create_agent" or "agent" => OperationKind.Agent,

        // A step of an agent is no agent of its own.
        "invoke_workflow" or "workflow" or "chain" or "task" or "agent_step" or "plan" => OperationKind.Workflow,
        _ => null,
    };

    /// <summary>"chat gpt-4o" begins with its operation, as OpenTelemetry names spans; null when the first word is none of its operations.</summary>
    internal static string? FirstWordOf(string spanName)
    {
        var cut = spanName.IndexOf(' ', StringComparison.Ordinal);
        return cut > 0 && IsOpenTelemetryOperation(spanName.AsSpan(0, cut)) ? spanName[..cut] : null;
    }

    private static bool IsOpenTelemetryOperation(ReadOnlySpan<char> word) => word
        is "chat" or "generate_content" or "text_completion" or "embeddings" or "retrieval"
        or "create_agent" or "invoke_agent" or "execute_tool" or "invoke_workflow";
}
