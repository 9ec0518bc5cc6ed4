using System.Text.Json;

namespace CostDashboard.Core.Content.Conversations;

/// <summary>Reads one message in JSON.</summary>
internal static class ChatMessage
{
    // Shapes read here:
    //   { "role": "user", "content": "…" | [ parts ], "tool_calls": [ … ], "tool_call_id": "…" }            OpenAI, Vercel, LangChain's dictionaries
    //   { "role": "assistant", "parts": [ parts ], "finish_reason": "stop" }                                OpenTelemetry, Google
    //   { "message": { … }, "finish_reason": "stop" }, { "content": { "parts": [ … ] }, "finishReason": … } a choice, a candidate
    //   { "type": "message" | "function_call" | "function_call_output" | "reasoning", … }                   OpenAI's responses
    //   { "id": [ "langchain", "schema", "messages", "HumanMessage" ], "kwargs": { "content": "…" } }       LangChain, serialised

    /// <summary>Null where it is none.</summary>
    internal static Message? Of(JsonElement json, MessageSide side)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (ChatJson.Find(json, "kwargs") is { ValueKind: JsonValueKind.Object } inner && ChatJson.Find(json, "id") is { ValueKind: JsonValueKind.Array } id && id.GetArrayLength() > 0)
        {
            return Of(inner, side, ChatJson.TextOf(id.EnumerateArray().Last()), null);
        }

        var finish = ChatJson.Text(json, "finish_reason", "finishReason", "stop_reason", "stopReason");
        if (ChatJson.Find(json, "message", "delta") is { ValueKind: JsonValueKind.Object } choice)
        {
            return Of(choice, side, ChatJson.Text(choice, "role") ?? "assistant", finish);
        }

        if (ChatJson.Find(json, "content") is { ValueKind: JsonValueKind.Object } candidate && ChatJson.Find(candidate, "parts") is not null)
        {
            return Of(candidate, side, ChatJson.Text(candidate, "role") ?? "model", finish);
        }

        return RoleOf(json) is { } role ? Of(json, side, role, finish) : null;
    }

    private static Message? Of(JsonElement json, MessageSide side, string role, string? finish)
    {
        var parts = new List<MessagePart>();
        foreach (var name in (ReadOnlySpan<string>)["reasoning_content", "content", "parts"])
        {
            if (ChatJson.Find(json, name) is { } value)
            {
                parts.AddRange(name == "reasoning_content" ? [new MessagePart.Reasoning(ChatJson.TextOf(value))] : ChatParts.Of(value));
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["tool_calls", "toolCalls", "function_call"])
        {
            if (ChatJson.Find(json, name) is { } calls)
            {
                parts.AddRange(ChatParts.CallsOf(calls));
            }
        }

        if (parts.Count == 0 && ChatParts.OfOne(json) is { } self)
        {
            parts.Add(self);
        }

        if (Roles.Of(role) is MessageRole.Tool && ChatJson.Text(json, "tool_call_id", "toolCallId") is { } call)
        {
            // The answer of a tool is written as text; the id says that it is one.
            parts = [.. parts.Select(part => part is MessagePart.Said said ? new MessagePart.ToolResult(call, ChatJson.Text(json, "name"), said.Text) : part)];
        }

        return parts.Count == 0 && ChatJson.Find(json, "content", "parts") is null
            ? null
            : new(Roles.Of(role), Roles.NameBeside(role, ChatJson.Find(json, "role") is null ? null : ChatJson.Text(json, "name")), side, parts, finish);
    }

    private static string? RoleOf(JsonElement json) => ChatJson.Text(json, "role") ?? ChatJson.Text(json, "type") switch
    {
        "function_call" or "custom_tool_call" or "reasoning" or "message" => "assistant",
        "function_call_output" or "custom_tool_call_output" => "tool",
        { } type when Roles.Of(type) is not MessageRole.Other => type,
        _ => null,
    };
}
