using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>
/// The one rule of what a retry is, for insights and for the totals of outcomes: a charged call was made again where, under the same span, the same
/// model reads exactly as many tokens, at least <see cref="LeastTokens"/>, and starts within so long after its end. The call that is followed by such
/// a one is the repeated one: what it cost brought nothing. Whether it failed does not matter: an answer that could not be used is tried again too.
/// </summary>
/// <remarks>Nobody has to state anything for it, and content need not be kept; prompts of one length are taken for the same prompt.</remarks>
public static class RepeatedCalls
{
    /// <summary>Short prompts have the same length by chance.</summary>
    public const long LeastTokens = 200;

    /// <summary>The longest pause after which a call still is a retry in totals, which are kept by one rule; insights take another where a project sets one.</summary>
    public const long Within = 60 * UnixNanos.PerSecond;

    /// <param name="call">A charged call below another span.</param>
    /// <param name="next">The next one, by start, with the same parent, model and length of prompt.</param>
    /// <param name="within">Nanoseconds.</param>
    public static bool IsMadeAgain(SpanFacts call, SpanFacts next, long within) =>
        call.Usage.TotalInput >= LeastTokens && next.Start >= call.End && next.Start - call.End <= within;

    /// <summary>Marks the charged calls of a trace that were made again. Time grows with n log n of the calls below other spans.</summary>
    internal static void Mark(RolledUpSpan[] spans)
    {
        List<int>? calls = null;
        for (var i = 0; i < spans.Length; i++)
        {
            if (spans[i] is { Charge.Role: ChargeRole.Charged, Node: { IsRoot: false, Span: var span } } && span.Usage.TotalInput >= LeastTokens)
            {
                (calls ??= []).Add(i);
            }
        }

        if (calls is not { Count: > 1 })
        {
            return;
        }

        calls.Sort((a, b) => Compare(spans[a], spans[b]));
        for (var at = 1; at < calls.Count; at++)
        {
            var (call, next) = (spans[calls[at - 1]], spans[calls[at]]);
            if (IsSamePrompt(call, next) && IsMadeAgain(call.Node.Span, next.Node.Span, Within))
            {
                spans[calls[at - 1]] = call with { Charge = call.Charge with { Outcome = call.Charge.Outcome!.Value with { IsRepeated = true } } };
            }
        }
    }

    private static bool IsSamePrompt(RolledUpSpan a, RolledUpSpan b) =>
        a.Node.Parent == b.Node.Parent && a.Node.Span.Usage.TotalInput == b.Node.Span.Usage.TotalInput
        && string.Equals(a.Charge.Series.Model, b.Charge.Series.Model, StringComparison.Ordinal);

    private static int Compare(RolledUpSpan a, RolledUpSpan b)
    {
        var (one, other) = (a.Node.Span, b.Node.Span);
        return a.Node.Parent.CompareTo(b.Node.Parent) is not 0 and var parent ? parent
            : one.Usage.TotalInput.CompareTo(other.Usage.TotalInput) is not 0 and var tokens ? tokens
            : string.CompareOrdinal(a.Charge.Series.Model, b.Charge.Series.Model) is not 0 and var model ? model
            : one.Start.CompareTo(other.Start) is not 0 and var start ? start
            : one.Id.CompareTo(other.Id);
    }
}
