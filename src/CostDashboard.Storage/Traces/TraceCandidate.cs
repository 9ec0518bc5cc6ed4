using System.Linq.Expressions;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>The figures of a trace, or of its charged spans in a period.</summary>
internal sealed class TraceFigures : SpendFigures
{
    public long Number { get; set; }
}

/// <summary>A trace of the answer with the figures that the question's basis gives it.</summary>
internal sealed class TraceCandidate
{
    public TraceRow Trace { get; set; } = default!;

    public TraceFigures Figures { get; set; } = default!;

    public TraceSummary ToSummary() => TraceRows.ToSummary(Trace) with
    {
        CostNanoUsd = Figures.CostNanoUsd,
        Calls = (int)Figures.Calls,
        UnpricedCalls = (int)Figures.UnpricedCalls,
        PartialCalls = (int)Figures.PartialCalls,
        Usage = SpendMeasuresOf.UsageOf(Figures),
    };
}

/// <summary>The traces of a question, before order and pages.</summary>
internal static class TraceCandidates
{
    private static readonly Expression<Func<IGrouping<long, ChargedSpan>, TraceFigures>> s_sums = SumsOfTrace();

    /// <param name="isAlongCost">Keeps an engine from finding the traces by their start.</param>
    /// <remarks>Time grows with the traces that started in the period, times the spans of each where a filter looks at spans.</remarks>
    public static IQueryable<TraceCandidate> Of(CostDb db, TraceQuestion question, bool isAlongCost = false)
    {
        var candidates = question.Basis is TraceBasis.Started ? Started(db, question, isAlongCost) : Spent(db, question);
        if (question.MinCostNanoUsd is { } minCost)
        {
            candidates = candidates.Where(c => c.Figures.CostNanoUsd >= minCost);
        }

        if (question.MaxCostNanoUsd is { } maxCost)
        {
            candidates = candidates.Where(c => c.Figures.CostNanoUsd <= maxCost);
        }

        return question.Ranges.Aggregate(candidates, InRange);
    }

    private static IQueryable<TraceCandidate> InRange(IQueryable<TraceCandidate> candidates, TraceRange range)
    {
        var figure = Figure(range.Figure);
        if (range.Min is { } least)
        {
            candidates = candidates.Where(Compared(figure, value => value >= least));
        }

        return range.Max is { } most ? candidates.Where(Compared(figure, value => value <= most)) : candidates;
    }

    private static Expression<Func<TraceCandidate, bool>> Compared(Expression<Func<TraceCandidate, long>> figure, Expression<Func<long, bool>> test) =>
        Expression.Lambda<Func<TraceCandidate, bool>>(Substitution.In(test.Body, test.Parameters[0], figure.Body), figure.Parameters);

