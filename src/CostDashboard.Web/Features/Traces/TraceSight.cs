using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Traces.Timeline;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A trace, laid out, with its summary. It never changes, so that everybody who looks at the trace shares one.</summary>
public sealed record TraceSight(TraceSummary Summary, TraceWaterfall Waterfall)
{
    private readonly Lazy<TraceMinimap> _minimap = new(() => TraceMinimap.Of(Waterfall));
    private readonly Lazy<RowValues> _values = new(() => RowValues.Of(Waterfall));
    private readonly Lazy<CostPath> _costPath = new(() => CostPath.Of(Waterfall));
    private readonly Lazy<TraceWaterfall>? _adjusted;

    /// <summary>Agents ran in it, or a model used tools.</summary>
    public bool HasAgents { get; private init; }

    public int Wrappers { get; } = Waterfall.Rows.Count(r => r.IsWrapper);

    /// <summary>What wrappers state beyond the spans below them; shown, never charged.</summary>
    public Usage Unattributed { get; } = Waterfall.Rows.Aggregate(default(Usage), (sum, row) => sum + row.Unattributed);

    public int Orphans { get; } = Waterfall.Rows.Count(r => r.IsOrphan);

    public int Cycles { get; } = Waterfall.Rows.Count(r => r.IsCycle);

    public int Provisional { get; } = Waterfall.Rows.Count(r => r.IsProvisional);

    public int Tools { get; } = Waterfall.Rows.Count(r => r.Kind is OperationKind.Tool);

    /// <summary>Spans that end after their parent.</summary>
    public int Outliving { get; } = Waterfall.Rows.Count(r => r.OutlivesParentBy > 0);

    public WaterfallRow? Dearest { get; } = Waterfall.Rows.Where(r => r.CostNanoUsd > 0).MaxBy(r => r.CostNanoUsd);

    /// <summary>Reports of calls that are charged at another span.</summary>
    public int SameCalls { get; } = Waterfall.Rows.Count(r => r.ChargedInstead is not null);

    public TraceMinimap Minimap => _minimap.Value;

    public RowValues Values => _values.Value;

    /// <summary>The chain of steps that made most of the cost; walked once for all who look at the trace.</summary>
    public CostPath CostPath => _costPath.Value;

    public ClockSkew Skew { get; private init; } = ClockSkew.None;

    /// <summary>The waterfall with the times that the spans had if clocks differed as <see cref="Skew"/> estimates; without skew the waterfall itself.</summary>
    public TraceWaterfall Adjusted => _adjusted?.Value ?? Waterfall;

    private Lazy<TraceWaterfall>? AdjustedLater
    {
        init => _adjusted = value;
    }

    /// <summary>Null for a trace without spans.</summary>
    public static TraceSight? Of(TraceKey key, TraceFacts facts, UnixNanos now)
    {
        if (facts.Spans.Count == 0)
        {
            return null;
        }

        var rollup = facts.Rollup(key);
        var isQuiet = facts.IsQuiet(now);
        var skew = ClockSkew.Of(rollup.Tree);
        return new(TraceSummary.Of(key, rollup), TraceWaterfall.Of(rollup, isQuiet))
        {
            HasAgents = TraceAgents.AreIn(rollup),
            Skew = skew,
            AdjustedLater = skew.Services.Count == 0 ? null : new(() => TraceWaterfall.Of(rollup, isQuiet, skew.Adjust(rollup.Tree))),
        };
    }
}
