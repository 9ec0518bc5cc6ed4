using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <inheritdoc />
/// <param name="tracesAtOnce">How many traces are priced in one step at most.</param>
internal sealed class RepricingStore(IDatabase database, OrganisationCalendar calendar, int tracesAtOnce = RepricingSteps.MostTraces) : IRepricingStore
{
    private const int MostTries = 5;
    private const int SweptAtOnce = 20_000;

    private readonly RepricingSteps _steps = new(database, calendar, tracesAtOnce);

    public Task<RepricingRun> AskAsync(
        RepricingKind kind, RepricingQuestion question, string bookVersion, AuditActor actor, UnixNanos now, CancellationToken cancellationToken)
    {
        if (question.Mistake is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(question));
        }

        return database.ChangeAsync(
            async db =>
            {
                if (await db.RepricingRuns.AnyAsync(r => r.Kind == kind && r.State == RepricingState.Running, cancellationToken))
                {
                    throw new InvalidOperationException(
                        kind is RepricingKind.Apply ? "A re-pricing is under way: wait for its end, or cancel it." : "A dry run is under way: wait for its end, or cancel it.");
                }

                var last = await db.RepricingRuns.OrderByDescending(r => r.Id).Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
                var row = NewRow(last + 1, kind, question, bookVersion, actor, now);
                db.RepricingRuns.Add(row);
                var run = RepricingRuns.ToRun(row);
                if (kind is RepricingKind.Apply)
                {
                    AuditLog.Add(db, new(now, actor, "repricing.apply", run.Name, question.ToText()));
                }

                await db.SaveChangesAsync(cancellationToken);
                return run;
            },
            cancellationToken);
    }

    public async Task<RepricingRun?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await RepricingRuns.ById(db, id).FirstOrDefaultAsync(cancellationToken) is { } row ? RepricingRuns.ToRun(row) : null;
    }

    public async Task<IReadOnlyList<RepricingRun>> GetAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await RepricingRuns.Newest(db, limit).ToListAsync(cancellationToken)).Select(RepricingRuns.ToRun)];
    }

    public async Task<IReadOnlyList<RepricingRun>> GetUnderWayAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await RepricingRuns.UnderWay(db).ToListAsync(cancellationToken)).Select(RepricingRuns.ToRun)];
    }

    public async Task<bool> StepAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await _steps.TakeAsync(id, book, now, cancellationToken);
            }
            catch (Exception error) when (database.IsCollision(error) && tries < MostTries)
            {
                // Rolled back as a whole; the next try reads what the other one wrote.
            }
            catch (Exception error) when (database.IsUnavailable(error))
            {
                throw Unavailable.From(error);
            }
        }
    }

    public Task<bool> EndAsync(int id, string? reason, AuditActor actor, UnixNanos now, CancellationToken cancellationToken)
    {
        var bounded = reason is { Length: > RepricingRun.LongestReason } ? reason[..RepricingRun.LongestReason] : reason;
        return database.ChangeAsync(
            async db =>
            {
                var row = await db.RepricingRuns.FirstOrDefaultAsync(r => r.Id == id && r.State == RepricingState.Running, cancellationToken);
                if (row is null)
                {
                    return false;
                }

                row.State = bounded is null ? RepricingState.Cancelled : RepricingState.Stopped;
                row.Reason = bounded;
                row.EndedAt = now.Value;
                AddResult(db, row, bounded is null ? "repricing.cancel" : "repricing.stop", actor, now);
                await db.SaveChangesAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        if (await RepricingRuns.Left(db).Select(run => (int?)run).FirstOrDefaultAsync(cancellationToken) is not { } run)
        {
            return false;
        }

        var end = await RepricingRuns.EndOfPiece(db, run, SweptAtOnce).Select(number => (long?)number).FirstOrDefaultAsync(cancellationToken) ?? long.MaxValue;
        await database.ChangeAsync(
            change => change.RepricingTraces.Where(t => t.RunId == run && t.TraceNumber <= end).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        return true;
    }

    /// <summary>Writes down what came out of a run that changed something, or could have.</summary>
    internal static void AddResult(CostDb db, RepricingRunRow row, string action, AuditActor actor, UnixNanos now)
    {
        if (row.Kind is RepricingKind.Apply)
        {
            var run = RepricingRuns.ToRun(row);
            AuditLog.Add(db, new(now, actor, action, run.Name, row.Reason is null ? run.ResultText : $"{row.Reason} {run.ResultText}"));
        }
    }

    private static RepricingRunRow NewRow(int id, RepricingKind kind, RepricingQuestion question, string bookVersion, AuditActor actor, UnixNanos now) => new()
    {
        Id = id,
        Kind = kind,
        State = RepricingState.Running,
        FromNanos = question.From.Value,
        ToNanos = question.To.Value,
        Question = RepricingCode.Write(question),
        BookVersion = bookVersion,
        AskedById = actor.UserId,
        AskedBy = actor.Name,
        AskedAt = now.Value,
        SearchProject = RepricingSearch.Beginning.Project,
        SearchFrom = RepricingSearch.Beginning.From,
        LastTrace = RepricingRuns.NoTrace,
    };
}
