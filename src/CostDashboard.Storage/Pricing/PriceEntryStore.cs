using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <summary>Tens to thousands of rows. The version is a setting that each change counts up in its own transaction.</summary>
internal sealed class PriceEntryStore(IDatabase database) : IPriceEntryStore
{
    private const string Version = "prices.version";

    // Ids in one query.
    private const int Chunk = 500;

    public async Task<long> GetVersionAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await VersionOfAsync(db, cancellationToken);
    }

    public async Task<PriceEntries> GetAsync(bool withWithdrawn, CancellationToken cancellationToken)
    {
        await using var db = database.Open();

        // The version first: what is written in between makes the entries newer than it says, and is then read once more, never once too little.
        var version = await VersionOfAsync(db, cancellationToken);
        var rows = await Entries(db, withWithdrawn).ToListAsync(cancellationToken);

        // Engines order ids each in its own way.
        return new(version, [.. rows.OrderBy(row => row.RecordedAt).ThenBy(row => row.Id).Select(PriceEntryCode.EntryOf)]);
    }

    public Task<int> AddAsync(IReadOnlyList<PriceEntry> entries, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var known = new HashSet<Guid>();
            foreach (var ids in entries.Select(entry => entry.Origin.Id).Chunk(Chunk))
            {
                known.UnionWith(await Known(db, ids).ToListAsync(cancellationToken));
            }

            var fresh = entries.Where(entry => known.Add(entry.Origin.Id)).Select(PriceEntryCode.RowOf).ToList();
            if (fresh.Count == 0)
            {
                return 0;
            }

            var stored = await db.PriceEntries.CountAsync(cancellationToken);
            if (stored + fresh.Count > PriceEntryRules.MostEntries)
            {
                throw new InvalidOperationException(
                    $"There are {stored} entries already and can be {PriceEntryRules.MostEntries}, withdrawn ones included: {fresh.Count} more do not fit.");
            }

            db.PriceEntries.AddRange(fresh);
            AuditLog.Add(db, audit);
            await CountUpAsync(db, cancellationToken);
            return fresh.Count;
        },
        cancellationToken);

    public Task<bool> WithdrawAsync(Guid id, Withdrawal withdrawal, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var (at, by) = (withdrawal.At.Value, withdrawal.By);
            var changed = await db.PriceEntries
                .Where(entry => entry.Id == id && entry.WithdrawnAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.WithdrawnAt, at).SetProperty(e => e.WithdrawnBy, by), cancellationToken);
            if (changed > 0)
            {
                AuditLog.Add(db, audit);
                await CountUpAsync(db, cancellationToken);
            }

            return changed > 0;
        },
        cancellationToken);

    internal static IQueryable<PriceEntryRow> Entries(CostDb db, bool withWithdrawn) => db.PriceEntries.AsNoTracking()
        .TagWith("PriceEntries")
        .Where(entry => withWithdrawn || entry.WithdrawnAt == null)
        .OrderBy(entry => entry.RecordedAt)
        .Take(PriceEntryRules.MostEntries);

    internal static IQueryable<Guid> Known(CostDb db, Guid[] ids) =>
        db.PriceEntries.AsNoTracking().TagWith("KnownPriceEntries").Where(entry => ids.Contains(entry.Id)).Select(entry => entry.Id);

    private static async Task<long> VersionOfAsync(CostDb db, CancellationToken cancellationToken) =>
        await Settings.GetAsync(db, Version, cancellationToken) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static async Task CountUpAsync(CostDb db, CancellationToken cancellationToken) =>
        await Settings.SetAsync(db, Version, (await VersionOfAsync(db, cancellationToken) + 1).ToString(CultureInfo.InvariantCulture), cancellationToken);
}
