using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;

namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// An agent whose every turn reads what all turns before it brought. In a run whose context grows (<see cref="ContextGrowth"/>),
/// and ends beyond F times the first call's, with F the threshold:
/// <code>saving = Σ over the calls of charge − price with min(tokens read, F × tokens that the first call read)</code>
/// Plain input is cut before what came from the cache.
/// </summary>
internal sealed class GrowingContext : InsightRule
{
    public override InsightKind Kind => InsightKind.GrowingContext;

    public override string Name => "Context that keeps growing";

    public override InsightThreshold Threshold { get; } = new("A call may read so many times as much as the first of its run", "times", ContextGrowth.UsualFactor, 1, 1_000);

    public override string Advice => "Summarise or drop older results between turns, and return shorter results from tools.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call", "calls")} in {Count(finding.Traces, "agent run", "agent runs")} read {Count(finding.Tokens, "token", "tokens")} beyond {Number(threshold)} times what the first call of the run read.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        $"No call reads more than {Number(threshold)} times as much as the first of its run, and the agent takes as many turns. Priced with the same model at the time of each call.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        foreach (var run in trace.AgentRuns)
        {
            var calls = run.Calls.Where(call => call.IsChat).ToList();
            if (!ContextGrowth.Grows(calls.ConvertAll(call => call.Usage.TotalInput)))
            {
                continue;
            }

            var limit = (long)Math.Min(threshold * calls[0].Usage.TotalInput, long.MaxValue);
            foreach (var call in calls)
            {
                var beyond = call.Usage.TotalInput - limit;
                if (beyond > 0)
                {
                    var (usage, cut) = Without(call.Usage, beyond);
                    yield return InsightObservation.Of(call, InsightSubject.Of(call), cut, prices.Saving(call, usage));
                }
            }
        }
    }

    private static (Usage Usage, long Cut) Without(Usage usage, long tokens)
    {
        var input = Math.Min(tokens, usage.Input);
        var cached = Math.Min(tokens - input, usage.CacheRead);
        return (usage with { Input = usage.Input - input, CacheRead = usage.CacheRead - cached }, input + cached);
    }
}
