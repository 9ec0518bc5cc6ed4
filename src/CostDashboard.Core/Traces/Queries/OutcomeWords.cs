using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend.Outcomes;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>How queries, addresses and answers name what became of a charged call. Every other word is refused.</summary>
public static class OutcomeWords
{
    public const string Failed = "failed";
    public const string Repeated = "repeated";
    public const string Unlimited = "unlimited";

    /// <summary>Failed, repeated, cut off or stopped by a filter: <see cref="OutcomeParts.Endings"/> together.</summary>
    public const string Troubled = "troubled";

    private static readonly (string Word, (int Mask, int Value)[] Bits)[] s_calls =
    [
        (Failed, [(CallOutcome.Failed, CallOutcome.Failed)]),
        (Repeated, [(CallOutcome.Repeated, CallOutcome.Repeated)]),
        (Unlimited, [(CallOutcome.Unlimited, CallOutcome.Unlimited)]),
        (Troubled,
        [
            (CallOutcome.Failed, CallOutcome.Failed),
            (CallOutcome.Repeated, CallOutcome.Repeated),
            (CallOutcome.FinishMask, (int)FinishReason.Length),
            (CallOutcome.FinishMask, (int)FinishReason.ContentFilter),
        ]),
    ];

    /// <summary>Why a call can have ended, in the order of <see cref="FinishReason"/>.</summary>
    public static IReadOnlyList<string> OfFinish { get; } = [.. Enum.GetValues<FinishReason>().Select(Of)];

    /// <summary>What else can be known of a call.</summary>
    public static IReadOnlyList<string> OfCall { get; } = [.. s_calls.Select(call => call.Word)];

    /// <summary>OpenTelemetry's word where it has one.</summary>
    public static string Of(FinishReason finish) => finish switch
    {
        FinishReason.Unknown => "unknown",
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.ContentFilter => "content_filter",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.Error => "error",
        FinishReason.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(finish), finish, "There is no such reason."),
    };

    /// <summary>Whether a match is about how charged calls went.</summary>
    public static bool AreMeantBy(TraceMatch match) => match.Of is MatchedText.Finish or MatchedText.Call;

    /// <summary>A match as conditions on <see cref="CallOutcome.Code"/>: it passes where, of any of them, the bits under the mask are those of the value.</summary>
    public static IReadOnlyList<(int Mask, int Value)> BitsOf(TraceMatch match) => match.Of is MatchedText.Finish
        ? [.. match.AnyOf.Select(word => OfFinish.ToList().IndexOf(word.Text)).Where(finish => finish >= 0).Select(finish => (CallOutcome.FinishMask, finish))]
        : [.. s_calls.Where(call => match.AnyOf.Any(word => word.Text == call.Word)).SelectMany(call => call.Bits)];

    public static bool Passes(TraceMatch match, CallOutcome outcome) =>
        BitsOf(match).Any(bits => (outcome.Code & bits.Mask) == bits.Value) != match.IsExclude;

    /// <summary>All values of a field of calls; null for other fields.</summary>
    public static IReadOnlyList<string>? For(QueryField field) => field.Text switch
    {
        MatchedText.Finish => OfFinish,
        MatchedText.Call => OfCall,
        _ => null,
    };
}
