namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// Chats that set no limit to their answer. With T the threshold:
/// <code>saving = Σ over calls that state no max tokens of charge − price with min(output, T) tokens of output</code>
/// </summary>
internal sealed class UncappedRequests : InsightRule
{
    public override InsightKind Kind => InsightKind.UncappedRequests;

    public override string Name => "Requests without a limit";

    public override InsightThreshold Threshold { get; } = new("Tokens to which an answer would be limited", "tokens", 1_000, 1, 1_000_000);

    public override string Advice => "Set max tokens in the request, and ask for shorter answers.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call states", "calls state")} no max tokens and wrote {Count(finding.Tokens, "token", "tokens")} beyond {Number(threshold)} each.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        $"An answer, with its reasoning, may end at {Number(threshold)} tokens. Only what spans say is known: an instrumentation may leave the limit out. Priced with the same model at the time of each call.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        var limit = (long)threshold;
        foreach (var call in trace.Calls.Where(call => call.IsChat && call.Call.MaxTokens is null && call.Usage.Output > limit))
        {
            var usage = call.Usage with { Output = limit, Reasoning = Math.Min(call.Usage.Reasoning, limit) };
            yield return InsightObservation.Of(call, InsightSubject.Of(call), call.Usage.Output - limit, prices.Saving(call, usage));
        }
    }
}
