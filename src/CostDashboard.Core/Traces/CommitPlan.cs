using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces;

/// <summary>A span to be written in full, with what it is charged.</summary>
public sealed record PlannedSpan(PricedSpan Span, SpanFacts Facts, SpanCharge Charge);

/// <summary>A stored span that did not come again, with what it is charged now.</summary>
public sealed record RechargedSpan(SpanFacts Facts, SpanCharge Charge);

/// <summary>What a commit does to one trace.</summary>
/// <param name="Before">As it was stored; null when nothing of it was.</param>
/// <param name="After">As it is now.</param>
/// <param name="Written">Spans that came with this commit, each id once: new ones, and ones that replace their stored form. None in a trace of which only charges change.</param>
/// <param name="Recharged">Stored spans that did not come again, but whose charge is another now.</param>
public sealed record TraceChange(
    TraceKey Key,
    TraceRollup? Before,
    TraceRollup After,
    IReadOnlyList<PlannedSpan> Written,
    IReadOnlyList<RechargedSpan> Recharged,
    TraceSummary Summary)
{
    public bool IsNew => Before is null;
}

/// <summary>
/// All that one commit writes, decided before anything is written (<see cref="CommitDraft"/>): spans, summaries and the difference of the
/// totals. A commit changes charges of traces that it brings no span of where these tell of the same calls.
/// </summary>
public sealed record CommitPlan(IReadOnlyList<TraceChange> Traces, SpendDelta Delta);
