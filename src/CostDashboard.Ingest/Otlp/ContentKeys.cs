namespace CostDashboard.Ingest.Otlp;

/// <summary>What an attribute is to content.</summary>
internal enum ContentPlace
{
    /// <summary>Nothing: an attribute like others.</summary>
    None,

    /// <summary>Prompt or completion text.</summary>
    Text,

    /// <summary>Content that is no text, and is never kept.</summary>
    Vector,

    /// <summary>An attribute like others, which says who spoke.</summary>
    BesideText,
}

/// <summary>Attributes that hold prompt and completion text. They are skipped on the wire, where only their length is kept, or taken aside by <see cref="ContentDraft"/>.</summary>
internal static class ContentKeys
{
    /// <param name="isModelEvent">The attribute stands on an event of a model call, where short keys hold text too.</param>
    internal static bool Contains(ReadOnlySpan<byte> key, bool isModelEvent = false)
    {
        if (key.IsEmpty)
        {
            return false;
        }

        // The first letter decides most keys without a comparison.
        return key[0] switch
        {
            (byte)'g' => IsGenAi(key),
            (byte)'l' => IsLlm(key) || IsLangfuse(key),
            (byte)'a' => IsVercel(key),
            (byte)'i' => key.SequenceEqual("input.value"u8),
            (byte)'o' => key.SequenceEqual("output.value"u8),
            (byte)'t' => key.SequenceEqual("traceloop.entity.input"u8) || key.SequenceEqual("traceloop.entity.output"u8)
                || key.SequenceEqual("tool_arguments"u8) || key.SequenceEqual("tool_response"u8),
            (byte)'r' => key.StartsWith("retrieval.documents."u8) || key.StartsWith("reranker.input_documents."u8) || key.StartsWith("reranker.output_documents."u8),
            (byte)'e' => key.StartsWith("embedding.embeddings."u8),
            _ => false,
        }
        || (isModelEvent && IsEventText(key));
    }

    /// <param name="keepsContent">Else nobody asks what stands beside text.</param>
    internal static ContentPlace PlaceOf(ReadOnlySpan<byte> key, bool isModelEvent, bool keepsContent) =>
        Contains(key, isModelEvent) ? IsVector(key) ? ContentPlace.Vector : ContentPlace.Text
        : keepsContent && IsBesideText(key, isModelEvent) ? ContentPlace.BesideText
        : ContentPlace.None;

    /// <summary>Of content, what is no text and is never kept: the vectors of embeddings.</summary>
    internal static bool IsVector(ReadOnlySpan<byte> key) => key.StartsWith("ai.embedding"u8) || key.EndsWith(".embedding.vector"u8);

    /// <summary>No text itself, but needed to read the texts beside it: who spoke, which call an answer is for.</summary>
    internal static bool IsBesideText(ReadOnlySpan<byte> key, bool isModelEvent) =>
        ((key.EndsWith(".role"u8) || key.EndsWith(".finish_reason"u8)) && (key.StartsWith("gen_ai."u8) || key.StartsWith("llm."u8)))
        || (isModelEvent && (key.SequenceEqual("role"u8) || key.SequenceEqual("id"u8) || key.SequenceEqual("name"u8) || key.SequenceEqual("finish_reason"u8)));

    /// <summary>gen_ai.user.message, gen_ai.choice, gen_ai.client.inference.operation.details …</summary>
    internal static bool IsModelEvent(ReadOnlySpan<byte> eventName) => eventName.StartsWith("gen_ai."u8);

    private static bool IsGenAi(ReadOnlySpan<byte> key)
    {
        if (key.StartsWith("gcp.vertex.agent."u8))
        {
            return key[17..] is var rest
                && (rest.SequenceEqual("llm_request"u8) || rest.SequenceEqual("llm_response"u8)
                    || rest.SequenceEqual("tool_call_args"u8) || rest.SequenceEqual("tool_response"u8) || rest.SequenceEqual("data"u8));
        }

        if (!key.StartsWith("gen_ai."u8))
        {
            return false;
        }

        var name = key[7..];
        return name.SequenceEqual("input.messages"u8)
            || name.SequenceEqual("output.messages"u8)
            || name.SequenceEqual("system_instructions"u8)
            || name.SequenceEqual("tool.call.arguments"u8)
            || name.SequenceEqual("tool.call.result"u8)
            || name.SequenceEqual("tool.definitions"u8)
            || name.SequenceEqual("retrieval.documents"u8)
            || name.SequenceEqual("retrieval.query.text"u8)
            || name.SequenceEqual("prompt"u8)
            || name.SequenceEqual("completion"u8)
            || name.SequenceEqual("event.content"u8)
            || IsNumberedText(name, "prompt."u8)
            || IsNumberedText(name, "completion."u8);
    }

    private static bool IsLlm(ReadOnlySpan<byte> key)
    {
        if (!key.StartsWith("llm."u8))
        {
            return false;
        }

        var name = key[4..];
        return IsNumberedText(name, "input_messages."u8)
            || IsNumberedText(name, "output_messages."u8)
            || IsNumberedText(name, "prompts."u8)
            || IsNumberedText(name, "completions."u8)
            || name.SequenceEqual("prompt"u8)
            || name.SequenceEqual("prompts"u8)
            || name.SequenceEqual("completion"u8)
            || name.SequenceEqual("completions"u8)
            || name.SequenceEqual("input_messages"u8)
            || name.SequenceEqual("output_messages"u8);
    }

    // langfuse.observation.input, langfuse.trace.output
    private static bool IsLangfuse(ReadOnlySpan<byte> key) =>
        key.StartsWith("langfuse."u8) && (key.EndsWith(".input"u8) || key.EndsWith(".output"u8));

    private static bool IsVercel(ReadOnlySpan<byte> key) =>
        key.StartsWith("ai.prompt"u8)
        || key.SequenceEqual("ai.response.text"u8)
        || key.SequenceEqual("ai.response.object"u8)
        || key.SequenceEqual("ai.response.toolCalls"u8)
        || key.SequenceEqual("ai.response.reasoning"u8)
        || key.SequenceEqual("ai.toolCall.args"u8)
        || key.SequenceEqual("ai.toolCall.result"u8)
        || key.SequenceEqual("ai.value"u8)
        || key.SequenceEqual("ai.values"u8)
        || key.SequenceEqual("ai.embedding"u8)
        || key.SequenceEqual("ai.embeddings"u8);

    private static bool IsEventText(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("content"u8)
        || key.SequenceEqual("message"u8)
        || key.SequenceEqual("tool_calls"u8)
        || key.SequenceEqual("arguments"u8)
        || key.SequenceEqual("result"u8)
        || key.SequenceEqual("tool.result"u8);

    // gen_ai.prompt.0.content, but not gen_ai.prompt.name (a template's name), nor who spoke and why it ended.
    private static bool IsNumberedText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix) =>
        name.StartsWith(prefix)
        && name.Length > prefix.Length
        && name[prefix.Length] is >= (byte)'0' and <= (byte)'9'
        && !name.EndsWith(".role"u8)
        && !name.EndsWith(".finish_reason"u8);
}
