using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>The rows of a table of buckets, whichever it is.</summary>
internal static class BucketRows
{
    public static IQueryable<SpendBucketRow> Of(CostDb db, SpendTable table) => table switch
    {
        SpendTable.Minutes => db.SpendMinutes,
        SpendTable.Quarters => db.SpendQuarters,
        SpendTable.Hours => db.SpendHours,
        SpendTable.Days => db.SpendDays,
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "No such spend table."),
    };
}

/// <summary>Reads the spend rows of one project and slice in the order of their key, piece by piece.</summary>
internal sealed class StoredRows(CostDb db, SpendTable table, int project, byte slice)
{
    private long _bucket = long.MinValue;
    private long _series = long.MinValue;

    public SpendTable Table => table;

    /// <summary>The next rows up to and including a bucket; empty when there are no more.</summary>
    public async Task<IReadOnlyList<SpendBucketRow>> NextAsync(long until, int most, CancellationToken cancellationToken)
    {
        var piece = await After(db, table, project, slice, _bucket, _series, until, most).ToListAsync(cancellationToken);
        if (piece.Count > 0)
        {
            (_bucket, _series) = (piece[^1].Bucket, piece[^1].SeriesId);
        }

        return piece;
    }

    internal static IQueryable<SpendBucketRow> After(CostDb db, SpendTable table, int project, byte slice, long bucket, long series, long until, int most) =>
        BucketRows.Of(db, table).AsNoTracking()
            .TagWith("SpendRowsAfter")
            .Where(r => r.ProjectId == project && r.Slice == slice && r.Bucket >= bucket && r.Bucket <= until && (r.Bucket > bucket || r.SeriesId > series))
            .OrderBy(r => r.Bucket)
            .ThenBy(r => r.SeriesId)
            .Take(most);
}
