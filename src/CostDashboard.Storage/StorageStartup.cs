using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Traces;

namespace CostDashboard.Storage;

/// <inheritdoc />
internal sealed class StorageStartup(IDatabase database, OrganisationCalendar calendar) : IStorageStartup
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var onlyUs = await database.LockForPreparingAsync(cancellationToken);
        await database.MigrateAsync(cancellationToken);
        await LinkIndex.MakeAsync(database, cancellationToken);
        await using (var db = database.Open())
        {
            if (await LedgerSettings.AreOfNowAsync(db, calendar, cancellationToken))
            {
                return;
            }
        }

        await using var session = await database.BeginAloneAsync(cancellationToken);
        await LedgerRebuild.RunAsync(session, calendar, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}
