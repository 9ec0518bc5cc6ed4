using CostDashboard.Core.Spend;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>Adds to spend rows: read them under lock, add, write them back as a set.</summary>
internal static class SqlServerSpend
{
    public static Task AddAsync<T>(SqlServerSession session, DbSet<T> set, IReadOnlyList<SpendAddition> additions, CancellationToken cancellationToken)
        where T : SpendBucketRow, new() =>
        AddAsync(
            session,
            set,
            [.. additions.Select(a => (new T { ProjectId = a.ProjectId, Bucket = a.Bucket, SeriesId = a.SeriesId }, a.Measures))],
            r => (r.ProjectId, default, default, r.Bucket, r.SeriesId),
            cancellationToken);

    public static Task AddSlicesAsync(SqlServerSession session, IReadOnlyList<SliceAddition> additions, CancellationToken cancellationToken) =>
        AddAsync(
            session,
            session.Db.SpendSlices,
            [.. additions.Select(a => (
                new SpendSliceRow { ProjectId = a.Row.ProjectId, Grain = a.Grain, Slice = a.Slice, Bucket = a.Row.Bucket, SeriesId = a.Row.SeriesId },
                a.Row.Measures))],
            r => (r.ProjectId, r.Grain, r.Slice, r.Bucket, r.SeriesId),
            cancellationToken);

    private static async Task AddAsync<T>(
        SqlServerSession session,
        DbSet<T> set,
        IReadOnlyList<(T Key, SpendMeasures Measures)> additions,
        Func<T, (int, SpendTable, Dimension, long, long)> keyOf,
        CancellationToken cancellationToken)
        where T : SpendBucketRow, new()
    {
        if (additions.Count == 0)
        {
            return;
        }

        var stored = (await session.LoadAsync(set, [.. additions.Select(a => a.Key)], cancellationToken)).ToDictionary(keyOf);
        var (written, emptied) = (new List<T>(), new List<T>());
        foreach (var (key, measures) in additions)
        {
            var row = stored.GetValueOrDefault(keyOf(key)) ?? key;
            var sum = SpendMeasuresOf.Row(row);
            sum.Add(measures);
            SpendMeasuresOf.Set(row, sum);
            (sum.IsZero ? emptied : written).Add(row);
        }

        await session.StageAsync(StagedTable.Of<T>(session.Db), written, t => t.Update + t.Insert, cancellationToken);
        await session.StageAsync(StagedTable.Of<T>(session.Db, []), emptied, t => t.Delete, cancellationToken);
    }

    public static async Task AddLabelsAsync(SqlServerSession session, IReadOnlyDictionary<SpendDay, SpendMeasures> days, CancellationToken cancellationToken)
    {
        if (days.Count == 0)
        {
            return;
        }

        var keys = days.Keys.Select(KeyOf).Concat(days.Keys.Select(day => KeyOf(day with { Value = LabelGuard.Other }))).DistinctBy(IdOf).ToList();
        var rows = (await session.LoadAsync(session.Db.LabelDays, keys, cancellationToken)).ToDictionary(IdOf);
        var counts = new Dictionary<(int Project, int Day, string TagKey), int>();
        var written = new Dictionary<(int, int, string, long), LabelDayRow>();
        foreach (var (day, measures) in days)
        {
            var key = KeyOf(day);
            if (!rows.ContainsKey(IdOf(key)))
            {
                var group = (key.ProjectId, key.Day, key.TagKey);
                var count = counts.TryGetValue(group, out var known) ? known : await CountAsync(session.Db, key, cancellationToken);
                var isFull = count >= LabelGuard.MostValues && !LabelGuard.IsOther(day);
                key = isFull ? KeyOf(day with { Value = LabelGuard.Other }) : key;
                counts[group] = isFull ? count : count + 1;
            }

            var row = rows.TryGetValue(IdOf(key), out var stored) ? stored : rows[IdOf(key)] = key;
            var sum = SpendMeasuresOf.Row(row);
            sum.Add(measures);
            SpendMeasuresOf.Set(row, sum);
            written[IdOf(row)] = row;
        }

        await session.StageAsync(StagedTable.Of<LabelDayRow>(session.Db), [.. written.Values], t => t.Update + t.Insert, cancellationToken);
    }

    private static Task<int> CountAsync(CostDb db, LabelDayRow key, CancellationToken cancellationToken) => db.LabelDays.AsNoTracking()
        .Where(d => d.ProjectId == key.ProjectId && d.Day == key.Day && d.TagKey == key.TagKey)
        .CountAsync(cancellationToken);

    private static LabelDayRow KeyOf(SpendDay day) =>
        new() { ProjectId = day.Project.Value, Day = day.Day, TagKey = day.TagKey, ValueId = ContentHash.Of(day.Value), Value = day.Value };

    private static (int, int, string, long) IdOf(LabelDayRow row) => (row.ProjectId, row.Day, row.TagKey, row.ValueId);
}
