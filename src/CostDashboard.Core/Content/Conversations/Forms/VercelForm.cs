namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>The Vercel AI SDK.</summary>
/// <remarks>https://ai-sdk.dev/docs/ai-sdk-core/telemetry#collected-data</remarks>
internal static class VercelForm
{
    // Shape read here:
    //   ai.prompt.messages = [{"role":"user","content":[{"type":"text","text":"…"}]}, …]     of one call
    //   ai.prompt          = {"system":"…","prompt":"…"} or {"messages":[…]}                 of the step around it
    //   ai.response.text, ai.response.reasoning, ai.response.object, ai.response.toolCalls = [{"toolCallId":"…","toolName":"…","args" or "input":…}]
    //   ai.toolCall.args, ai.toolCall.result; ai.value, ai.values (what is embedded)
    internal static FormMessages Read(ContentLookup content)
    {
        var into = ChatJson.Messages(content.Text("ai.prompt.messages") ?? "", MessageSide.In);
        if (into.Count == 0 && content.Text("ai.prompt") is { } prompt)
        {
            into = Prompt(prompt);
        }

        if (into.Count == 0 && content.Text("ai.value", "ai.values") is { } embedded)
        {
            into = [new(MessageRole.Other, "embedded", MessageSide.In, [new MessagePart.Said(embedded)])];
        }

        return new(into, Response(content));
    }

    private static IReadOnlyList<Message> Prompt(string text)
    {
        using var json = ChatJson.Parse(text);
        if (json is null)
        {
            return [new(MessageRole.User, null, MessageSide.In, [new MessagePart.Said(text)])];
        }

        if (ChatJson.Messages(json.RootElement, MessageSide.In) is { Count: > 0 } messages)
        {
            return messages;
        }

        var system = ChatJson.Text(json.RootElement, "system") is { } said ? [new Message(MessageRole.System, null, MessageSide.In, [new MessagePart.Said(said)])] : Array.Empty<Message>();
        return ChatJson.Text(json.RootElement, "prompt") is { } asked
            ? [.. system, new(MessageRole.User, null, MessageSide.In, [new MessagePart.Said(asked)])]
            : system;
    }

    private static IReadOnlyList<Message> Response(ContentLookup content)
    {
        var parts = new List<MessagePart>();
        if (content.Text("ai.response.reasoning") is { } reasoning)
        {
            parts.Add(new MessagePart.Reasoning(reasoning));
        }

        if (content.Text("ai.response.text", "ai.response.object") is { } text)
        {
            parts.Add(new MessagePart.Said(text));
        }

        using var calls = ChatJson.Parse(content.Text("ai.response.toolCalls") ?? "");
        parts.AddRange(calls is null ? [] : ChatParts.CallsOf(calls.RootElement));
        return parts.Count == 0 ? [] : [new(MessageRole.Assistant, null, MessageSide.Out, parts)];
    }
}
