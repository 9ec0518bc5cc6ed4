using System.Text.Json;

namespace CostDashboard.Core.Content.Conversations;

/// <summary>
/// Reads messages in JSON in the shapes of the providers and of OpenTelemetry, which differ in names and agree in what they hold. Lenient: what it does not
/// know stays visible as <see cref="MessagePart.Other"/>.
/// </summary>
internal static class ChatJson
{
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = 64, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    // Where a request or an answer as a whole holds its messages.
    private static readonly string[] s_listsOfMessages = ["messages", "contents", "input_messages", "output_messages", "choices", "candidates", "output", "input", "prompt"];

    /// <summary>The JSON of a text, also of one that was cut off; null when it is none. To be disposed.</summary>
    internal static JsonDocument? Parse(string text)
    {
        if (text.AsSpan().TrimStart() is not [('{' or '['), ..])
        {
            return null;
        }

        return TryParse(text) ?? (CutJson.Mend(text) is { } mended ? TryParse(mended) : null);
    }

    /// <summary>The messages that a text holds as JSON; empty when it holds none.</summary>
    internal static IReadOnlyList<Message> Messages(string text, MessageSide side)
    {
        using var json = Parse(text);
        return json is null ? [] : Messages(json.RootElement, side);
    }

    internal static IReadOnlyList<Message> Messages(JsonElement json, MessageSide side)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                // LangChain wraps the list of one call in another list.
                return [.. json.EnumerateArray().SelectMany(item => item.ValueKind is JsonValueKind.Array ? Messages(item, side) : ChatMessage.Of(item, side) is { } one ? [one] : [])];
            case JsonValueKind.Object when ChatMessage.Of(json, side) is { } one:
                return [one];
            case JsonValueKind.Object:
                var messages = s_listsOfMessages
                    .Select(name => json.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? Messages(list, side) : [])
                    .FirstOrDefault(found => found.Count > 0) ?? [];
                return messages.Count > 0 && SystemOf(json) is { } system ? [new(MessageRole.System, null, side, system), .. messages] : messages;
            default:
                return [];
        }
    }

    /// <summary>Messages, or else the text itself, said by that role.</summary>
    internal static IReadOnlyList<Message> MessagesOrText(string? text, MessageRole role, MessageSide side) => text switch
    {
        null => [],
        _ when Messages(text, side) is { Count: > 0 } messages => messages,
        _ => [new(role, null, side, [new MessagePart.Said(text)])],
    };

    /// <summary>A value as a person reads it: a text as it is, else JSON.</summary>
    internal static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SafeText(value),
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>The text of the first of these properties that has one.</summary>
    internal static string? Text(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && TextOf(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    internal static JsonElement? Find(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    // "system" of Anthropic's requests and Vercel's prompts, "system_instruction" of Google's.
    private static List<MessagePart>? SystemOf(JsonElement json) =>
        (Find(json, "system", "system_instruction", "systemInstruction") ?? (Find(json, "config") is { } config ? Find(config, "system_instruction", "systemInstruction") : null)) is { } system
        && ChatParts.Of(system) is { Count: > 0 } parts
            ? parts
            : null;

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, s_reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Half a surrogate pair in an escape makes the reader throw.
    private static string SafeText(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }
}
