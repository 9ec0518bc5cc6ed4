using System.Text.Json;

namespace CostDashboard.Core.Content.Conversations;

/// <summary>Reads the parts of a message in JSON.</summary>
internal static class ChatParts
{
    /// <summary>The parts of a text, of one part, or of a list of either.</summary>
    internal static List<MessagePart> Of(JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                return ChatJson.TextOf(content) is { Length: > 0 } text ? [new MessagePart.Said(text)] : [];
            case JsonValueKind.Array:
                return [.. content.EnumerateArray().SelectMany(Of)];
            case JsonValueKind.Object when ChatJson.Find(content, "parts") is { ValueKind: JsonValueKind.Array } parts:
                return Of(parts);
            case JsonValueKind.Object:
                return [OfOne(content) ?? new MessagePart.Other(ChatJson.Text(content, "type") ?? "data", content.GetRawText())];
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return [];
            default:
                return [new MessagePart.Said(content.GetRawText())];
        }
    }

    // Shapes read here:
    //   { "type": "text" | "input_text" | "output_text", "text" | "content": "…" }, { "text": "…" }       all; the last one Google's
    //   { "type": "tool_call", "id", "name", "arguments" }, { "type": "tool_use", "id", "name", "input" }    OpenTelemetry; Anthropic
    //   { "type": "tool-call", "toolCallId", "toolName", "args" | "input" }                                  Vercel
    //   { "functionCall" | "function_call": { "name", "args" } }                                             Google
    //   { "type": "tool_call_response", "id", "response" | "result" }, { "type": "tool_result", "tool_use_id", "content" }
    //   { "type": "tool-result", "toolCallId", "toolName", "result" | "output" }, { "functionResponse": { "name", "response" } }
    //   { "type": "thinking" | "reasoning", "thinking" | "text" | "content" | "summary": … }

    /// <summary>A part that is known; null for any other.</summary>
    internal static MessagePart? OfOne(JsonElement part)
    {
        if (ChatJson.Find(part, "functionCall", "function_call") is { ValueKind: JsonValueKind.Object } call)
        {
            return CallOf(call);
        }

        if (ChatJson.Find(part, "functionResponse", "function_response") is { ValueKind: JsonValueKind.Object } answer)
        {
            return new MessagePart.ToolResult(ChatJson.Text(answer, "id"), ChatJson.Text(answer, "name"), ChatJson.Text(answer, "response") ?? "");
        }

        switch (ChatJson.Text(part, "type"))
        {
            case "tool_call" or "tool_use" or "tool-call" or "function_call" or "custom_tool_call" or "function" or "server_tool_use":
                return CallOf(part);
            case "tool_call_response" or "tool_result" or "tool-result" or "function_call_output" or "custom_tool_call_output":
                return new MessagePart.ToolResult(
                    ChatJson.Text(part, "tool_use_id", "toolCallId", "call_id", "id"),
                    ChatJson.Text(part, "toolName", "name"),
                    ResultOf(part));
            case "thinking" or "reasoning":
                return new MessagePart.Reasoning(ChatJson.Text(part, "thinking", "text", "content", "summary") ?? "");
            case "text" or "input_text" or "output_text" or null or "refusal" or "message":
                return ChatJson.Text(part, "text", "content", "refusal") is { } text ? new MessagePart.Said(text) : null;
            default:
                return null;
        }
    }

    /// <summary>The calls of a list like OpenAI's, or of a single one.</summary>
    internal static IEnumerable<MessagePart> CallsOf(JsonElement calls) => calls.ValueKind switch
    {
        JsonValueKind.Array => [.. calls.EnumerateArray().Where(call => call.ValueKind is JsonValueKind.Object).Select(CallOf)],
        JsonValueKind.Object => [CallOf(calls)],
        JsonValueKind.String when ChatJson.Parse(ChatJson.TextOf(calls)) is { } json => Disposing(json),
        _ => [],
    };

    private static List<MessagePart> Disposing(JsonDocument json)
    {
        using (json)
        {
            return [.. CallsOf(json.RootElement)];
        }
    }

    private static MessagePart CallOf(JsonElement call)
    {
        // OpenAI has name and arguments in an object of their own.
        var inner = ChatJson.Find(call, "function") is { ValueKind: JsonValueKind.Object } function ? function : call;
        return new MessagePart.ToolCall(
            ChatJson.Text(call, "id", "call_id", "toolCallId", "tool_call_id"),
            ChatJson.Text(inner, "name", "toolName", "tool_name") ?? "",
            ChatJson.Text(inner, "arguments", "args", "input") ?? "");
    }

    // What a tool gives back is text, parts of which there is text as a rule, or any data.
    private static string ResultOf(JsonElement part)
    {
        if (ChatJson.Find(part, "result", "response", "content", "output") is not { } result)
        {
            return "";
        }

        var said = result.ValueKind is JsonValueKind.Array ? Of(result) : [];
        return said.Count > 0 && said.All(one => one is MessagePart.Said)
            ? string.Join('\n', said.Select(one => ((MessagePart.Said)one).Text))
            : ChatJson.TextOf(result);
    }
}
