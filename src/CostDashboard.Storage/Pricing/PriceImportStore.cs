using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Details;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Pricing;

/// <summary>At most <see cref="PriceImport.MostPending"/> rows, each with its list packed.</summary>
internal sealed class PriceImportStore(IDatabase database) : IPriceImportStore
{
    public async Task<IReadOnlyList<PriceImport>> GetAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return [.. (await Imports(db).ToListAsync(cancellationToken)).Select(row => ImportOf(row))];
    }

    public async Task<(PriceImport Import, ReadOnlyMemory<byte> Content)?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Import(db, id).FirstOrDefaultAsync(cancellationToken) is { } row ? (ImportOf(row), Packing.Unpack(row.Content).ToArray()) : null;
    }

    public Task AddAsync(PriceImport import, ReadOnlyMemory<byte> content, AuditEntry audit, CancellationToken cancellationToken)
    {
        var packed = Packing.Pack(content.Span);
        return database.ChangeAsync(
            async db =>
            {
                if (await db.PriceImports.CountAsync(cancellationToken) >= PriceImport.MostPending)
                {
                    throw new InvalidOperationException($"{PriceImport.MostPending} lists of prices wait to be looked at already: accept or refuse one first.");
                }

                db.PriceImports.Add(new()
                {
                    Id = import.Id,
                    Format = (int)import.Format,
                    Source = import.Source,
                    CreatedAt = import.CreatedAt.Value,
                    CreatedBy = import.CreatedBy,
                    Size = import.Size,
                    Content = packed,
                });
                AuditLog.Add(db, audit);
                return await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
    }

    public Task<bool> RemoveAsync(Guid id, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            if (await db.PriceImports.Where(import => import.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                return false;
            }

            AuditLog.Add(db, audit);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Without their content.</summary>
    internal static IQueryable<PriceImportRow> Imports(CostDb db) => db.PriceImports.AsNoTracking()
        .TagWith("PriceImports")
        .OrderByDescending(import => import.CreatedAt)
        .Take(PriceImport.MostPending)
        .Select(import => new PriceImportRow
        {
            Id = import.Id,
            Format = import.Format,
            Source = import.Source,
            CreatedAt = import.CreatedAt,
            CreatedBy = import.CreatedBy,
            Size = import.Size,
        });

    internal static IQueryable<PriceImportRow> Import(CostDb db, Guid id) =>
        db.PriceImports.AsNoTracking().TagWith("PriceImport").Where(import => import.Id == id);

    private static PriceImport ImportOf(PriceImportRow row) =>
        new(row.Id, (PriceListFormat)row.Format, row.Source, new(row.CreatedAt), row.CreatedBy, row.Size);
}
