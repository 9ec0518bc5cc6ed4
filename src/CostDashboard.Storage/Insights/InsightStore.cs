using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Insights;

/// <inheritdoc />
/// <param name="tracesAtOnce">How many traces a step looks at, at most.</param>
internal sealed class InsightStore(IDatabase database, int tracesAtOnce = InsightSteps.MostTraces) : IInsightStore
{
    private readonly InsightSteps _steps = new(database, tracesAtOnce);

    public Task<InsightRun> AskAsync(ProjectId project, AuditActor actor, UnixNanos now, CancellationToken cancellationToken) =>
        database.ChangeAsync(db => BeginAsync(db, project, actor, now, cancellationToken), cancellationToken);

    public Task<InsightRun> AskAsync(ProjectId project, AuditEntry entry, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            db =>
            {
                AuditLog.Add(db, entry);
                return BeginAsync(db, project, entry.Actor, entry.At, cancellationToken);
            },
            cancellationToken);

    public Task<IReadOnlyList<InsightRun>> GetUnderWayAsync(CancellationToken cancellationToken) => RunsAsync(InsightQueries.UnderWay, cancellationToken);

    public Task<IReadOnlyList<InsightRun>> GetLastAsync(CancellationToken cancellationToken) => RunsAsync(InsightQueries.Last, cancellationToken);

    public Task<bool> StepAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken) =>
        _steps.TakeAsync(id, book, now, cancellationToken);

    public Task FailAsync(int id, string reason, UnixNanos now, CancellationToken cancellationToken)
    {
        var bounded = StorableText.Mend(reason.Length > InsightRun.LongestReason ? reason[..InsightRun.LongestReason] : reason);
        return database.ChangeAsync(
            db => db.InsightRuns
                .Where(r => r.Id == id && r.State == InsightRunState.Running)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.State, InsightRunState.Failed)
                        .SetProperty(r => r.Reason, bounded)
                        .SetProperty(r => r.EndedAt, now.Value),
                    cancellationToken),
            cancellationToken);
    }

    public async Task<ProjectInsights> GetAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var db = snapshot.Db;
        var runs = (await InsightQueries.OfProject(db, project.Value).ToListAsync(cancellationToken)).ConvertAll(InsightCode.ToRun);
        var finished = runs.FirstOrDefault(run => run.State is InsightRunState.Finished);
        return new(
            finished,
            runs.FirstOrDefault(run => run.IsUnderWay),
            runs.FirstOrDefault(run => run.State is InsightRunState.Failed && !(run.Id < finished?.Id)),
            finished is null ? [] : [.. (await InsightQueries.Findings(db, finished.Id).AsNoTracking().ToListAsync(cancellationToken)).Select(InsightCode.ToFinding)],
            [.. (await InsightQueries.Dismissals(db, project.Value).ToListAsync(cancellationToken)).Select(InsightCode.ToDismissal)],
            await InsightQueries.Settings(db, project.Value).FirstOrDefaultAsync(cancellationToken) is { } settings
                ? new(InsightCode.ReadSettings(settings.Settings), settings.Version)
                : new(InsightSettings.Default, 0));
    }

    public Task<bool> SetSettingsAsync(
        ProjectId project, InsightSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (settings.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(settings));
        }

        var text = InsightCode.Write(settings);
        return database.ChangeAsync(
            async db =>
            {
                var row = await db.InsightSettings.FindAsync([project.Value], cancellationToken);
                if ((row?.Version ?? 0) != loadedVersion)
                {
                    return false;
                }

                if (row is null)
                {
                    db.InsightSettings.Add(row = new() { ProjectId = project.Value });
                }

                (row.Settings, row.Version) = (text, loadedVersion + 1);
                AuditLog.Add(db, entry);
                await BeginAsync(db, project, text, entry.Actor, entry.At, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task DismissAsync(ProjectId project, InsightDismissal dismissal, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (InsightDismissal.FindMistake(dismissal.Reason) is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(dismissal));
        }

        return database.ChangeAsync(
            async db =>
            {
                var row = await db.InsightDismissals.FindAsync([project.Value, dismissal.Kind, dismissal.Id], cancellationToken);
                if (row is null)
                {
                    if (await db.InsightDismissals.CountAsync(d => d.ProjectId == project.Value, cancellationToken) >= InsightDismissal.MostOfProject)
                    {
                        throw new InvalidOperationException($"There are {InsightDismissal.MostOfProject} dismissals already: undo some first.");
                    }

                    db.InsightDismissals.Add(row = new() { ProjectId = project.Value, Kind = dismissal.Kind, FindingId = dismissal.Id });
                }

                row.Reason = StorableText.Mend(dismissal.Reason.Trim());
                (row.ById, row.By, row.At, row.Until) = (dismissal.By.UserId, dismissal.By.Name, dismissal.At.Value, dismissal.Until?.Value);
                row.SavingPerMonthNanoUsd = dismissal.SavingPerMonthNanoUsd;
                AuditLog.Add(db, entry);
                return await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
    }

    public Task<bool> RestoreAsync(ProjectId project, InsightKind kind, long id, AuditEntry entry, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            async db =>
            {
                var isGone = await db.InsightDismissals
                    .Where(d => d.ProjectId == project.Value && d.Kind == kind && d.FindingId == id)
                    .ExecuteDeleteAsync(cancellationToken) > 0;
                if (isGone)
                {
                    AuditLog.Add(db, entry);
                    await db.SaveChangesAsync(cancellationToken);
                }

                return isGone;
            },
            cancellationToken);

    private static async Task<InsightRun> BeginAsync(CostDb db, ProjectId project, AuditActor actor, UnixNanos now, CancellationToken cancellationToken)
    {
        var settings = await InsightQueries.Settings(db, project.Value).FirstOrDefaultAsync(cancellationToken);
        return await BeginAsync(db, project, settings?.Settings ?? "", actor, now, cancellationToken);
    }

    // What is under way, or has failed, gives way; what was finished stays until the new run is.
    private static async Task<InsightRun> BeginAsync(
        CostDb db, ProjectId project, string settings, AuditActor actor, UnixNanos now, CancellationToken cancellationToken)
    {
        var last = await db.InsightRuns.OrderByDescending(r => r.Id).Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        await InsightSteps.DropAsync(db, db.InsightRuns.Where(r => r.ProjectId == project.Value && r.State != InsightRunState.Finished), cancellationToken);
        var from = now + -(InsightRun.Days * UnixNanos.PerDay);
        var row = new InsightRunRow
        {
            Id = last + 1,
            ProjectId = project.Value,
            State = InsightRunState.Running,
            FromNanos = from.Value,
            ToNanos = now.Value,
            Settings = settings,
            AskedById = actor.UserId,
            AskedBy = actor.Name,
            AskedAt = now.Value,
            LastStart = from.Value,
            LastTrace = long.MinValue,
        };
        db.InsightRuns.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return InsightCode.ToRun(row);
    }

    private async Task<IReadOnlyList<InsightRun>> RunsAsync(Func<CostDb, IQueryable<InsightRunRow>> query, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await query(db).ToListAsync(cancellationToken)).Select(InsightCode.ToRun)];
    }
}
