using System.Linq.Expressions;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>Puts traces together by session or user. A list reads the traces that began in its period, by their index; one session reads its own, by theirs.</summary>
internal sealed class SessionQueries(IDatabase database) : ISessionQueries
{
    private const PriceState Unpriced = PriceState.Unpriced;
    private const PriceState Partial = PriceState.Partial;

    public Task<SessionPage> ListAsync(SessionQuestion question, CancellationToken cancellationToken)
    {
        if (question.Of.Project is null)
        {
            throw new ArgumentException("Sessions are those of one project: a name may mean something else in another.", nameof(question));
        }

        var limit = Math.Clamp(question.Limit, 1, SessionQuestion.MostRows);
        return AskAsync(async () =>
        {
            // Rows and sums are as of one moment.
            await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
            var db = snapshot.Db;
            var rows = await Page(db, question, limit).ToListAsync(cancellationToken);
            var all = await Totals(db, question).FirstOrDefaultAsync(cancellationToken) ?? new();
            SessionPlace? next = null;
            if (rows.Count > limit)
            {
                rows.RemoveAt(limit);
                next = new(SortValue(question.Sort).Compile()(rows[^1]), new(rows[^1].Key));
            }

            return new SessionPage([.. rows.Select(SummaryOf)], next, all.Count, all.Traces, all.Calls, all.Cost, all.Unpriced, all.Partial);
        });
    }

