using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <inheritdoc />
/// <remarks>Both walk over every span; both hold a piece of the traces and the spend rows about them in memory, whatever is stored.</remarks>
internal sealed class Ledger(IDatabase database, OrganisationCalendar calendar) : ILedger
{
    public async Task<LedgerReport> VerifyAsync(ProjectId? project, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var check = new LedgerCheck(snapshot.Db, calendar);
        int[] projects = project is { } one ? [one.Value] : await Projects(snapshot.Db).ToArrayAsync(cancellationToken);
        foreach (var number in projects)
        {
            await check.RunAsync(number, cancellationToken);
        }

        return check.Report();
    }

    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await database.BeginAloneAsync(cancellationToken);
            await LedgerRebuild.RunAsync(session, calendar, cancellationToken);
            await session.CommitAsync(cancellationToken);
        }
        catch (Exception error) when (database.IsUnavailable(error))
        {
            throw Unavailable.From(error);
        }
    }

    // Projects that have traces, and those that only have totals: the latter are differences.
    internal static IQueryable<int> Projects(Model.CostDb db) => db.Traces.AsNoTracking()
        .TagWith("ProjectsOfLedger")
        .Select(t => t.ProjectId)
        .Union(db.SpendQuarters.Select(q => q.ProjectId))
        .Union(db.SpendMinutes.Select(q => q.ProjectId))
        .Union(db.SpendSlices.Select(q => q.ProjectId))
        .Union(db.SpendHours.Select(q => q.ProjectId))
        .Union(db.SpendDays.Select(q => q.ProjectId))
        .Union(db.LabelDays.Select(q => q.ProjectId))
        .Union(db.PipelineDays.Select(q => q.ProjectId))
        .Union(db.OutcomeDays.Select(q => q.ProjectId))
        .OrderBy(id => id);
}
