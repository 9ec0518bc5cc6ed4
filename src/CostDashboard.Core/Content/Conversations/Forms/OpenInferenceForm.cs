namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>OpenInference: a message is spread over numbered attributes.</summary>
/// <remarks>https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md</remarks>
internal static class OpenInferenceForm
{
    // Shape read here:
    //   llm.input_messages.0.message.role = "user"
    //   llm.input_messages.0.message.content = "…"
    //   llm.input_messages.0.message.contents.1.message_content.type = "image"   …message_content.text, …message_content.image.image.url
    //   llm.output_messages.0.message.tool_calls.0.tool_call.function.name, …function.arguments, …tool_call.id
    //   llm.prompts.0.prompt.text, llm.completions.0.completion.text
    internal static FormMessages Read(ContentLookup content) => new(
        [.. Messages(content, "llm.input_messages", MessageSide.In), .. Texts(content, "llm.prompts", "prompt.text", MessageSide.In)],
        [.. Messages(content, "llm.output_messages", MessageSide.Out), .. Texts(content, "llm.completions", "completion.text", MessageSide.Out)]);

    private static IEnumerable<Message> Messages(ContentLookup content, string prefix, MessageSide side)
    {
        foreach (var message in content.Numbered(prefix))
        {
            var role = message.GetValueOrDefault("message.role");
            var parts = new List<MessagePart>();
            if (message.GetValueOrDefault("message.content") is { Length: > 0 } text)
            {
                parts.Add(Roles.Of(role) is MessageRole.Tool
                    ? new MessagePart.ToolResult(message.GetValueOrDefault("message.tool_call_id"), message.GetValueOrDefault("message.name"), text)
                    : new MessagePart.Said(text));
            }

            parts.AddRange(ContentLookup.Numbered(message, "message.contents").Select(PartOf));
            parts.AddRange(ContentLookup.Numbered(message, "message.tool_calls").Select(CallOf));
            if (parts.Count > 0)
            {
                yield return new(Roles.Of(role), Roles.NameBeside(role, message.GetValueOrDefault("message.name")), side, parts, message.GetValueOrDefault("message.finish_reason"));
            }
        }
    }

    private static MessagePart PartOf(IReadOnlyDictionary<string, string> part) =>
        part.GetValueOrDefault("message_content.text") is { } text
            ? part.GetValueOrDefault("message_content.type") is "reasoning" ? new MessagePart.Reasoning(text) : new MessagePart.Said(text)
            : new MessagePart.Other(part.GetValueOrDefault("message_content.type") ?? "data", part.GetValueOrDefault("message_content.image.image.url") ?? "");

    private static MessagePart CallOf(IReadOnlyDictionary<string, string> call) => new MessagePart.ToolCall(
        call.GetValueOrDefault("tool_call.id"),
        call.GetValueOrDefault("tool_call.function.name") ?? "",
        call.GetValueOrDefault("tool_call.function.arguments") ?? "");

    private static IEnumerable<Message> Texts(ContentLookup content, string prefix, string key, MessageSide side) => content.Numbered(prefix)
        .Select(one => one.GetValueOrDefault(key) ?? one.GetValueOrDefault("") ?? one.GetValueOrDefault("content"))
        .OfType<string>()
        .Select(text => new Message(side is MessageSide.In ? MessageRole.User : MessageRole.Assistant, null, side, [new MessagePart.Said(text)]));
}