    public Task<SessionReading?> ReadAsync(OneSession session, int mostTraces, long mostSpans, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            // The sums, the traces and the calls are as of one moment.
            await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
            var db = snapshot.Db;
            if (await One(db, session).FirstOrDefaultAsync(cancellationToken) is not { } sums)
            {
                return null;
            }

            var traces = await InOrder(db, session, mostTraces).ToListAsync(cancellationToken);
            var parts = sums.Spans <= mostSpans ? await Parts(db, session).ToListAsync(cancellationToken) : null;
            return new SessionReading(
                SummaryOf(sums),
                [.. traces.Select(TraceRows.ToSummary)],
                parts?.ConvertAll(p => new SessionPart(p.Step, p.Model, p.Calls, p.Unpriced, p.Partial, p.Cost)));
        });

    /// <summary>The query of a page, and of one row more that tells whether there is another page.</summary>
    internal static IQueryable<SessionSums> Page(CostDb db, SessionQuestion question, int limit)
    {
        var value = SortValue(question.Sort);
        var sums = Sums(TraceCandidates.Of(db, question.Of), question.By).TagWith($"SessionsBy{question.By}");
        if (question.After is { } after)
        {
            sums = sums.Where(After(value, after, question.Ascending));
        }

        var ordered = question.Ascending ? sums.OrderBy(value).ThenBy(s => s.Key) : sums.OrderByDescending(value).ThenByDescending(s => s.Key);
        return ordered.Take(limit + 1);
    }

    internal static IQueryable<SessionTotals> Totals(CostDb db, SessionQuestion question) => Sums(TraceCandidates.Of(db, question.Of), question.By)
        .TagWith($"SessionTotalsBy{question.By}")
        .GroupBy(_ => 1)
        .Select(g => new SessionTotals
        {
            Count = g.LongCount(),
            Traces = g.Sum(s => s.Traces),
            Calls = g.Sum(s => s.Calls),
            Cost = g.Sum(s => s.Cost),
            Unpriced = g.Sum(s => s.UnpricedCalls),
            Partial = g.Sum(s => s.PartialCalls),
        });

    internal static IQueryable<SessionSums> One(CostDb db, OneSession session) =>
        Sums(TraceCandidates.Whole(Of(db, session)), session.By).TagWith($"OneBy{session.By}");

    internal static IQueryable<TraceRow> InOrder(CostDb db, OneSession session, int most) => Of(db, session)
        .TagWith($"TracesOf{session.By}")
        .OrderBy(t => t.StartNanos)
        .ThenBy(t => t.Number)
        .Take(most);

    internal static IQueryable<SessionPartSums> Parts(CostDb db, OneSession session)
    {
        // The project stands in the traces' condition: beside the spans it would lead SQLite to all charged spans of the project.
        var calls =
            from t in Of(db, session)
            join s in db.Spans.AsNoTracking() on t.Number equals s.TraceNumber
            join x in db.Series on s.SeriesId equals x.Id
            where s.ChargedNanoUsd != null
            select new SessionPartSums
            {
                Step = x.Step,
                Model = x.Model,
                Calls = 1,
                Unpriced = s.PriceState == Unpriced ? 1 : 0,
                Partial = s.PriceState == Partial ? 1 : 0,
                Cost = s.ChargedNanoUsd ?? 0,
            };
        return calls
            .TagWith($"PartsOf{session.By}")
            .GroupBy(c => new { c.Step, c.Model })
            .Select(g => new SessionPartSums
            {
                Step = g.Key.Step,
                Model = g.Key.Model,
                Calls = g.Sum(c => c.Calls),
                Unpriced = g.Sum(c => c.Unpriced),
                Partial = g.Sum(c => c.Partial),
                Cost = g.Sum(c => c.Cost),
            })
            .OrderByDescending(p => p.Cost)
            .ThenByDescending(p => p.Calls)
            .ThenBy(p => p.Step)
            .ThenBy(p => p.Model)
            .Take(SessionPart.Most);
    }

    private static IQueryable<TraceRow> Of(CostDb db, OneSession session)
    {
        var (project, key, from, to) = (session.Project.Value, session.Key.Value, session.From.Value, session.To.Value);
        var traces = db.Traces.AsNoTracking().Where(t => t.ProjectId == project);
        return TextKeys.InPeriod(session.By is SessionBy.Session ? traces.Where(t => t.SessionKey == key) : traces.Where(t => t.UserKey == key), from, to);
    }

    private static IQueryable<SessionSums> Sums(IQueryable<TraceCandidate> traces, SessionBy by) => Keyed(traces, by)
        .GroupBy(t => t.Key)
        .Select(g => new SessionSums
        {
            Key = g.Key,
            Name = g.Min(t => t.Name)!,
            Traces = g.LongCount(),
            Others = g.Where(t => t.Other != null).Select(t => t.Other).Distinct().LongCount(),
            First = g.Min(t => t.Trace.StartNanos),
            Last = g.Max(t => t.Trace.StartNanos),
            End = g.Max(t => t.Trace.EndNanos),
            Calls = g.Sum(t => t.Figures.Calls),
            UnpricedCalls = g.Sum(t => t.Figures.UnpricedCalls),
            PartialCalls = g.Sum(t => t.Figures.PartialCalls),
            Cost = g.Sum(t => t.Figures.CostNanoUsd),
            Tokens = g.Sum(t => t.Figures.InputTokens + t.Figures.CacheReadTokens + t.Figures.CacheWrite5mTokens + t.Figures.CacheWrite1hTokens + t.Figures.OutputTokens),
            Spans = g.Sum(t => (long)t.Trace.SpanCount),
            Failed = g.Sum(t => t.Trace.ErrorCount > 0 ? 1L : 0L),
        });

    private static IQueryable<SessionTrace> Keyed(IQueryable<TraceCandidate> traces, SessionBy by) => by is SessionBy.Session
        ? traces.Where(c => c.Trace.SessionKey != null)
            .Select(c => new SessionTrace { Key = c.Trace.SessionKey!.Value, Name = c.Trace.Session!, Other = c.Trace.UserKey, Trace = c.Trace, Figures = c.Figures })
        : traces.Where(c => c.Trace.UserKey != null)
            .Select(c => new SessionTrace { Key = c.Trace.UserKey!.Value, Name = c.Trace.User!, Other = c.Trace.SessionKey, Trace = c.Trace, Figures = c.Figures });

    private static Expression<Func<SessionSums, long>> SortValue(SessionSort sort) => sort switch
    {
        SessionSort.Cost => s => s.Cost,
        SessionSort.Last => s => s.Last,
        SessionSort.Duration => s => s.End - s.First,
        SessionSort.Traces => s => s.Traces,
        SessionSort.Calls => s => s.Calls,
        SessionSort.Tokens => s => s.Tokens,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Sessions have no such order."),
    };

    // Seek, not skip, as in the list of traces.
    private static Expression<Func<SessionSums, bool>> After(Expression<Func<SessionSums, long>> value, SessionPlace place, bool ascending)
    {
        var (last, key) = (place.Value, place.Key.Value);
        Expression<Func<long, long, bool>> after = ascending
            ? (v, k) => v > last || (v == last && k > key)
            : (v, k) => v < last || (v == last && k < key);
        Expression<Func<SessionSums, long>> keyOf = s => s.Key;
        var row = value.Parameters[0];
        var body = Substitution.In(after.Body, after.Parameters[0], value.Body);
        return Expression.Lambda<Func<SessionSums, bool>>(Substitution.In(body, after.Parameters[1], Substitution.In(keyOf.Body, keyOf.Parameters[0], row)), row);
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    private static SessionSummary SummaryOf(SessionSums s) => new(
        new(s.Key), s.Name, s.Traces, s.Others, new(s.First), new(s.Last), new(s.End), s.Calls, s.UnpricedCalls, s.PartialCalls, s.Cost, s.Tokens, s.Spans, s.Failed);
}
