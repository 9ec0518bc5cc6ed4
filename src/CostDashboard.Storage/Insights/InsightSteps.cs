using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Insights;

/// <summary>
/// The steps of a run. Traces are read in the order of their start, outside any transaction that keeps writers waiting; what was found, and how far
/// the run is, is then written in one. Time grows with the spans of the period; memory with those of one step, or of one trace where that has more.
/// </summary>
internal sealed class InsightSteps(IDatabase database, int tracesAtOnce)
{
    public const int MostTraces = 500;
    private const int MostSpans = 10_000;

    /// <returns>False when the run is not under way.</returns>
    public async Task<bool> TakeAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken)
    {
        InsightRunRow? run;
        List<TraceRow> traces;
        var found = new InsightFindings();
        await using (var snapshot = await database.OpenSnapshotAsync(cancellationToken))
        {
            run = await InsightQueries.ById(snapshot.Db, id).FirstOrDefaultAsync(cancellationToken);
            if (run is not { State: InsightRunState.Running })
            {
                return false;
            }

            traces = await NextAsync(snapshot.Db, run, cancellationToken);
            await LookAsync(snapshot.Db, run, traces, new(book, now), found, cancellationToken);
        }

        return await database.ChangeAsync(
            async db =>
            {
                // Another node may have taken the same step, and a new run may have begun.
                var row = await db.InsightRuns.FirstOrDefaultAsync(
                    r => r.Id == id && r.State == InsightRunState.Running && r.LastStart == run.LastStart && r.LastTrace == run.LastTrace, cancellationToken);
                if (row is null)
                {
                    return true;
                }

                if (traces.Count > 0)
                {
                    await AddAsync(db, row, found, cancellationToken);
                    Advance(row, traces);
                }
                else
                {
                    (row.State, row.EndedAt) = (InsightRunState.Finished, now.Value);
                    await DropOthersAsync(db, row, cancellationToken);
                }

                await db.SaveChangesAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Takes away a run with what it found.</summary>
    public static async Task DropAsync(CostDb db, IQueryable<InsightRunRow> runs, CancellationToken cancellationToken)
    {
        await db.InsightFindings.Where(f => runs.Any(r => r.Id == f.RunId)).ExecuteDeleteAsync(cancellationToken);
        await runs.ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<List<TraceRow>> NextAsync(CostDb db, InsightRunRow run, CancellationToken cancellationToken)
    {
        var traces = await InsightQueries.NextTraces(db, run, tracesAtOnce).ToListAsync(cancellationToken);
        var (count, spans) = (0, 0L);
        while (count < traces.Count && (count == 0 || spans + traces[count].SpanCount <= MostSpans))
        {
            spans += traces[count].SpanCount;
            count++;
        }

        return traces[..count];
    }

    private static async Task LookAsync(
        CostDb db, InsightRunRow run, List<TraceRow> traces, InsightPrices prices, InsightFindings found, CancellationToken cancellationToken)
    {
        var settings = InsightCode.ReadSettings(run.Settings);
        var keys = traces.ToDictionary(trace => trace.Number, TraceRows.KeyOf);
        long[] numbers = [.. keys.Keys];
        var spans = (await LedgerTraces.SpansOf(db, numbers).ToListAsync(cancellationToken)).ToLookup(s => s.TraceNumber);
        var rows = await InsightQueries.Details(db, numbers).ToListAsync(cancellationToken);
        var full = (await StoredSpans.RestoreAsync(db, rows, row => keys[row.TraceNumber], cancellationToken)).ToLookup(span => span.Key.TraceKey);
        foreach (var trace in traces)
        {
            var key = keys[trace.Number];
            var facts = StoredTrace.Of(trace.Number, key.Project, trace.ReceivedNanos, [.. spans[trace.Number]]).Facts;
            InsightRules.Look(InsightTrace.Of(key, facts.Rollup(key), full[key].ToDictionary(span => span.Key.Span)), settings, prices, found);
        }
    }

    private static async Task AddAsync(CostDb db, InsightRunRow run, InsightFindings found, CancellationToken cancellationToken)
    {
        var rows = await InsightQueries.Findings(db, run.Id).ToDictionaryAsync(row => (row.Kind, row.FindingId), cancellationToken);
        var all = new InsightFindings();
        foreach (var finding in rows.Values.Select(InsightCode.ToFinding).Concat(found.All))
        {
            all.Add(finding);
        }

        foreach (var finding in all.All)
        {
            if (!rows.TryGetValue((finding.Kind, finding.Id), out var row))
            {
                db.InsightFindings.Add(row = InsightCode.NewRow(run.Id, finding));
            }

            InsightCode.Fill(row, finding);
        }
    }

    private static void Advance(InsightRunRow run, List<TraceRow> traces)
    {
        (run.LastStart, run.LastTrace) = (traces[^1].StartNanos, traces[^1].Number);
        run.FirstStart ??= traces[0].StartNanos;
        run.Traces += traces.Count;
        run.Spans += traces.Sum(trace => (long)trace.SpanCount);
        run.CostNanoUsd = checked(run.CostNanoUsd + traces.Sum(trace => trace.CostNanoUsd));
    }

    private static Task DropOthersAsync(CostDb db, InsightRunRow run, CancellationToken cancellationToken)
    {
        var (project, id) = (run.ProjectId, run.Id);
        return DropAsync(db, db.InsightRuns.Where(r => r.ProjectId == project && r.Id < id), cancellationToken);
    }
}
