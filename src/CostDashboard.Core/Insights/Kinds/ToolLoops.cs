using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// The same tool again and again in one agent run. With N the threshold:
/// <code>saving = Σ charge of the run's calls whose latest tool before them is one that was used N times already</code>
/// that is, of the turns that would not have been, had the agent been stopped at its N-th use.
/// </summary>
internal sealed class ToolLoops : InsightRule
{
    public override InsightKind Kind => InsightKind.ToolLoops;

    public override string Name => "Loops over one tool";

    public override InsightThreshold Threshold { get; } = new("An agent may use one tool so often in a run", "uses", 10, 2, 10_000);

    public override string Advice => "Stop the agent, or tell it what it has tried already, when it uses one tool too often.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call", "calls")} in {Count(finding.Traces, "trace", "traces")} followed a tool that had been used {Number(threshold)} times or more.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        $"The agent is stopped after {Number(threshold)} uses of the tool, and the turns behind them are not needed. What they were charged is saved.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        foreach (var run in trace.AgentRuns)
        {
            var uses = new Dictionary<string, int>(StringComparer.Ordinal);
            var (next, last) = (0, "");
            foreach (var call in run.Calls)
            {
                for (; next < run.Tools.Count && run.Tools[next].Start <= call.Start; next++)
                {
                    last = run.Tools[next].Name;
                    uses[last] = uses.GetValueOrDefault(last) + 1;
                }

                if (uses.GetValueOrDefault(last) >= threshold)
                {
                    yield return InsightObservation.Of(call, InsightSubject.Of(call) with { Step = SpendKey.Bounded(last) }, call.Usage.Total, call.CostNanoUsd);
                }
            }
        }
    }
}
