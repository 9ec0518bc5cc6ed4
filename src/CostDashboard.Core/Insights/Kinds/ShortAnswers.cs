namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// Large models that answer shortly: sorting, routing, yes or no. With T the threshold:
/// <code>saving = Σ over chats with at most T tokens of output, no reasoning and no tool of charge − price with the cheaper model of the family</code>
/// An agent's turns are left out: short as they are, they decide what happens next.
/// </summary>
internal sealed class ShortAnswers : InsightRule
{
    public override InsightKind Kind => InsightKind.ShortAnswers;

    public override string Name => "A cheaper model for short answers";

    public override InsightThreshold Threshold { get; } = new("An answer of up to so many tokens is short", "tokens", 100, 1, 100_000);

    public override string Advice => "Try the cheaper model on this step, and compare the answers.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call", "calls")} answered in at most {Number(threshold)} tokens, without reasoning.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        $"{finding.Subject.Instead}, of the same provider and family, answers as well with the same tokens. Priced by the book at the time of each call.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        var turns = trace.AgentRuns.SelectMany(run => run.Calls).ToHashSet();
        foreach (var call in trace.Calls.Where(call => call.IsChat && call.Usage is { Reasoning: 0, Output: > 0 } && call.Usage.Output <= threshold && !turns.Contains(call)))
        {
            if (prices.Cheaper(call) is var (model, saving))
            {
                yield return InsightObservation.Of(call, InsightSubject.Of(call) with { Instead = model.Model }, call.Usage.Total, saving);
            }
        }
    }
}
