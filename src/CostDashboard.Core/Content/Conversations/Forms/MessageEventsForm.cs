namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>OpenTelemetry's older form: one event of the span for each message.</summary>
/// <remarks>https://github.com/open-telemetry/semantic-conventions/blob/v1.30.0/docs/gen-ai/gen-ai-events.md; as attributes of span events by Strands, pydantic-ai and others.</remarks>
internal static class MessageEventsForm
{
    private const string Prefix = "gen_ai.";
    private const string Suffix = ".message";

    // Shape read here; an event's attributes:
    //   gen_ai.user.message       content = "…" or JSON parts
    //   gen_ai.assistant.message  content = "…", tool_calls = JSON
    //   gen_ai.tool.message       content = "…", id = "call_1"
    //   gen_ai.choice             message = "…" or JSON, tool_calls = JSON, finish_reason = "stop"
    //   gen_ai.content.prompt     gen_ai.prompt = JSON or "…";   gen_ai.content.completion  gen_ai.completion = …
    internal static FormMessages Read(ContentLookup content)
    {
        var into = new List<Message>();
        var outOf = new List<Message>();
        foreach (var one in content.Events)
        {
            if (one.Name == "gen_ai.choice")
            {
                outOf.AddRange(Of(one, one.Text("role") ?? "assistant", MessageSide.Out));
            }
            else if (one.Name.StartsWith(Prefix, StringComparison.Ordinal) && one.Name.EndsWith(Suffix, StringComparison.Ordinal) && one.Name.Length > Prefix.Length + Suffix.Length)
            {
                into.AddRange(Of(one, one.Text("role") ?? one.Name[Prefix.Length..^Suffix.Length], MessageSide.In));
            }
            else if (one.Name == "gen_ai.content.prompt")
            {
                into.AddRange(ChatJson.MessagesOrText(one.Text("gen_ai.prompt"), MessageRole.User, MessageSide.In));
            }
            else if (one.Name == "gen_ai.content.completion")
            {
                outOf.AddRange(ChatJson.MessagesOrText(one.Text("gen_ai.completion"), MessageRole.Assistant, MessageSide.Out));
            }
        }

        return new(into, outOf);
    }

    private static IEnumerable<Message> Of(ContentEvent one, string role, MessageSide side)
    {
        var text = one.Text("content") ?? one.Text("message") ?? one.Text("gen_ai.event.content");
        if (text is not null && ChatJson.Messages(text, side) is { Count: > 0 } whole)
        {
            return whole.Select(message => message with { FinishReason = message.FinishReason ?? one.Text("finish_reason") });
        }

        var parts = new List<MessagePart>();
        using (var json = text is null ? null : ChatJson.Parse(text))
        {
            parts.AddRange(json is not null ? ChatParts.Of(json.RootElement) : text is not null ? [new MessagePart.Said(text)] : []);
        }

        using (var calls = one.Text("tool_calls") is { } written ? ChatJson.Parse(written) : null)
        {
            parts.AddRange(calls is null ? [] : ChatParts.CallsOf(calls.RootElement));
        }

        if (Roles.Of(role) is MessageRole.Tool)
        {
            parts = [.. parts.Select(part => part is MessagePart.Said said ? new MessagePart.ToolResult(one.Text("id"), one.Text("name"), said.Text) : part)];
        }

        return parts.Count == 0 ? [] : [new(Roles.Of(role), Roles.NameBeside(role, one.Text("name")), side, parts, one.Text("finish_reason"))];
    }
}
