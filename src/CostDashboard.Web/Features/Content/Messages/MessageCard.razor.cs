using CostDashboard.Core.Content.Conversations;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Content.Messages;

/// <summary>One message: who speaks, what is said, which tools are called.</summary>
public sealed partial class MessageCard
{
    private const int LongestOpen = 1_200;
    private const int BeginningLength = 400;

    [Parameter, EditorRequired]
    public Message Message { get; set; } = null!;

    private string RoleName => Message.Role switch
    {
        MessageRole.System => "System",
        MessageRole.User => "User",
        MessageRole.Assistant => "Assistant",
        MessageRole.Tool => "Tool",
        _ => Message.Side is MessageSide.In ? "Input" : "Output",
    };

    // Not within a pair of surrogates.
    private static string Beginning(string text) => text[..(char.IsHighSurrogate(text[BeginningLength - 1]) ? BeginningLength - 1 : BeginningLength)];
}
