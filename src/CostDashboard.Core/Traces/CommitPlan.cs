using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>A span to be written in full, with what it is charged.</summary>
public sealed record PlannedSpan(PricedSpan Span, SpanFacts Facts, SpanCharge Charge);

/// <summary>What a commit does to one trace.</summary>
/// <param name="Before">As it was stored; null when nothing of it was.</param>
/// <param name="After">As it is now.</param>
/// <param name="Written">Spans that came with this commit, each id once: new ones, and ones that replace their stored form.</param>
/// <param name="Recharged">Stored spans that did not come again, but whose charge is another now.</param>
public sealed record TraceChange(
    TraceKey Key,
    TraceRollup? Before,
    TraceRollup After,
    IReadOnlyList<PlannedSpan> Written,
    IReadOnlyList<KeyValuePair<SpanId, SpanCharge>> Recharged,
    TraceSummary Summary)
{
    public bool IsNew => Before is null;
}

/// <summary>All that one commit writes, decided before anything is written: spans, summaries and the difference of the totals.</summary>
public sealed record CommitPlan(IReadOnlyList<TraceChange> Traces, SpendDelta Delta)
{
    /// <param name="stored">The stored spans of every touched trace that has some.</param>
    /// <param name="incoming">In the order of arrival; of a span that comes twice the last one holds.</param>
    public static CommitPlan Of(
        IReadOnlyDictionary<TraceKey, IReadOnlyList<SpanFacts>> stored,
        IReadOnlyList<PricedSpan> incoming,
        OrganisationCalendar calendar)
    {
        var delta = new SpendDelta();
        var changes = new List<TraceChange>();
        foreach (var (key, arrived) in ByTrace(incoming))
        {
            changes.Add(Change(key, stored.GetValueOrDefault(key) ?? [], arrived, delta, calendar));
        }

        delta.Trim();
        return new(changes, delta);
    }

    private static Dictionary<TraceKey, Dictionary<SpanId, (PricedSpan Span, SpanFacts Facts)>> ByTrace(IReadOnlyList<PricedSpan> incoming)
    {
        var traces = new Dictionary<TraceKey, Dictionary<SpanId, (PricedSpan, SpanFacts)>>();
        foreach (var span in incoming)
        {
            var key = span.Key.TraceKey;
            if (!traces.TryGetValue(key, out var spans))
            {
                traces[key] = spans = [];
            }

            spans[span.Key.Span] = (span, SpanFacts.Of(span));
        }

        return traces;
    }

    private static TraceChange Change(
        TraceKey key,
        IReadOnlyList<SpanFacts> stored,
        Dictionary<SpanId, (PricedSpan Span, SpanFacts Facts)> arrived,
        SpendDelta delta,
        OrganisationCalendar calendar)
    {
        Dictionary<SpanId, SpanCharge> chargedBefore = [];
        TraceRollup? before = null;
        if (stored.Count > 0)
        {
            before = TraceRollup.Of(key.Project, TraceAssembler.Assemble(stored));
            Contribution.Add(delta, before, calendar, -1);
            chargedBefore = before.Spans.ToDictionary(s => s.Node.Span.Id, s => s.Charge);
        }

        var kept = stored.Where(s => !arrived.ContainsKey(s.Id));
        var after = TraceRollup.Of(key.Project, TraceAssembler.Assemble(kept.Concat(arrived.Values.Select(a => a.Facts))));
        Contribution.Add(delta, after, calendar, 1);

        var written = new List<PlannedSpan>(arrived.Count);
        var recharged = new List<KeyValuePair<SpanId, SpanCharge>>();
        foreach (var span in after.Spans)
        {
            var id = span.Node.Span.Id;
            if (arrived.TryGetValue(id, out var came))
            {
                written.Add(new(came.Span, came.Facts, span.Charge));
            }
            else if (span.Charge != chargedBefore[id])
            {
                recharged.Add(new(id, span.Charge));
            }
        }

        return new(key, before, after, written, recharged, TraceSummary.Of(key, after));
    }
}
