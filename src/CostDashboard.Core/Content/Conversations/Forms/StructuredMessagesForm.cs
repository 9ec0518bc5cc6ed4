namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>OpenTelemetry's messages as JSON in attributes, on the span or on its event of the operation's details.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/, and the JSON schemas beside it.</remarks>
internal static class StructuredMessagesForm
{
    private const string Details = "gen_ai.client.inference.operation.details";

    // Shape read here:
    //   gen_ai.system_instructions = [{"type":"text","content":"You are …"}]
    //   gen_ai.input.messages      = [{"role":"user","parts":[{"type":"text","content":"…"}]}, …]
    //   gen_ai.output.messages     = [{"role":"assistant","parts":[{"type":"tool_call","id":"…","name":"…","arguments":{…}}],"finish_reason":"tool_call"}]
    internal static FormMessages Read(ContentLookup content)
    {
        var details = content.Events.FirstOrDefault(one => one.Name == Details);
        string? Text(string key) => content.Text(key) ?? details?.Text(key);

        var messages = Messages(Text("gen_ai.input.messages"), MessageSide.In);
        var system = Text("gen_ai.system_instructions") is { } instructions && Parts(instructions) is { Count: > 0 } parts
            ? [new Message(MessageRole.System, null, MessageSide.In, parts)]
            : Array.Empty<Message>();
        var tools = Text("gen_ai.tool.definitions") is { } definitions && messages.Count + system.Length > 0
            ? [new Message(MessageRole.System, null, MessageSide.In, [new MessagePart.Other("tools", definitions)])]
            : Array.Empty<Message>();
        return new([.. system, .. tools, .. messages], Messages(Text("gen_ai.output.messages"), MessageSide.Out));
    }

    private static IReadOnlyList<Message> Messages(string? text, MessageSide side) =>
        ChatJson.MessagesOrText(text, side is MessageSide.In ? MessageRole.User : MessageRole.Assistant, side);

    private static List<MessagePart> Parts(string text)
    {
        using var json = ChatJson.Parse(text);
        return json is null ? [new MessagePart.Said(text)] : ChatParts.Of(json.RootElement);
    }
}
