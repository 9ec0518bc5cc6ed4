using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>Finds the stored claims that decide who is charged for a call.</summary>
internal static class StoredClaims
{
    private const int KeysAtOnce = 500;
    private const int RowsAtOnce = 5_000;

    /// <summary>Answers all that a commit has to know, under lock.</summary>
    /// <returns>The traces besides those of the commit whose charges it changes.</returns>
    public static async Task<Dictionary<TraceKey, StoredTrace>> AnswerAsync(
        IWriteSession session, CommitDraft draft, CancellationToken cancellationToken)
    {
        while (draft.TakeQuestions() is { IsEmpty: false } questions)
        {
            draft.Add(await FindAsync(questions, session.FindClaimsAsync, cancellationToken));
        }

        return draft.OtherTraces.Count == 0 ? [] : await session.LoadAsync(draft.OtherTraces, cancellationToken);
    }

    /// <summary>The same of a snapshot, for a plan that is not carried out.</summary>
    public static async Task<Dictionary<TraceKey, TraceFacts>> AnswerAsync(CostDb db, CommitDraft draft, CancellationToken cancellationToken)
    {
        while (draft.TakeQuestions() is { IsEmpty: false } questions)
        {
            draft.Add(await FindAsync(db, questions, cancellationToken));
        }

        var others = new Dictionary<TraceKey, TraceFacts>();
        foreach (var key in draft.OtherTraces)
        {
            others[key] = await TraceQueries.FactsAsync(db, key, cancellationToken);
        }

        return others;
    }

    /// <summary>The claims as a snapshot, or a transaction that nobody else writes beside, has them.</summary>
    public static Task<IReadOnlyList<StoredClaim>> FindAsync(CostDb db, ClaimQuestions questions, CancellationToken cancellationToken) =>
        FindAsync(questions, (responses, likenesses, cancel) => FindRowsAsync(db, responses, likenesses, cancel), cancellationToken);

    internal static IQueryable<SpanColumns> OfResponses(CostDb db, int project, long[] keys, int most) => Claims(db, project)
        .TagWith("ClaimsOfResponses")
        .Where(s => s.ResponseKey != null && keys.Contains(s.ResponseKey.Value))
        .Take(most)
        .Select(SpanRows.Columns);

    internal static IQueryable<SpanColumns> OfLikenesses(CostDb db, int project, long[] likenesses, long from, long to, int most) => Claims(db, project)
        .TagWith("ClaimsOfLikenesses")
        .Where(s => s.ChargeLikeness != null && likenesses.Contains(s.ChargeLikeness.Value) && s.StartNanos >= from && s.StartNanos < to)
        .Take(most)
        .Select(SpanRows.Columns);

    internal static IQueryable<TraceRow> TracesOf(CostDb db, long[] numbers) =>
        db.Traces.AsNoTracking().TagWith("TracesOfNumbers").Where(t => numbers.Contains(t.Number));

    private static IQueryable<SpanRow> Claims(CostDb db, int project) => db.Spans.AsNoTracking()
        .Where(s => s.ProjectId == project && (s.ChargeRole == ChargeRole.Charged || s.ChargeRole == ChargeRole.SameCall));

    // Nearly always there are few like claims about a time, and one look finds them all. Where there may be more, each cell is looked into.
    private static async Task<IReadOnlyList<StoredClaim>> FindAsync(
        ClaimQuestions questions,
        Func<IReadOnlyList<ResponseQuestion>, IReadOnlyList<LikenessQuestion>, CancellationToken, Task<IReadOnlyList<ClaimRow>>> findAsync,
        CancellationToken cancellationToken)
    {
        var found = await findAsync(questions.Responses, questions.Likenesses, cancellationToken);
        var counts = found
            .Where(row => row.Span.ChargeLikeness is not null)
            .CountBy(row => (row.Project, row.Span.ChargeLikeness!.Value))
            .ToDictionary();
        var full = questions.Likenesses
            .Where(q => q.LastCell > q.FirstCell && counts.GetValueOrDefault((q.Project, q.Likeness)) >= q.MostInCell)
            .SelectMany(CellsOf)
            .ToList();
        var more = full.Count == 0 ? [] : await findAsync([], full, cancellationToken);
        return [.. found.Concat(more).Select(row => row.ToClaim())];
    }

    private static IEnumerable<LikenessQuestion> CellsOf(LikenessQuestion question)
    {
        for (var cell = question.FirstCell; cell <= question.LastCell; cell++)
        {
            yield return question with { FirstCell = cell, LastCell = cell };
        }
    }

    private static async Task<IReadOnlyList<ClaimRow>> FindRowsAsync(
        CostDb db, IReadOnlyList<ResponseQuestion> responses, IReadOnlyList<LikenessQuestion> likenesses, CancellationToken cancellationToken)
    {
        var found = new List<(ProjectId Project, SpanColumns Span)>();
        foreach (var project in responses.GroupBy(q => q.Project))
        {
            foreach (var some in project.Chunk(KeysAtOnce))
            {
                var rows = await OfResponses(db, project.Key.Value, [.. some.Select(q => q.ResponseKey)], RowsAtOnce).ToListAsync(cancellationToken);
                if (rows.Count == RowsAtOnce)
                {
                    rows.Clear();
                    foreach (var question in some)
                    {
                        rows.AddRange(await OfResponses(db, project.Key.Value, [question.ResponseKey], question.Most).ToListAsync(cancellationToken));
                    }
                }

                found.AddRange(rows.Select(row => (project.Key, row)));
            }
        }

        foreach (var project in likenesses.GroupBy(q => q.Project))
        {
            foreach (var some in project.OrderBy(q => q.FirstCell).Chunk(KeysAtOnce))
            {
                var (from, to) = (some.Min(q => q.From), some.Max(q => q.To));
                var rows = await OfLikenesses(
                    db, project.Key.Value, [.. some.Select(q => q.Likeness).Distinct()], from.Value, to.Value, RowsAtOnce).ToListAsync(cancellationToken);
                if (rows.Count == RowsAtOnce)
                {
                    rows.Clear();
                    foreach (var question in some)
                    {
                        rows.AddRange(await OfLikenesses(
                            db, project.Key.Value, [question.Likeness], question.From.Value, question.To.Value, question.MostInCell).ToListAsync(cancellationToken));
                    }
                }

                found.AddRange(rows.Select(row => (project.Key, row)));
            }
        }

        var traces = new Dictionary<long, TraceId>();
        foreach (var numbers in found.Select(f => f.Span.TraceNumber).Distinct().Chunk(KeysAtOnce))
        {
            foreach (var trace in await TracesOf(db, numbers).Select(t => new { t.Number, t.TraceId }).ToListAsync(cancellationToken))
            {
                traces[trace.Number] = TraceId.FromBytes(trace.TraceId);
            }
        }

        return [.. found.Where(f => traces.ContainsKey(f.Span.TraceNumber)).Select(f => new ClaimRow(f.Project, traces[f.Span.TraceNumber], f.Span))];
    }
}
