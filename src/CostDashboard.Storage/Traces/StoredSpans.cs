using CostDashboard.Core.Spans;
using CostDashboard.Storage.Details;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>From rows back to spans in full.</summary>
internal static class StoredSpans
{
    /// <param name="traceOf">The trace of a row.</param>
    public static async Task<List<PricedSpan>> RestoreAsync(
        CostDb db, IReadOnlyList<SpanRow> rows, Func<SpanRow, TraceKey> traceOf, CancellationToken cancellationToken)
    {
        var origins = new Dictionary<(int Project, long Id), SpanOrigin>();
        var prices = new Dictionary<(int Project, long Id), PriceReference>();
        foreach (var project in rows.GroupBy(row => row.ProjectId))
        {
            var (originIds, priceIds) = (project.Select(r => r.OriginId).Distinct().ToList(), project.Select(r => r.PriceId).OfType<long>().Distinct().ToList());
            var parts = await Parts(db, project.Key, [.. originIds.Union(priceIds)]).ToDictionaryAsync(p => p.Id, p => p.Content, cancellationToken);
            originIds.ForEach(id => origins[(project.Key, id)] = SharedParts.ReadOrigin(parts[id]));
            priceIds.ForEach(id => prices[(project.Key, id)] = SharedParts.ReadPrice(parts[id]));
        }

        return [.. rows.Select(row => SpanDetails.Read(
            row.Details,
            traceOf(row),
            row.ToFacts(),
            origins[(row.ProjectId, row.OriginId)],
            row.PriceId is { } price ? prices[(row.ProjectId, price)] : null))];
    }

    internal static IQueryable<SharedPartRow> Parts(CostDb db, int project, long[] ids) =>
        db.SharedParts.AsNoTracking().TagWith(nameof(Parts)).Where(p => p.ProjectId == project && ids.Contains(p.Id));
}
