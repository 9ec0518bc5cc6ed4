using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Details;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// Asks for traces and spans. One trace is one range of the spans' key; a list that is narrowed or in another order than of start or cost grows with the
/// traces, or charged spans, of its period. What all of a period come to grows with its days (<see cref="TraceTotals.AskAsync"/>).
/// </summary>
internal sealed class TraceQueries(IDatabase database, OrganisationCalendar calendar) : ITraceQueries
{
    public async Task<TracePage> ListAsync(TraceQuestion question, CancellationToken cancellationToken)
    {
        var cursor = TraceCursor.Of(question);
        var limit = Math.Clamp(question.Limit, 1, TraceQuestion.MostRows);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var db = snapshot.Db;
        List<TraceCandidate> rows;
        TraceTotals all;
        try
        {
            rows = await Page(db, question, cursor, limit, await CostOrder.HelpsAsync(db, question, cancellationToken)).ToListAsync(cancellationToken);
            var isWhole = cursor is null && question.Skip <= 0 && rows.Count <= limit;
            all = isWhole ? TraceTotals.Of(rows) : await TraceTotals.AskAsync(db, calendar, question, cancellationToken);
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }

        string? next = null;
        if (rows.Count > limit)
        {
            rows.RemoveAt(limit);
            var last = rows[^1];
            next = new TraceCursor(TraceCandidates.SortValue(question.Sort).Compile()(last), last.Trace.Number).ToText(question);
        }

        return new([.. rows.Select(row => row.ToSummary())], next, all.Count, all.Cost, all.Unpriced, all.Partial);
    }

    public async Task<IReadOnlyList<TraceSummary>> GetFirstAsync(TraceQuestion question, CancellationToken cancellationToken)
    {
        var cursor = TraceCursor.Of(question);
        await using var db = database.Open();
        try
        {
            var isAlongCost = await CostOrder.HelpsAsync(db, question, cancellationToken);
            var rows = await Page(db, question, cursor, Math.Clamp(question.Limit, 1, TraceQuestion.MostRows) - 1, isAlongCost).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToSummary())];
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    public async IAsyncEnumerable<TraceSummary> ReadAllAsync(TraceQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var value = TraceCandidates.SortValue(question.Sort).Compile();
        var whole = question with { Cursor = null, Skip = 0 };
        bool? isAlongCost = null;
        await foreach (var row in SeekPages.ReadAsync<TraceCandidate, TraceCursor>(PageAsync, last => new(value(last), last.Trace.Number), cancellationToken))
        {
            yield return row.ToSummary();
        }

        async Task<IReadOnlyList<TraceCandidate>> PageAsync(TraceCursor? after, int rows)
        {
            await using var db = database.Open();
            isAlongCost ??= await CostOrder.HelpsAsync(db, whole, cancellationToken);
            return await Page(db, whole, after, rows - 1, isAlongCost.Value).ToListAsync(cancellationToken);
        }
    }

    public async Task<IReadOnlyList<TraceName>> GetNamesAsync(TraceQuestion question, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        try
        {
            var names = await Names(db, question).ToListAsync(cancellationToken);
            return [.. names.Select(n => new TraceName(n.Name, n.Count, n.Calls, n.Cost))];
        }
        catch (Exception error) when (database.IsOverflow(error))
        {
            throw TooLarge.From(error);
        }
    }

    public async Task<TraceFacts> GetFactsAsync(TraceKey trace, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await FactsAsync(db, trace, cancellationToken);
    }

    public async Task<TraceStamp?> GetStampAsync(TraceKey trace, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Stamp(db, trace).FirstOrDefaultAsync(cancellationToken) is { } row ? new(TraceRows.ToSummary(row), new(row.ReceivedNanos)) : null;
    }

    public async Task<IReadOnlyList<SpanMoments>> GetMomentsAsync(TraceKey trace, IReadOnlyList<SpanId> spans, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await Moments(db, trace, [.. spans.Take(SpanMoments.MostSpans).Select(id => id.ToInt64())]).ToListAsync(cancellationToken);
        return [.. rows
            .Select(row => SpanDetails.ReadMoments(row.Details, SpanId.FromInt64(row.SpanId), new(row.StartNanos)))
            .Where(moments => moments.Events.Count > 0 || moments.Links > 0)];
    }

    public async Task<IReadOnlyList<PricedSpan>> GetSpansAsync(TraceKey trace, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await RestoreAsync(db, trace, Spans(db, trace), cancellationToken);
    }

    public async Task<IReadOnlyList<PricedSpan>> GetLatestSpansAsync(ProjectId project, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var (keys, spans) = (new Dictionary<long, TraceKey>(), 0);
        foreach (var trace in await LatestTraces(db, project.Value, most).ToListAsync(cancellationToken))
        {
            keys[trace.Number] = TraceRows.KeyOf(trace);
            spans += trace.SpanCount;
            if (spans >= most)
            {
                break;
            }
        }

        var rows = await LatestSpans(db, [.. keys.Keys], most).ToListAsync(cancellationToken);
        return await StoredSpans.RestoreAsync(db, rows, row => keys[row.TraceNumber], cancellationToken);
    }

    public async Task<PricedSpan?> GetSpanAsync(SpanKey span, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var id = span.Span.ToInt64();
        var found = await RestoreAsync(db, span.TraceKey, Spans(db, span.TraceKey).Where(s => s.SpanId == id), cancellationToken);
        return found is [var one] ? one : null;
    }

