using System.Linq.Expressions;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>A trace of the answer with the figures that the question's basis gives it.</summary>
internal sealed class TraceCandidate
{
    public TraceRow Trace { get; set; } = default!;

    public long Cost { get; set; }

    public int Calls { get; set; }

    public int Unpriced { get; set; }

    public long Input { get; set; }

    public long CacheRead { get; set; }

    public long CacheWrite5m { get; set; }

    public long CacheWrite1h { get; set; }

    public long Output { get; set; }

    public long Reasoning { get; set; }

    public TraceSummary ToSummary() => TraceRows.ToSummary(Trace) with
    {
        CostNanoUsd = Cost,
        Calls = Calls,
        UnpricedCalls = Unpriced,
        Usage = new(Input, CacheRead, CacheWrite5m, CacheWrite1h, Output, Reasoning),
    };
}

/// <summary>The traces of a question, before order and pages.</summary>
internal static class TraceCandidates
{
    /// <remarks>Time grows with the traces that started in the period, times the spans of each where a filter looks at spans.</remarks>
    public static IQueryable<TraceCandidate> Of(CostDb db, TraceQuestion question)
    {
        var candidates = question.Basis is TraceBasis.Started ? Started(db, question) : Spent(db, question);
        if (question.MinCostNanoUsd is { } minCost)
        {
            candidates = candidates.Where(c => c.Cost >= minCost);
        }

        if (question.MaxCostNanoUsd is { } maxCost)
        {
            candidates = candidates.Where(c => c.Cost <= maxCost);
        }

        return candidates;
    }

    public static Expression<Func<TraceCandidate, long>> SortValue(TraceSort sort) => sort switch
    {
        TraceSort.Start => c => c.Trace.StartNanos,
        TraceSort.Cost => c => c.Cost,
        TraceSort.Latency => c => c.Trace.DurationNanos,
        TraceSort.Tokens => c => c.Input + c.CacheRead + c.CacheWrite5m + c.CacheWrite1h + c.Output,
        TraceSort.Spans => c => (long)c.Trace.SpanCount,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Traces have no such order."),
    };

    private static IQueryable<TraceCandidate> Started(CostDb db, TraceQuestion question)
    {
        var (from, to) = (question.From.Value, question.To.Value);
        var traces = WholeTraces(db, question).Where(t => t.StartNanos >= from && t.StartNanos < to);
        traces = question.Filters.Where(f => TraceFilters.IsOfTrace(f.Dimension)).Aggregate(traces, TraceFilters.OfTrace);
        var ofSpans = question.Filters.Where(f => !TraceFilters.IsOfTrace(f.Dimension)).ToList();
        if (ofSpans.Count > 0)
        {
            var passing = TraceFilters.OfCharged(db, db.Spans, ofSpans);
            traces = traces.Where(t => passing.Any(s => s.TraceNumber == t.Number));
        }

        return traces.Select(t => new TraceCandidate
        {
            Trace = t,
            Cost = t.CostNanoUsd,
            Calls = t.Calls,
            Unpriced = t.UnpricedCalls,
            Input = t.InputTokens,
            CacheRead = t.CacheReadTokens,
            CacheWrite5m = t.CacheWrite5mTokens,
            CacheWrite1h = t.CacheWrite1hTokens,
            Output = t.OutputTokens,
            Reasoning = t.ReasoningTokens,
        });
    }

    // Time grows with the charged spans that started in the period: they are found by their own index.
    private static IQueryable<TraceCandidate> Spent(CostDb db, TraceQuestion question)
    {
        var (from, to) = (question.From.Value, question.To.Value);
        var inPeriod = db.Spans.AsNoTracking().Where(s => s.StartNanos >= from && s.StartNanos < to);
        if (question.Project is { } project)
        {
            inPeriod = inPeriod.Where(s => s.ProjectId == project.Value);
        }

        const Core.Spans.PriceState unpriced = Core.Spans.PriceState.Unpriced;
        const Core.Spans.PriceState partial = Core.Spans.PriceState.Partial;
        var spent = TraceFilters.OfCharged(db, inPeriod, question.Filters)
            .GroupBy(s => s.TraceNumber)
            .Select(g => new
            {
                Number = g.Key,
                Cost = g.Sum(s => s.ChargedNanoUsd ?? 0),
                Calls = g.Count(),
                Unpriced = g.Count(s => s.PriceState == unpriced || s.PriceState == partial),
                Input = g.Sum(s => s.ChargedInputTokens ?? s.InputTokens),
                CacheRead = g.Sum(s => s.ChargedCacheReadTokens ?? s.CacheReadTokens),
                CacheWrite5m = g.Sum(s => s.ChargedCacheWrite5mTokens ?? s.CacheWrite5mTokens),
                CacheWrite1h = g.Sum(s => s.ChargedCacheWrite1hTokens ?? s.CacheWrite1hTokens),
                Output = g.Sum(s => s.ChargedOutputTokens ?? s.OutputTokens),
                Reasoning = g.Sum(s => s.ChargedReasoningTokens ?? s.ReasoningTokens),
            });
        return spent.Join(WholeTraces(db, question), s => s.Number, t => t.Number, (s, t) => new TraceCandidate
        {
            Trace = t,
            Cost = s.Cost,
            Calls = s.Calls,
            Unpriced = s.Unpriced,
            Input = s.Input,
            CacheRead = s.CacheRead,
            CacheWrite5m = s.CacheWrite5m,
            CacheWrite1h = s.CacheWrite1h,
            Output = s.Output,
            Reasoning = s.Reasoning,
        });
    }

    // What is asked of whole traces under either basis.
    private static IQueryable<TraceRow> WholeTraces(CostDb db, TraceQuestion question)
    {
        var traces = TraceFilters.OfText(db.Traces.AsNoTracking(), question.Text);
        if (question.Project is { } project)
        {
            traces = traces.Where(t => t.ProjectId == project.Value);
        }

        if (question.ErrorsOnly)
        {
            traces = traces.Where(t => t.ErrorCount > 0);
        }

        if (question.MinDuration is { } shortest)
        {
            traces = traces.Where(t => t.DurationNanos >= shortest);
        }

        if (question.MaxDuration is { } longest)
        {
            traces = traces.Where(t => t.DurationNanos <= longest);
        }

        return traces;
    }
}
