using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Events;

/// <inheritdoc />
/// <remarks>Listing reads the events of the period and, of each version that was first seen in it, whether there was one before; not spans.</remarks>
internal sealed class EventStore(IDatabase database) : IEventStore
{
    private const byte Deploy = (byte)EventKind.Deploy;

    public Task<EventAnswer> AddAsync(ProjectEvent reported, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var row = Row(reported, idempotencyKey);
        return database.ChangeAsync(
            async db =>
            {
                if (await ById(db, row.ProjectId, row.Id).FirstOrDefaultAsync(cancellationToken) is { } stored)
                {
                    return EventOf(stored) with { At = default } == EventOf(row) with { At = default } ? new EventAnswer(EventOutcome.Known, EventOf(stored)) : new(EventOutcome.KeyIsTaken);
                }

                var day = new UnixNanos(row.AtNanos).Floor(UnixNanos.PerDay);
                if (await Reported(db, [row.ProjectId], day.Value, day.Value + UnixNanos.PerDay, EventRules.MostPerDay).CountAsync(cancellationToken) >= EventRules.MostPerDay)
                {
                    return new(EventOutcome.TooMany);
                }

                db.Events.Add(row);
                await db.SaveChangesAsync(cancellationToken);
                return new(EventOutcome.Added, EventOf(row));
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<ProjectEvent>> ListAsync(ProjectId? project, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var projects = await SpendQueries.ProjectsAsync(db, project, cancellationToken);
        var reported = await Reported(db, projects, from.Value, to.Value, most).ToListAsync(cancellationToken);
        var seen = await Seen(db, projects, from.Value, to.Value, most).ToListAsync(cancellationToken);
        return [.. reported.Select(EventOf)
            .Concat(seen.Select(r => new ProjectEvent(new(r.ProjectId), EventKind.Deploy, r.Version, r.Service, r.Environment, new(r.FirstNanos), IsReported: false)))
            .OrderBy(e => e.At.Value)
            .ThenBy(e => e.Service, StringComparer.Ordinal)
            .ThenBy(e => e.Environment, StringComparer.Ordinal)
            .ThenBy(e => e.Name, StringComparer.Ordinal)
            .TakeLast(most)];
    }

    internal static IQueryable<EventRow> ById(CostDb db, int project, long id) =>
        db.Events.AsNoTracking().TagWith("EventById").Where(e => e.ProjectId == project && e.Id == id);

    internal static IQueryable<EventRow> Reported(CostDb db, int[] projects, long from, long to, int most) => db.Events.AsNoTracking()
        .TagWith("ReportedEvents")
        .Where(e => projects.Contains(e.ProjectId) && e.AtNanos >= from && e.AtNanos < to)
        .OrderByDescending(e => e.AtNanos)
        .ThenBy(e => e.Id)
        .Take(most);

    /// <summary>Versions that were first seen in the period, each after another one of its service and environment, and not reported.</summary>
    internal static IQueryable<ReleaseRow> Seen(CostDb db, int[] projects, long from, long to, int most) => db.Releases.AsNoTracking()
        .TagWith("SeenReleases")
        .Where(r => projects.Contains(r.ProjectId) && r.FirstNanos >= from && r.FirstNanos < to)
        .Where(r => db.Releases.Any(o => o.ProjectId == r.ProjectId && o.Service == r.Service && o.Environment == r.Environment && o.FirstNanos < r.FirstNanos))
        .Where(r => !db.Events.Any(e =>
            e.ProjectId == r.ProjectId && e.Service == r.Service && e.Name == r.Version && e.Kind == Deploy && (e.Environment == "" || e.Environment == r.Environment)))
        .OrderByDescending(r => r.FirstNanos)
        .ThenBy(r => r.Id)
        .Take(most);

    private static ProjectEvent EventOf(EventRow row) =>
        new(new(row.ProjectId), (EventKind)row.Kind, row.Name, row.Service, row.Environment, new(row.AtNanos), row.Url);

    private static EventRow Row(ProjectEvent reported, string? idempotencyKey)
    {
        var row = new EventRow
        {
            ProjectId = reported.Project.Value,
            Kind = (byte)reported.Kind,
            AtNanos = reported.At.Value,
            Name = StorableText.Mend(reported.Name),
            Service = StorableText.Mend(reported.Service),
            Environment = StorableText.Mend(reported.Environment),
            Url = reported.Url is null ? null : StorableText.Mend(reported.Url),
        };
        row.Id = ContentHash.Of(idempotencyKey is null
            ? string.Create(CultureInfo.InvariantCulture, $"content {row.Kind} {row.AtNanos} {row.Name.Length}:{row.Name}{row.Service.Length}:{row.Service}{row.Environment.Length}:{row.Environment}{row.Url}")
            : $"key {idempotencyKey}");
        return row;
    }
}
