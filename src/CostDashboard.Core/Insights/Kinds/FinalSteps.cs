using CostDashboard.Core.Traces.AgentRuns;

namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// The last call of an agent run, which mostly puts into words what the turns before it found. In runs of at least <see cref="AgentRun.LeastCallsBeforeFinal"/> calls whose
/// last one was charged at least S percent of the run, with S the threshold:
/// <code>saving = Σ charge of the last call − its price with the cheaper model of the family</code>
/// </summary>
internal sealed class FinalSteps : InsightRule
{
    public override InsightKind Kind => InsightKind.FinalSteps;

    public override string Name => "Dear final agent steps";

    public override InsightThreshold Threshold { get; } = new("Share of a run's cost from which its last call is dear", "%", 40, 1, 100);

    public override string Advice => "Let a cheaper model write the final answer, and give it a summary instead of the whole context.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"In {Count(finding.Traces, "trace", "traces")} the last call of the agent was {Number(threshold)} % or more of what its run cost.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        $"{finding.Subject.Instead}, of the same provider and family, writes the answer as well with the same tokens. Priced by the book at the time of each call.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        foreach (var run in trace.AgentRuns.Where(run => run.Calls.Count >= AgentRun.LeastCallsBeforeFinal))
        {
            var (last, all) = (run.Calls[^1], run.Calls.Sum(call => (decimal)call.CostNanoUsd));
            if (last.IsChat && last.CostNanoUsd * 100m >= threshold * all && prices.Cheaper(last) is var (model, saving))
            {
                yield return InsightObservation.Of(last, InsightSubject.Of(last) with { Instead = model.Model }, last.Usage.Total, saving);
            }
        }
    }
}
