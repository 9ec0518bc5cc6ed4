using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A trace, laid out, with its summary.</summary>
public sealed record TraceSight(TraceSummary Summary, TraceWaterfall Waterfall)
{
    /// <summary>Agents ran in it, or a model used tools.</summary>
    public bool HasAgents { get; private init; }

    public int Wrappers => Waterfall.Rows.Count(r => r.IsWrapper);

    /// <summary>What wrappers state beyond the spans below them; shown, never charged.</summary>
    public Usage Unattributed => Waterfall.Rows.Aggregate(default(Usage), (sum, row) => sum + row.Unattributed);

    public int Orphans => Waterfall.Rows.Count(r => r.IsOrphan);

    public int Cycles => Waterfall.Rows.Count(r => r.IsCycle);

    public int Provisional => Waterfall.Rows.Count(r => r.IsProvisional);

    public WaterfallRow? Dearest => Waterfall.Rows.Where(r => r.CostNanoUsd > 0).MaxBy(r => r.CostNanoUsd);

    /// <summary>Reports of calls that are charged at another span.</summary>
    public int SameCalls => Waterfall.Rows.Count(r => r.ChargedInstead is not null);

    /// <summary>Null for a trace without spans.</summary>
    public static TraceSight? Of(TraceKey key, TraceFacts facts, UnixNanos now)
    {
        if (facts.Spans.Count == 0)
        {
            return null;
        }

        var rollup = facts.Rollup(key);
        return new(TraceSummary.Of(key, rollup), TraceWaterfall.Of(rollup, facts.IsQuiet(now))) { HasAgents = TraceAgents.AreIn(rollup) };
    }
}
