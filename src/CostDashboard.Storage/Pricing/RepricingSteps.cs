using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <summary>The steps of a run: finding traces, pricing them, and reporting what pricing them would change. One transaction each.</summary>
internal sealed class RepricingSteps(IDatabase database, OrganisationCalendar calendar, int tracesAtOnce)
{
    // As much as the writer is kept from arriving spans at a time: some tens of milliseconds.
    public const int MostTraces = 200;
    private const int MostSpans = 2_000;

    /// <returns>False when the run is not under way.</returns>
    public async Task<bool> TakeAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken)
    {
        RepricingRunRow? row;
        await using (var db = database.Open())
        {
            row = await RepricingRuns.ById(db, id).FirstOrDefaultAsync(cancellationToken);
        }

        return row switch
        {
            not { State: RepricingState.Running } => false,
            { IsSearched: false } => await SearchAsync(row, cancellationToken),
            { Kind: RepricingKind.Apply } => await ApplyAsync(id, book, now, cancellationToken),
            _ => await ReportAsync(row, book, now, cancellationToken),
        };
    }

    private async Task<bool> SearchAsync(RepricingRunRow row, CancellationToken cancellationToken)
    {
        FoundTraces found;
        await using (var db = database.Open())
        {
            found = await RepricingSearch.NextAsync(db, RepricingRuns.QuestionOf(row), new(row.SearchProject, row.SearchFrom), calendar, cancellationToken);
        }

        return await database.ChangeAsync(
            async db =>
            {
                var run = await db.RepricingRuns.FirstOrDefaultAsync(
                    r => r.Id == row.Id && r.State == RepricingState.Running && r.SearchProject == row.SearchProject && r.SearchFrom == row.SearchFrom && !r.IsSearched,
                    cancellationToken);
                if (run is null)
                {
                    // Cancelled, or another node was faster: the next step sees which.
                    return true;
                }

                foreach (var numbers in found.Numbers.Order().Chunk(500))
                {
                    var known = (await RepricingRuns.Found(db, run.Id, numbers).ToListAsync(cancellationToken)).ToHashSet();
                    var fresh = numbers.Where(number => !known.Contains(number)).ToList();
                    db.RepricingTraces.AddRange(fresh.Select(number => new RepricingTraceRow { RunId = run.Id, TraceNumber = number }));
                    run.TracesFound += fresh.Count;
                }

                run.IsSearched = found.Next is null;
                if (found.Next is { } next)
                {
                    (run.SearchProject, run.SearchFrom) = next;
                }

                await db.SaveChangesAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    private async Task<bool> ApplyAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken)
    {
        await using var session = await database.BeginAsync(cancellationToken);
        var db = session.Db;

        // Changes nothing, but holds the run's row until the end: another node, and whoever cancels, waits here and then sees what was done.
        var isHeld = await db.RepricingRuns
            .Where(r => r.Id == id && r.State == RepricingState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RepricingState.Running), cancellationToken) > 0;
        if (!isHeld)
        {
            return false;
        }

        var row = await RepricingRuns.ById(db, id).FirstAsync(cancellationToken);
        var traces = await NextAsync(db, row, cancellationToken);
        if (traces.Count > 0)
        {
            var stored = await session.LoadAsync([.. traces.Select(TraceRows.KeyOf)], cancellationToken);
            var question = RepricingRuns.QuestionOf(row);
            var batch = PackedBatch.Of(RepricingStep.Reprice(question, await CallsAsync(db, question, traces, cancellationToken), book));
            var report = RepricingCode.ReadReport(row.Report);
            var facts = stored.ToDictionary(t => t.Key, t => t.Value.Facts);
            var draft = CommitDraft.Of(facts, batch.Spans);
            var others = await StoredClaims.AnswerAsync(session, draft, cancellationToken);
            var plan = draft.Plan(others.ToDictionary(t => t.Key, t => t.Value.Facts), calendar);
            RepricingStep.Report(question, facts, plan, calendar, report);
            await PlanRows.WriteAsync(session, plan, batch, TracePlace.Of(stored.Concat(others).ToDictionary()), calendar, cancellationToken);
            Advance(row, traces, report);
        }
        else
        {
            Finish(row, now);
            RepricingStore.AddResult(db, row, "repricing.finish", new(row.AskedById, row.AskedBy), now);
        }

        await SaveAsync(db, row, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<bool> ReportAsync(RepricingRunRow row, PriceBook book, UnixNanos now, CancellationToken cancellationToken)
    {
        var before = row.LastTrace;
        await using (var snapshot = await database.OpenSnapshotAsync(cancellationToken))
        {
            var traces = await NextAsync(snapshot.Db, row, cancellationToken);
            if (traces.Count > 0)
            {
                var question = RepricingRuns.QuestionOf(row);
                var stored = await FactsAsync(snapshot.Db, traces, cancellationToken);
                var repriced = RepricingStep.Reprice(question, await CallsAsync(snapshot.Db, question, traces, cancellationToken), book);
                var report = RepricingCode.ReadReport(row.Report);
                var draft = CommitDraft.Of(stored, repriced);
                var others = await StoredClaims.AnswerAsync(snapshot.Db, draft, cancellationToken);
                RepricingStep.Report(question, stored, draft.Plan(others, calendar), calendar, report);
                Advance(row, traces, report);
            }
            else
            {
                Finish(row, now);
            }
        }

        return await database.ChangeAsync(
            async db =>
            {
                // Unless it was cancelled, or another node reported the same traces.
                if (await db.RepricingRuns.AnyAsync(r => r.Id == row.Id && r.State == RepricingState.Running && r.LastTrace == before, cancellationToken))
                {
                    await SaveAsync(db, row, cancellationToken);
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>The next traces of a run, as many as are looked at in one step; at least one while there are any.</summary>
    private async Task<List<TraceRow>> NextAsync(CostDb db, RepricingRunRow row, CancellationToken cancellationToken)
    {
        var traces = await RepricingRuns.NextTraces(db, row.Id, row.LastTrace, tracesAtOnce).ToListAsync(cancellationToken);
        var (count, spans) = (0, 0L);
        while (count < traces.Count && (count == 0 || spans + traces[count].SpanCount <= MostSpans))
        {
            spans += traces[count].SpanCount;
            count++;
        }

        return traces[..count];
    }

    private static async Task<List<PricedSpan>> CallsAsync(
        CostDb db, RepricingQuestion question, List<TraceRow> traces, CancellationToken cancellationToken)
    {
        var keys = traces.ToDictionary(trace => trace.Number, TraceRows.KeyOf);
        var rows = await RepricingRuns.Calls(db, [.. keys.Keys], question.From.Value, question.To.Value).ToListAsync(cancellationToken);
        return await StoredSpans.RestoreAsync(db, rows, row => keys[row.TraceNumber], cancellationToken);
    }

    private static async Task<Dictionary<TraceKey, TraceFacts>> FactsAsync(CostDb db, List<TraceRow> traces, CancellationToken cancellationToken)
    {
        var spans = (await LedgerTraces.SpansOf(db, [.. traces.Select(t => t.Number)]).ToListAsync(cancellationToken)).ToLookup(s => s.TraceNumber);
        return traces.ToDictionary(
            TraceRows.KeyOf, trace => StoredTrace.Of(trace.Number, new(trace.ProjectId), trace.ReceivedNanos, [.. spans[trace.Number]]).Facts);
    }

    private static void Advance(RepricingRunRow row, List<TraceRow> traces, RepricingReport report)
    {
        row.LastTrace = traces[^1].Number;
        row.TracesDone += traces.Count;
        row.Report = RepricingCode.Write(report);
    }

    private static void Finish(RepricingRunRow row, UnixNanos now) => (row.State, row.EndedAt) = (RepricingState.Finished, now.Value);

    private static async Task SaveAsync(CostDb db, RepricingRunRow row, CancellationToken cancellationToken)
    {
        db.RepricingRuns.Update(row);
        await db.SaveChangesAsync(cancellationToken);
    }
}
