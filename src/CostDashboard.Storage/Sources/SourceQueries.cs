using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Sources;

/// <summary>The queries of what arrived from where.</summary>
internal static class SourceQueries
{
    public static IQueryable<SourceHourRow> OfHour(CostDb db, int project, long hour) =>
        db.SourceHours.TagWith("SourcesOfHour").Where(r => r.ProjectId == project && r.HourNanos == hour);

    /// <summary>Sources of a project since an hour, most spans first; what only was rejected last.</summary>
    public static IQueryable<SourceSum> Totals(CostDb db, int project, long from, int most) => db.SourceHours.AsNoTracking()
        .TagWith("SourceTotals")
        .Where(r => r.ProjectId == project && r.HourNanos >= from)
        .GroupBy(r => new { r.Door, r.Client, r.Version })
        .OrderByDescending(g => g.Sum(r => r.Spans))
        .ThenBy(g => g.Key.Door)
        .ThenBy(g => g.Key.Client)
        .ThenBy(g => g.Key.Version)
        .Take(most)
        .Select(g => new SourceSum
        {
            Door = g.Key.Door,
            Client = g.Key.Client,
            Version = g.Key.Version,
            Requests = g.Sum(r => r.Requests),
            Spans = g.Sum(r => r.Spans),
            Calls = g.Sum(r => r.Calls),
            Unpriced = g.Sum(r => r.Unpriced),
            WithoutCustomer = g.Sum(r => r.WithoutCustomer),
            WithoutFeature = g.Sum(r => r.WithoutFeature),
            Rejected = g.Sum(r => r.Rejected),
            Unreadable = g.Sum(r => r.Unreadable),
            Late = g.Sum(r => r.Late),
            LatestNanos = g.Max(r => r.LatestNanos),
            Ahead = g.Sum(r => r.Ahead),
            FurthestAheadNanos = g.Max(r => r.FurthestAheadNanos),
            Ignored = g.Sum(r => r.Ignored),
            LastNanos = g.Max(r => r.LastNanos),
        });

    public static IQueryable<SourceHourSum> Hours(CostDb db, int project, long from, int most) => db.SourceHours.AsNoTracking()
        .TagWith("SourceHours")
        .Where(r => r.ProjectId == project && r.HourNanos >= from)
        .GroupBy(r => r.HourNanos)
        .OrderBy(g => g.Key)
        .Take(most)
        .Select(g => new SourceHourSum { HourNanos = g.Key, Spans = g.Sum(r => r.Spans), Rejected = g.Sum(r => r.Rejected) });

    public static IQueryable<SourceRejectionRow> Rejections(CostDb db, int project) => db.SourceRejections
        .TagWith("SourceRejections")
        .Where(r => r.ProjectId == project)
        .OrderByDescending(r => r.At)
        .ThenByDescending(r => r.Id)
        .Take(SourceRejection.MostKept);

    internal sealed class SourceSum
    {
        public Door Door { get; init; }

        public string Client { get; init; } = "";

        public string Version { get; init; } = "";

        public long Requests { get; init; }

        public long Spans { get; init; }

        public long Calls { get; init; }

        public long Unpriced { get; init; }

        public long WithoutCustomer { get; init; }

        public long WithoutFeature { get; init; }

        public long Rejected { get; init; }

        public long Unreadable { get; init; }

        public long Late { get; init; }

        public long LatestNanos { get; init; }

        public long Ahead { get; init; }

        public long FurthestAheadNanos { get; init; }

        public long Ignored { get; init; }

        public long LastNanos { get; init; }
    }

    internal sealed class SourceHourSum
    {
        public long HourNanos { get; init; }

        public long Spans { get; init; }

        public long Rejected { get; init; }
    }
}
