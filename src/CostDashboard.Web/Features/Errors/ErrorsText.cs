using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend.Outcomes;

namespace CostDashboard.Web.Features.Errors;

/// <summary>What parts of calls are called, and what to do about them.</summary>
internal static class ErrorsText
{
    /// <summary>Over a column and a figure.</summary>
    public static string Title(OutcomePart part) => part switch
    {
        OutcomePart.All => "All calls",
        OutcomePart.Failed => "Failed",
        OutcomePart.Repeated => "Made again",
        OutcomePart.InVain => "In vain",
        OutcomePart.Cut => "Cut by length",
        OutcomePart.Filtered => "Stopped by a filter",
        OutcomePart.Unlimited => "No output limit",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
    };

    /// <summary>What is in it, for a tooltip.</summary>
    public static string Meaning(OutcomePart part) => part switch
    {
        OutcomePart.All => "every charged model call",
        OutcomePart.Failed => "calls whose span says error, or whose reason to end is one, and that were charged",
        OutcomePart.Repeated => "calls after which, under the same span, the same model read as many tokens (at least 200) within 60 seconds: the same prompt was sent again",
        OutcomePart.InVain => "calls that failed or were made again, each counted once",
        OutcomePart.Cut => "calls that ended because a limit was reached: of the output, or of the context",
        OutcomePart.Filtered => "calls that a content filter stopped, or that the model refused",
        OutcomePart.Unlimited => "chats whose span states no max tokens",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
    };

    /// <summary>What to do about the calls of a part.</summary>
    public static string Remedy(OutcomePart part) => part switch
    {
        OutcomePart.Failed => "Look at what fails: limits, timeouts, answers that could not be read. Retry only what can succeed, with a pause.",
        OutcomePart.Repeated => "Keep an answer that was paid for, or ask for the form that is needed: the same prompt again costs the same again.",
        OutcomePart.Cut => "Raise max tokens there, or ask for a shorter answer: what is cut off is paid for, and often asked for again.",
        OutcomePart.Filtered => "Look at the prompts and at the filter's setting: the input of a stopped answer is paid for all the same.",
        OutcomePart.Unlimited => "Set max tokens in the request, a little above the longest answer that is of use: one runaway answer can cost as much as a thousand.",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no remedy for it."),
    };

    public static string Title(FinishReason finish) => finish switch
    {
        FinishReason.Unknown => "not stated",
        FinishReason.Stop => "complete",
        FinishReason.Length => "cut by length",
        FinishReason.ContentFilter => "stopped by a filter",
        FinishReason.ToolCalls => "asked for tools",
        FinishReason.Error => "error",
        FinishReason.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(finish), finish, "There is no such reason."),
    };
}
