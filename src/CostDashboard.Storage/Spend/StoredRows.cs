using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>Rows of buckets, whichever table they are in.</summary>
internal static class BucketRows
{
    /// <param name="slice">Null for whole series.</param>
    public static IQueryable<SpendBucketRow> Of(CostDb db, SpendTable table, Dimension? slice)
    {
        if (slice is { } dimension)
        {
            return db.SpendSlices.AsNoTracking().Where(r => r.Grain == table && r.Slice == dimension);
        }

        return table switch
        {
            SpendTable.Minutes => db.SpendMinutes.AsNoTracking(),
            SpendTable.Quarters => db.SpendQuarters.AsNoTracking(),
            SpendTable.Hours => db.SpendHours.AsNoTracking(),
            SpendTable.Days => db.SpendDays.AsNoTracking(),
            _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No such spend table."),
        };
    }
}

/// <summary>Reads the spend rows of one project and slice in the order of their key, piece by piece.</summary>
internal sealed class StoredRows(CostDb db, SpendTable table, Dimension? slice, int project)
{
    private long _bucket = long.MinValue;
    private long _series = long.MinValue;

    public SpendTable Table => table;

    public Dimension? Slice => slice;

    /// <summary>The next rows up to and including a bucket; empty when there are no more.</summary>
    public async Task<IReadOnlyList<SpendBucketRow>> NextAsync(long until, int most, CancellationToken cancellationToken)
    {
        var piece = await After(db, table, slice, project, _bucket, _series, until, most).ToListAsync(cancellationToken);
        if (piece.Count > 0)
        {
            (_bucket, _series) = (piece[^1].Bucket, piece[^1].SeriesId);
        }

        return piece;
    }

    internal static IQueryable<SpendBucketRow> After(CostDb db, SpendTable table, Dimension? slice, int project, long bucket, long series, long until, int most) =>
        BucketRows.Of(db, table, slice)
            .TagWith("SpendRowsAfter")
            .Where(r => r.ProjectId == project && r.Bucket >= bucket && r.Bucket <= until && (r.Bucket > bucket || r.SeriesId > series))
            .OrderBy(r => r.Bucket)
            .ThenBy(r => r.SeriesId)
            .Take(most);
}
