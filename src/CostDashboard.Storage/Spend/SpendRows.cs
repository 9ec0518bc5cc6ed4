using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>Adds a difference to the spend tables: to minutes as it is, to quarters folded, to days.</summary>
internal static class SpendRows
{
    /// <param name="seriesId">The number of a series; a series that only lost spend is stored already.</param>
    public static async Task AddAsync(IWriteSession session, SpendDelta delta, Func<SpendKey, long> seriesId, CancellationToken cancellationToken)
    {
        var minutes = new List<SpendAddition>(delta.Minutes.Count);
        var quarters = new Dictionary<(long Bucket, long Series), SpendAddition>();
        foreach (var (minute, measures) in delta.Minutes)
        {
            var project = minute.Series.Project.Value;
            var series = seriesId(minute.Series);
            minutes.Add(new(project, minute.Minute.Value, series, measures));
            var bucket = minute.Minute.Floor(UnixNanos.PerQuarter).Value;
            if (!quarters.TryGetValue((bucket, series), out var quarter))
            {
                quarters[(bucket, series)] = quarter = new(project, bucket, series, new());
            }

            quarter.Measures.Add(measures);
        }

        await session.AddAsync(SpendTable.Minutes, minutes, cancellationToken);
        await session.AddAsync(SpendTable.Quarters, [.. quarters.Values], cancellationToken);
        await session.AddDaysAsync(delta.Days, cancellationToken);
    }
}
