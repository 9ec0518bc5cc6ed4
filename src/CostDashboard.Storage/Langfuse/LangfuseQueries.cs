using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Langfuse;

/// <summary>The queries of Langfuse's events.</summary>
internal static class LangfuseQueries
{
    public static IQueryable<LangfuseEventRow> Of(CostDb db, int project, long[] entities) =>
        db.LangfuseEvents.AsNoTracking().TagWith("LangfuseEvents").Where(row => row.ProjectId == project && entities.Contains(row.Entity));

    public static IQueryable<EventKey> Keys(CostDb db, int project, long[] entities) => db.LangfuseEvents.AsNoTracking()
        .TagWith("LangfuseEventKeys")
        .Where(row => row.ProjectId == project && entities.Contains(row.Entity))
        .Select(row => new EventKey { Entity = row.Entity, Id = row.Id });

    public static IQueryable<LangfuseEventRow> Taken(CostDb db, int project, long[] entities, long[] ids) => db.LangfuseEvents
        .TagWith("TakenLangfuseEvents")
        .Where(row => row.ProjectId == project && entities.Contains(row.Entity) && ids.Contains(row.Id) && row.UnsettledNanos != null);

    /// <summary>Of those that are traces, from when to when they go; two seeks for each event of the trace itself.</summary>
    public static IQueryable<TracePeriod> Periods(CostDb db, int project, long[] entities) => db.LangfuseEvents.AsNoTracking()
        .TagWith("LangfuseTracePeriods")
        .Where(row => row.ProjectId == project && entities.Contains(row.Entity) && row.Trace == row.Entity)
        .Select(row => new TracePeriod
        {
            Entity = row.Entity,
            First = db.LangfuseEvents.Where(of => of.ProjectId == project && of.Trace == row.Entity).Min(of => of.FirstNanos),
            Last = db.LangfuseEvents.Where(of => of.ProjectId == project && of.Trace == row.Entity).Max(of => of.LastNanos),
        });

    public static IQueryable<UnsettledRow> Unsettled(CostDb db, long before, int most) => db.LangfuseEvents.AsNoTracking()
        .TagWith("UnsettledLangfuseEvents")
        .Where(row => row.UnsettledNanos < before)
        .OrderBy(row => row.UnsettledNanos)
        .Take(most)
        .Select(row => new UnsettledRow { ProjectId = row.ProjectId, Entity = row.Entity, Trace = row.Trace });

    /// <summary>Entities of which nothing came since; those that are unsettled stay.</summary>
    public static IQueryable<LangfuseEventRow> Expired(CostDb db, long cutoff, int most) => db.LangfuseEvents
        .TagWith("ExpiredLangfuseEvents")
        .Where(row => row.ArrivedNanos < cutoff
            && !db.LangfuseEvents.Any(of => of.ProjectId == row.ProjectId && of.Entity == row.Entity && (of.ArrivedNanos >= cutoff || of.UnsettledNanos != null)))
        .OrderBy(row => row.ArrivedNanos)
        .Take(most);

    internal sealed class EventKey
    {
        public long Entity { get; init; }

        public long Id { get; init; }
    }

    internal sealed class TracePeriod
    {
        public long Entity { get; init; }

        public long First { get; init; }

        public long Last { get; init; }
    }

    internal sealed class UnsettledRow
    {
        public int ProjectId { get; init; }

        public long Entity { get; init; }

        public long? Trace { get; init; }
    }
}
