namespace CostDashboard.Core.Content.Conversations;

/// <summary>The emitters' words for who speaks.</summary>
internal static class Roles
{
    internal static MessageRole Of(string? role) => role?.ToLowerInvariant() switch
    {
        "system" or "developer" or "instructions" or "systemmessage" => MessageRole.System,
        "user" or "human" or "humanmessage" => MessageRole.User,
        "assistant" or "model" or "ai" or "bot" or "aimessage" or "aimessagechunk" => MessageRole.Assistant,
        "tool" or "function" or "ipython" or "toolmessage" => MessageRole.Tool,
        _ => MessageRole.Other,
    };

    /// <summary>A role of the emitter's own is shown as it is.</summary>
    internal static string? NameBeside(string? role, string? name) => name ?? (Of(role) is MessageRole.Other && role is { Length: > 0 } ? role : null);
}
