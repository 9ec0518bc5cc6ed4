namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// Retrieved context that could shrink. A search that says how many tokens it found is read by the first chat that begins after it. With T the threshold:
/// <code>saving = Σ charge − price with as much less input as min(tokens found, uncached input) is beyond T</code>
/// Searches that do not say what they found are not judged.
/// </summary>
internal sealed class LargeRetrieval : InsightRule
{
    public override InsightKind Kind => InsightKind.LargeRetrieval;

    public override string Name => "Retrieved context that could shrink";

    public override InsightThreshold Threshold { get; } = new("Retrieved tokens that a call needs", "tokens", 4_000, 1, 10_000_000);

    public override string Advice => "Retrieve fewer or smaller chunks, or rank them before they go into the prompt.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call", "calls")} read {Count(finding.Tokens, "retrieved token", "retrieved tokens")} beyond {Number(threshold)} a call.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        $"{Number(threshold)} retrieved tokens answer as well as what was retrieved: try it before. Priced with the same model at the time of each call.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        var (next, found) = (0, 0L);
        foreach (var call in trace.Calls.Where(call => call.IsChat))
        {
            for (; next < trace.Retrievals.Count && trace.Retrievals[next].Span.End <= call.Start; next++)
            {
                found += trace.Retrievals[next].Tokens;
            }

            var beyond = Math.Min(found, call.Usage.Input) - (long)threshold;
            found = 0;
            if (beyond > 0)
            {
                yield return InsightObservation.Of(
                    call, InsightSubject.Of(call), beyond, prices.Saving(call, call.Usage with { Input = call.Usage.Input - beyond }));
            }
        }
    }
}
