using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Spend;

/// <summary>Reads one project's spend rows in the order of their key, piece by piece.</summary>
internal sealed class StoredRows<T>(SpendTable table, IQueryable<T> rows, int project)
    where T : SpendBucketRow
{
    private long _bucket = long.MinValue;
    private long _series = long.MinValue;

    public SpendTable Table => table;

    /// <summary>The next rows up to and including a bucket; empty when there are no more.</summary>
    public async Task<IReadOnlyList<T>> NextAsync(long until, int most, CancellationToken cancellationToken)
    {
        var piece = await After(rows, project, _bucket, _series, until, most).ToListAsync(cancellationToken);
        if (piece.Count > 0)
        {
            (_bucket, _series) = (piece[^1].Bucket, piece[^1].SeriesId);
        }

        return piece;
    }

    internal static IQueryable<T> After(IQueryable<T> rows, int project, long bucket, long series, long until, int most) => rows.AsNoTracking()
        .TagWith("SpendRowsAfter")
        .Where(r => r.ProjectId == project && r.Bucket >= bucket && r.Bucket <= until && (r.Bucket > bucket || r.SeriesId > series))
        .OrderBy(r => r.Bucket)
        .ThenBy(r => r.SeriesId)
        .Take(most);
}