    internal static async Task<TraceFacts> FactsAsync(CostDb db, TraceKey trace, CancellationToken cancellationToken)
    {
        var received = await Received(db, trace).FirstOrDefaultAsync(cancellationToken);
        var columns = await Facts(db, trace).ToListAsync(cancellationToken);
        TextPool.Share(columns);
        return columns.Count == 0 ? TraceFacts.None : StoredTrace.Of(default, trace.Project, received, columns).Facts;
    }

    /// <summary>The query of a page, and of one row more that tells whether there is another page.</summary>
    /// <param name="isAlongCost">Reads in the order of cost instead of sorting what began in the period; only where <see cref="CostOrder"/> can.</param>
    internal static IQueryable<TraceCandidate> Page(CostDb db, TraceQuestion question, TraceCursor? cursor, int limit, bool isAlongCost = false)
    {
        var value = TraceCandidates.SortValue(question.Sort);
        var candidates = TraceCandidates.Of(db, question, isAlongCost).TagWith($"Traces{question.Basis}");
        if (cursor is { } after)
        {
            candidates = candidates.Where(After(value, after, question.Ascending));
        }

        var ordered = question.Ascending
            ? candidates.OrderBy(value).ThenBy(c => c.Trace.Number)
            : candidates.OrderByDescending(value).ThenByDescending(c => c.Trace.Number);
        return (cursor is null && question.Skip > 0 ? ordered.Skip(question.Skip) : ordered).Take(limit + 1);
    }

    internal static IQueryable<TraceNameSums> Names(CostDb db, TraceQuestion question) => TraceCandidates.Of(db, question)
        .TagWith($"TraceNames{question.Basis}")
        .GroupBy(c => c.Trace.Name)
        .Select(g => new TraceNameSums
        {
            Name = g.Key,
            Count = g.LongCount(),
            Calls = g.Sum(c => c.Figures.Calls),
            Cost = g.Sum(c => c.Figures.CostNanoUsd),
        })
        .OrderByDescending(n => n.Count)
        .ThenBy(n => n.Name)
        .Take(TraceName.Most);

    internal static IQueryable<long> Received(CostDb db, TraceKey trace) => TraceOf(db, trace).TagWith(nameof(Received)).Select(t => t.ReceivedNanos);

    internal static IQueryable<TraceRow> Stamp(CostDb db, TraceKey trace) => TraceOf(db, trace).TagWith(nameof(Stamp));

    internal static IQueryable<MomentColumns> Moments(CostDb db, TraceKey trace, long[] spans) => SpansOf(db, trace)
        .TagWith(nameof(Moments))
        .Where(s => spans.Contains(s.SpanId))
        .Select(s => new MomentColumns { SpanId = s.SpanId, StartNanos = s.StartNanos, Details = s.Details });

    internal static IQueryable<SpanColumns> Facts(CostDb db, TraceKey trace) => SpansOf(db, trace).TagWith(nameof(Facts)).Select(SpanRows.FactColumns);

    internal static IQueryable<SpanRow> Spans(CostDb db, TraceKey trace) => SpansOf(db, trace).TagWith(nameof(Spans));

    internal static IQueryable<TraceRow> LatestTraces(CostDb db, int project, int most) => db.Traces.AsNoTracking()
        .TagWith(nameof(LatestTraces))
        .Where(t => t.ProjectId == project)
        .OrderByDescending(t => t.StartNanos)
        .Take(most);

    internal static IQueryable<SpanRow> LatestSpans(CostDb db, long[] traces, int most) => db.Spans.AsNoTracking()
        .TagWith(nameof(LatestSpans))
        .Where(s => traces.Contains(s.TraceNumber))
        .OrderByDescending(s => s.TraceNumber)
        .ThenBy(s => s.SpanId)
        .Take(most);

    private static IQueryable<TraceRow> TraceOf(CostDb db, TraceKey trace)
    {
        var (project, id) = (trace.Project.Value, trace.Trace.ToBytes());
        return db.Traces.AsNoTracking().Where(t => t.ProjectId == project && t.TraceId == id);
    }

    private static IQueryable<SpanRow> SpansOf(CostDb db, TraceKey trace)
    {
        var project = trace.Project.Value;
        return TraceOf(db, trace)
            .Join(db.Spans.AsNoTracking().Where(s => s.ProjectId == project), t => t.Number, s => s.TraceNumber, (_, s) => s);
    }

    // Seek, not skip: the time of a page does not grow with the pages before it.
    private static Expression<Func<TraceCandidate, bool>> After(Expression<Func<TraceCandidate, long>> value, TraceCursor cursor, bool ascending)
    {
        var (last, number) = (cursor.Value, cursor.Number);
        Expression<Func<long, long, bool>> after = ascending
            ? (v, n) => v > last || (v == last && n > number)
            : (v, n) => v < last || (v == last && n < number);
        Expression<Func<TraceCandidate, long>> numberOf = c => c.Trace.Number;
        var candidate = value.Parameters[0];
        var body = Substitution.In(after.Body, after.Parameters[0], value.Body);
        body = Substitution.In(body, after.Parameters[1], Substitution.In(numberOf.Body, numberOf.Parameters[0], candidate));
        return Expression.Lambda<Func<TraceCandidate, bool>>(body, candidate);
    }

    private static async Task<List<PricedSpan>> RestoreAsync(CostDb db, TraceKey trace, IQueryable<SpanRow> spans, CancellationToken cancellationToken) =>
        await StoredSpans.RestoreAsync(db, await spans.ToListAsync(cancellationToken), _ => trace, cancellationToken);
}
