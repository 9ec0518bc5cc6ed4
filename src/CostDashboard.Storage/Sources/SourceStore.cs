using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Sources;

/// <inheritdoc />
internal sealed class SourceStore(IDatabase database) : ISourceStore
{
    // Every hour that is kept, and the one that is counted now.
    private const int MostHours = (int)(ISourceStore.Kept / UnixNanos.PerHour) + 1;

    public Task AddAsync(SourceBatch batch, UnixNanos now, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            foreach (var hour in batch.Hours.GroupBy(one => (one.Project, one.Hour)))
            {
                await AddAsync(db, hour.Key.Project, hour.Key.Hour, [.. hour], now, cancellationToken);
            }

            foreach (var rejections in batch.Rejections.GroupBy(one => one.Project, one => one.Rejection))
            {
                await AddAsync(db, rejections.Key, [.. rejections.TakeLast(SourceRejection.MostKept)], cancellationToken);
            }

            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public async Task<IReadOnlyList<SourceTotal>> GetAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return
        [
            .. (await SourceQueries.Totals(db, project.Value, from.Value, ISourceStore.MostSources).ToListAsync(cancellationToken)).Select(sum => new SourceTotal(
                new(sum.Door, new(sum.Client, sum.Version)),
                new(
                    sum.Requests, sum.Spans, sum.Calls, sum.Unpriced, sum.WithoutCustomer, sum.WithoutFeature, sum.Rejected, sum.Unreadable, sum.Late, sum.LatestNanos,
                    sum.Ahead, sum.FurthestAheadNanos, sum.Ignored, new(sum.LastNanos)))),
        ];
    }

    public async Task<IReadOnlyList<SourceHourTotal>> GetHoursAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return
        [
            .. (await SourceQueries.Hours(db, project.Value, from.Value, MostHours).ToListAsync(cancellationToken))
                .Select(sum => new SourceHourTotal(new(sum.HourNanos), sum.Spans, sum.Rejected)),
        ];
    }

    public async Task<IReadOnlyList<SourceRejection>> GetRejectionsAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return
        [
            .. (await SourceQueries.Rejections(db, project.Value).AsNoTracking().ToListAsync(cancellationToken))
                .Select(row => new SourceRejection(new(row.At), new(row.Door, new(row.Client, row.Version)), row.Span, row.Reason, row.Field, row.Remedy)),
        ];
    }

    private static async Task AddAsync(CostDb db, ProjectId project, UnixNanos hour, IReadOnlyList<SourceHour> counted, UnixNanos now, CancellationToken cancellationToken)
    {
        var rows = (await SourceQueries.OfHour(db, project.Value, hour.Value).ToListAsync(cancellationToken)).ToDictionary(row => (row.Door, row.Client, row.Version));
        if (rows.Count == 0)
        {
            var old = (now + -ISourceStore.Kept).Value;
            await db.SourceHours.Where(row => row.ProjectId == project.Value && row.HourNanos < old).ExecuteDeleteAsync(cancellationToken);
        }

        foreach (var one in counted)
        {
            var (name, version) = (StorableText.Mend(one.Source.Client.Name), StorableText.Mend(one.Source.Client.Version));
            var key = (one.Source.Door, name, version);
            if (!rows.ContainsKey(key) && rows.Count >= ISourceStore.MostSources)
            {
                key = (one.Source.Door, SourceClient.Others.Name, SourceClient.Others.Version);
            }

            if (!rows.TryGetValue(key, out var row))
            {
                rows[key] = row = new() { ProjectId = project.Value, HourNanos = hour.Value, Door = key.Door, Client = key.Item2, Version = key.Item3 };
                db.SourceHours.Add(row);
            }

            Add(row, one.Figures);
        }
    }

    private static void Add(SourceHourRow row, SourceFigures figures)
    {
        row.Requests += figures.Requests;
        row.Spans += figures.Spans;
        row.Calls += figures.Calls;
        row.Unpriced += figures.Unpriced;
        row.WithoutCustomer += figures.WithoutCustomer;
        row.WithoutFeature += figures.WithoutFeature;
        row.Rejected += figures.Rejected;
        row.Unreadable += figures.Unreadable;
        row.Late += figures.Late;
        row.LatestNanos = Math.Max(row.LatestNanos, figures.LatestNanos);
        row.Ahead += figures.Ahead;
        row.FurthestAheadNanos = Math.Max(row.FurthestAheadNanos, figures.FurthestAheadNanos);
        row.Ignored += figures.Ignored;
        row.LastNanos = Math.Max(row.LastNanos, figures.LastAt.Value);
    }

    private static async Task AddAsync(CostDb db, ProjectId project, IReadOnlyList<SourceRejection> rejections, CancellationToken cancellationToken)
    {
        var kept = await SourceQueries.Rejections(db, project.Value).ToListAsync(cancellationToken);
        db.SourceRejections.RemoveRange(kept.Skip(SourceRejection.MostKept - rejections.Count));
        db.SourceRejections.AddRange(rejections.Select(one => new SourceRejectionRow
        {
            Id = Guid.CreateVersion7(one.At.ToDateTimeOffset()),
            ProjectId = project.Value,
            At = one.At.Value,
            Door = one.Source.Door,
            Client = StorableText.Mend(one.Source.Client.Name),
            Version = StorableText.Mend(one.Source.Client.Version),
            Span = Cut(one.Span, SourceRejection.LongestSpan),
            Reason = Cut(one.Reason, SourceRejection.LongestText),
            Field = Cut(one.Field, SourceRejection.LongestField),
            Remedy = Cut(one.Remedy, SourceRejection.LongestText),
        }));
    }

    private static string Cut(string text, int longest) => StorableText.Mend(text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…"));
}
