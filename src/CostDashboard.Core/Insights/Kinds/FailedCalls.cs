using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// Calls that were paid for in vain: those that failed, and those that were made again (<see cref="RepeatedCalls"/>) within T seconds, with T the threshold:
/// <code>saving = Σ charge of failed calls and of calls that were made again</code>
/// </summary>
internal sealed class FailedCalls : InsightRule
{
    public override InsightKind Kind => InsightKind.FailedCalls;

    public override string Name => "Failed and repeated calls that were paid for";

    public override InsightThreshold Threshold { get; } = new("The same prompt within so long is a retry", "seconds", RepeatedCalls.Within / UnixNanos.PerSecond, 1, 86_400);

    public override string Advice => "Look at what fails: limits, timeouts, answers that cannot be read. Retry only what can succeed, with a pause.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call", "calls")} in {Count(finding.Traces, "trace", "traces")} failed after tokens were used, or {(finding.Calls == 1 ? "was" : "were")} made again within {Number(threshold)} seconds.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        "None of them had to be made: what they were charged is saved. Prompts of the same length under the same span are taken for the same prompt.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        var within = (long)(threshold * UnixNanos.PerSecond);
        foreach (var prompt in trace.Calls.GroupBy(call => (call.Node.Parent, call.Series.Model, call.Usage.TotalInput)))
        {
            InsightCall[] calls = [.. prompt];
            for (var i = 0; i < calls.Length; i++)
            {
                if (calls[i].Node.Span.IsError || (i + 1 < calls.Length && IsRetry(calls[i], calls[i + 1], within)))
                {
                    yield return InsightObservation.Of(calls[i], InsightSubject.Of(calls[i]), calls[i].Usage.Total, calls[i].CostNanoUsd);
                }
            }
        }
    }

    private static bool IsRetry(InsightCall call, InsightCall next, long within) =>
        !call.Node.IsRoot && RepeatedCalls.IsMadeAgain(call.Node.Span, next.Node.Span, within);
}
