using CostDashboard.Core.Pricing;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <summary>A few thousand rows. A row's number is the hash of all it says, so what changed is found by numbers alone.</summary>
internal sealed class PriceStore(IDatabase database) : IPriceStore
{
    public async Task<IReadOnlyList<PriceRecord>> GetAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Prices(db).ToListAsync(cancellationToken);
    }

    internal static IQueryable<PriceRecord> Prices(CostDb db) => db.Prices.AsNoTracking()
        .TagWith(nameof(Prices))
        .OrderBy(p => p.Provider).ThenBy(p => p.Model).ThenBy(p => p.EffectiveFrom).ThenBy(p => p.Id)
        .Select(p => new PriceRecord(p.Provider, p.Model, p.EffectiveFrom, p.RecordedAt, p.Source, p.Document));

    public Task ReplaceAsync(IReadOnlyList<PriceRecord> records, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var wanted = records.Select(RowOf).DistinctBy(p => p.Id).ToDictionary(p => p.Id);
            var stored = (await db.Prices.Select(p => p.Id).ToListAsync(cancellationToken)).ToHashSet();
            foreach (var gone in stored.Where(id => !wanted.ContainsKey(id)).Chunk(500))
            {
                await db.Prices.Where(p => gone.Contains(p.Id)).ExecuteDeleteAsync(cancellationToken);
            }

            db.Prices.AddRange(wanted.Values.Where(p => !stored.Contains(p.Id)));
            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    private static PriceRow RowOf(PriceRecord record) => new()
    {
        Id = ContentHash.Of(FormattableString.Invariant(
            $"{record.Provider}\u001f{record.Model}\u001f{record.EffectiveFrom:O}\u001f{record.RecordedAt:O}\u001f{record.Source}\u001f{record.Document}")),
        Provider = record.Provider,
        Model = record.Model,
        EffectiveFrom = record.EffectiveFrom,
        RecordedAt = record.RecordedAt,
        Source = record.Source,
        Document = record.Document,
    };
}
