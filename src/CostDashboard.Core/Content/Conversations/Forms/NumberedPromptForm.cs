namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>OpenLLMetry: prompts and completions in numbered attributes.</summary>
/// <remarks>https://github.com/traceloop/openllmetry, packages/opentelemetry-semantic-conventions-ai</remarks>
internal static class NumberedPromptForm
{
    // Shape read here:
    //   gen_ai.prompt.0.role = "user", gen_ai.prompt.0.content = "…" or JSON parts, gen_ai.prompt.2.tool_call_id = "call_1"
    //   gen_ai.prompt.0.content.0.text, gen_ai.completion.0.text                              Strands' early versions
    //   gen_ai.completion.0.content, …finish_reason, …tool_calls.0.id, …tool_calls.0.name, …tool_calls.0.arguments
    internal static FormMessages Read(ContentLookup content) => new(
        [.. Messages(content, "gen_ai.prompt", "user", MessageSide.In)],
        [.. Messages(content, "gen_ai.completion", "assistant", MessageSide.Out)]);

    private static IEnumerable<Message> Messages(ContentLookup content, string prefix, string usualRole, MessageSide side)
    {
        foreach (var message in content.Numbered(prefix))
        {
            var role = message.GetValueOrDefault("role") ?? usualRole;
            var parts = new List<MessagePart>();
            if ((message.GetValueOrDefault("content") ?? message.GetValueOrDefault("text")) is { Length: > 0 } text)
            {
                parts.AddRange(Roles.Of(role) is MessageRole.Tool ? [new MessagePart.ToolResult(message.GetValueOrDefault("tool_call_id"), message.GetValueOrDefault("name"), text)] : PartsOf(text));
            }

            parts.AddRange(ContentLookup.Numbered(message, "content").Select(part => part.GetValueOrDefault("text")).OfType<string>().Select(said => new MessagePart.Said(said)));
            if (message.GetValueOrDefault("reasoning") is { Length: > 0 } reasoning)
            {
                parts.Insert(0, new MessagePart.Reasoning(reasoning));
            }

            parts.AddRange(ContentLookup.Numbered(message, "tool_calls").Select(call => new MessagePart.ToolCall(
                call.GetValueOrDefault("id"), call.GetValueOrDefault("name") ?? call.GetValueOrDefault("function.name") ?? "", call.GetValueOrDefault("arguments") ?? call.GetValueOrDefault("function.arguments") ?? "")));
            if (parts.Count > 0)
            {
                yield return new(Roles.Of(role), Roles.NameBeside(role, null), side, parts, message.GetValueOrDefault("finish_reason"));
            }
        }
    }

    // A list of parts is written as JSON; an answer in JSON's form, which is no part, stays as it is.
    private static List<MessagePart> PartsOf(string text)
    {
        using var json = ChatJson.Parse(text);
        return json is not null && ChatParts.Of(json.RootElement) is { Count: > 0 } parts && !parts.Any(part => part is MessagePart.Other)
            ? parts
            : [new MessagePart.Said(text)];
    }
}
