using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage;

/// <inheritdoc />
internal sealed class StorageStartup(IDatabase database, OrganisationCalendar calendar) : IStorageStartup
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var onlyUs = await database.LockForPreparingAsync(cancellationToken);
        await database.MigrateAsync(cancellationToken);
        if (await IsLedgerOfNowAsync(cancellationToken))
        {
            return;
        }

        await using var session = await database.BeginAsync(cancellationToken);
        await LedgerRebuild.RunAsync(session, calendar, cancellationToken);
        await Settings.SetAsync(session.Db, LedgerSettings.Rules, LedgerSettings.RulesNow, cancellationToken);
        await Settings.SetAsync(session.Db, LedgerSettings.Zone, calendar.Zone.Id, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private async Task<bool> IsLedgerOfNowAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Settings.GetAsync(db, LedgerSettings.Rules, cancellationToken) == LedgerSettings.RulesNow
            && await Settings.GetAsync(db, LedgerSettings.Zone, cancellationToken) == calendar.Zone.Id;
    }

    /// <summary>What the ledger was made with.</summary>
    private static class LedgerSettings
    {
        public const string Rules = "ledger.rules";
        public const string Zone = "ledger.zone";

        public static string RulesNow { get; } = TraceRollup.RulesVersion.ToString(CultureInfo.InvariantCulture);
    }
}