    private static Expression<Func<TraceCandidate, long>> Figure(TraceFigure figure) => figure switch
    {
        TraceFigure.Cost => SortValue(TraceSort.Cost),
        TraceFigure.Duration => SortValue(TraceSort.Latency),
        TraceFigure.Tokens => SortValue(TraceSort.Tokens),
        TraceFigure.Spans => SortValue(TraceSort.Spans),
        TraceFigure.Calls => SortValue(TraceSort.Calls),
        TraceFigure.Errors => SortValue(TraceSort.Errors),
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "A trace as a whole has no such figure."),
    };

    public static Expression<Func<TraceCandidate, long>> SortValue(TraceSort sort) => sort switch
    {
        TraceSort.Start => c => c.Trace.StartNanos,
        TraceSort.Cost => c => c.Figures.CostNanoUsd,
        TraceSort.Latency => c => c.Trace.DurationNanos,
        TraceSort.Tokens => c =>
            c.Figures.InputTokens + c.Figures.CacheReadTokens + c.Figures.CacheWrite5mTokens + c.Figures.CacheWrite1hTokens + c.Figures.OutputTokens,
        TraceSort.Spans => c => (long)c.Trace.SpanCount,
        TraceSort.Calls => c => c.Figures.Calls,
        TraceSort.Errors => c => (long)c.Trace.ErrorCount,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Traces have no such order."),
    };

    private static IQueryable<TraceCandidate> Started(CostDb db, TraceQuestion question, bool isAlongCost)
    {
        var (from, to) = (question.From.Value, question.To.Value);
        var traces = WholeTraces(db, question);

        // No index knows a sum, so the rows are read in the order that is asked for.
        traces = isAlongCost ? traces.Where(t => t.StartNanos + 0 >= from && t.StartNanos + 0 < to)
            : TextKeys.AreOneIn(question) ? TextKeys.InPeriod(traces, from, to)
            : traces.Where(t => t.StartNanos >= from && t.StartNanos < to);
        traces = question.Filters.Where(f => TraceFilters.IsOfTrace(f.Dimension)).Aggregate(traces, TraceFilters.OfTrace);
        var ofSpans = question.Filters.Where(f => !TraceFilters.IsOfTrace(f.Dimension)).ToList();
        var matches = question.Matches.Where(m => !TraceMatches.IsOfTrace(m, TraceBasis.Started)).ToList();
        if (ofSpans.Count + matches.Count > 0 || question.Calls is not null)
        {
            var passing = TraceFilters.OfCalls(TraceFilters.OfCharged(db, db.Spans, ofSpans, matches), question.Calls);
            traces = traces.Where(t => passing.Any(s => s.TraceNumber == t.Number));
        }

        return Whole(traces);
    }

    /// <summary>Traces with the figures of all that they are.</summary>
    public static IQueryable<TraceCandidate> Whole(IQueryable<TraceRow> traces) => traces.Select(t => new TraceCandidate
    {
        Trace = t,
        Figures = new()
        {
            CostNanoUsd = t.CostNanoUsd,
            Calls = t.Calls,
            UnpricedCalls = t.UnpricedCalls,
            PartialCalls = t.PartialCalls,
            InputTokens = t.InputTokens,
            CacheReadTokens = t.CacheReadTokens,
            CacheWrite5mTokens = t.CacheWrite5mTokens,
            CacheWrite1hTokens = t.CacheWrite1hTokens,
            OutputTokens = t.OutputTokens,
            ReasoningTokens = t.ReasoningTokens,
        },
    });

    // Time grows with the charged spans that started in the period: they are found by their own index.
    private static IQueryable<TraceCandidate> Spent(CostDb db, TraceQuestion question)
    {
        var (from, to) = (question.From.Value, question.To.Value);
        var inPeriod = db.Spans.AsNoTracking().Where(s => s.StartNanos >= from && s.StartNanos < to);
        if (question.Project is { } project)
        {
            inPeriod = inPeriod.Where(s => s.ProjectId == project.Value);
        }

        var matches = question.Matches.Where(m => !TraceMatches.IsOfTrace(m, TraceBasis.Spent));

        // The spans say the project: asked of the traces as well, it would lead SQLite to all traces of the project.
        return TraceFilters.OfCalls(TraceFilters.OfCharged(db, inPeriod, question.Filters, matches), question.Calls)
            .Select(ChargedSpan.Columns)
            .GroupBy(s => s.TraceNumber)
            .Select(s_sums)
            .Join(WholeTraces(db, question with { Project = null }), s => s.Number, t => t.Number, (s, t) => new TraceCandidate { Trace = t, Figures = s });
    }

    private static Expression<Func<IGrouping<long, ChargedSpan>, TraceFigures>> SumsOfTrace()
    {
        Expression<Func<IGrouping<long, ChargedSpan>, TraceFigures>> numbered = g => new() { Number = g.Key };
        var whole = (MemberInitExpression)numbered.Body;
        return numbered.Update(
            Expression.MemberInit(whole.NewExpression, [.. whole.Bindings, .. FigureSums.Of<ChargedSpan, ChargedSpan, TraceFigures>(numbered.Parameters[0], s => s)]),
            numbered.Parameters);
    }

    // What is asked of whole traces under either basis.
    private static IQueryable<TraceRow> WholeTraces(CostDb db, TraceQuestion question)
    {
        var traces = TraceFilters.OfRoot(TraceFilters.OfText(db.Traces.AsNoTracking(), question.Text), question.Root);
        if (question.Project is { } project)
        {
            traces = traces.Where(t => t.ProjectId == project.Value);
        }

        if (question.PricedOnly)
        {
            traces = traces.Where(t => t.Calls > 0 && t.UnpricedCalls == 0 && t.PartialCalls == 0);
        }

        if (question.ErrorsOnly)
        {
            traces = traces.Where(t => t.ErrorCount > 0);
        }

        if (question.IncompleteOnly)
        {
            traces = traces.Where(t => !t.IsComplete);
        }

        if (question.MinDuration is { } shortest)
        {
            traces = traces.Where(t => t.DurationNanos >= shortest);
        }

        if (question.MaxDuration is { } longest)
        {
            traces = traces.Where(t => t.DurationNanos <= longest);
        }

        return question.Matches.Where(m => TraceMatches.IsOfTrace(m, question.Basis)).Aggregate(traces, TraceMatches.OfTrace);
    }
}
