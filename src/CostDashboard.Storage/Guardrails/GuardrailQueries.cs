using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Guardrails;

/// <summary>
/// Answers from the rows of traces. Those whose figures are all within the lowest limit of their kind break nothing, and are not read; of the others
/// the totals of their agents say what they break.
/// </summary>
internal sealed class GuardrailQueries(IDatabase database) : IGuardrailQueries
{
    public async Task<ArrivedTraces> GetArrivedAsync(
        ProjectId project, GuardrailSettings settings, ArrivalCursor after, UnixNanos until, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await Arrived(db, project.Value, settings, after, until, most + 1).ToListAsync(cancellationToken);
        return new(
            [.. rows.Take(most).Select(row => new ArrivedTrace(TraceRows.ToSummary(row), new(new(row.ReceivedNanos), row.Number)))],
            rows.Count > most);
    }

    public async Task<GuardrailPreview> PreviewAsync(
        ProjectId project, GuardrailSettings settings, UnixNanos from, UnixNanos to, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var traces = await Began(db, project.Value, from, to).LongCountAsync(cancellationToken);
        var (looked, breaking) = (0, 0);
        var byKind = GuardrailSettings.Kinds.ToDictionary(kind => kind, _ => 0);
        await foreach (var row in Suspects(db, project.Value, settings, from, to, IGuardrailQueries.MostPreviewed).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            looked++;
            var kinds = Verdict.Of(settings, TraceRows.ToSummary(row)).Broken.Select(state => state.Guardrail.Kind).Distinct().ToList();
            breaking += kinds.Count > 0 ? 1 : 0;
            kinds.ForEach(kind => byKind[kind]++);
        }

        return new(traces, breaking, byKind, looked == IGuardrailQueries.MostPreviewed);
    }

    internal static IQueryable<TraceRow> Arrived(CostDb db, int project, GuardrailSettings settings, ArrivalCursor after, UnixNanos until, int most)
    {
        var (received, number, end) = (after.Received.Value, after.Number, until.Value);
        return MayBreak(db.Traces.AsNoTracking().TagWith(nameof(Arrived)), settings)
            .Where(t => t.ProjectId == project && t.ReceivedNanos >= received && t.ReceivedNanos <= end && (t.ReceivedNanos > received || t.Number > number))
            .OrderBy(t => t.ReceivedNanos)
            .ThenBy(t => t.Number)
            .Take(most);
    }

    internal static IQueryable<TraceRow> Suspects(CostDb db, int project, GuardrailSettings settings, UnixNanos from, UnixNanos to, int most) =>
        MayBreak(Began(db, project, from, to), settings).TagWith(nameof(Suspects)).OrderByDescending(t => t.StartNanos).ThenByDescending(t => t.Number).Take(most);

    internal static IQueryable<TraceRow> Began(CostDb db, int project, UnixNanos from, UnixNanos to)
    {
        var (first, end) = (from.Value, to.Value);
        return db.Traces.AsNoTracking().TagWith("TracesThatBegan").Where(t => t.ProjectId == project && t.StartNanos >= first && t.StartNanos < end);
    }

    private static IQueryable<TraceRow> MayBreak(IQueryable<TraceRow> traces, GuardrailSettings settings)
    {
        var (steps, calls) = (Lowest(GuardrailKind.StepsPerTrace), Lowest(GuardrailKind.CallsOfOneTool));
        var (cost, dearest, tokens) = (Lowest(GuardrailKind.CostPerTrace), Lowest(GuardrailKind.CostPerSpan), Lowest(GuardrailKind.InputTokensPerTrace));
        return traces.Where(t => t.AgentSteps > steps || t.MostToolCalls > calls || t.CostNanoUsd > cost || t.DearestNanoUsd > dearest
            || t.InputTokens + t.CacheReadTokens + t.CacheWrite5mTokens + t.CacheWrite1hTokens > tokens);

        long Lowest(GuardrailKind kind) => settings.LowestOf(kind) ?? long.MaxValue;
    }
}
