using System.Collections.Concurrent;
using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Events;

/// <summary>
/// The moments at which versions of services were first seen. A commit asks the database only about versions that this process has not seen
/// written, or not as early: after the first span of a version, nothing.
/// </summary>
internal sealed class SeenReleases
{
    private const int MostRemembered = 100_000;

    // Moments only move back, so what is remembered is never earlier than what is stored, and whatever is not before it changes nothing.
    private readonly ConcurrentDictionary<ReleaseKey, long> _known = [];

    /// <summary>The first start of each version among the written spans of a plan that may be news.</summary>
    public Dictionary<ReleaseKey, long> NewsOf(CommitPlan plan)
    {
        var news = new Dictionary<ReleaseKey, long>();
        foreach (var trace in plan.Traces)
        {
            foreach (var span in trace.Written)
            {
                Note(news, trace.Key.Project, span.Facts, key => _known.GetValueOrDefault(key, long.MaxValue));
            }
        }

        return news;
    }

    /// <summary>Writes what is earlier than what is stored, within somebody's transaction. Two that meet at a new version collide, and one is run again.</summary>
    /// <exception cref="InvalidDataException">Two releases have the same number; nothing can be written that needs the second.</exception>
    public static async Task WriteAsync(IWriteSession session, IReadOnlyDictionary<ReleaseKey, long> news, CancellationToken cancellationToken)
    {
        foreach (var project in news.GroupBy(n => n.Key.Project.Value).ToList())
        {
            var rows = project.Select(n => Row(n.Key, n.Value)).ToList();
            var stored = new Dictionary<long, ReleaseRow>();
            foreach (var ids in rows.Select(r => r.Id).Chunk(1000))
            {
                foreach (var row in await ByIds(session.Db, project.Key, ids).ToListAsync(cancellationToken))
                {
                    stored[row.Id] = row;
                }
            }

            await WriteAsync(session.Db, rows, stored, cancellationToken);
        }
    }

    /// <summary>Remembers what was written, after the commit.</summary>
    public void Know(IReadOnlyDictionary<ReleaseKey, long> written)
    {
        if (_known.Count > MostRemembered)
        {
            _known.Clear();
        }

        foreach (var (key, first) in written)
        {
            _known.AddOrUpdate(key, first, (_, known) => Math.Min(known, first));
        }
    }

    /// <summary>The moments of all spans of a trace, for a rebuild.</summary>
    public static void Collect(Dictionary<ReleaseKey, long> first, TraceRollup trace)
    {
        foreach (var span in trace.Spans)
        {
            Note(first, trace.Project, span.Node.Span, _ => long.MaxValue);
        }
    }

    internal static IQueryable<ReleaseRow> ByIds(CostDb db, int project, long[] ids) =>
        db.Releases.AsNoTracking().TagWith("ReleasesByIds").Where(r => r.ProjectId == project && ids.Contains(r.Id));

    internal static IQueryable<ReleaseRow> OfProject(CostDb db, int project) =>
        db.Releases.AsNoTracking().TagWith("ReleasesOfProject").Where(r => r.ProjectId == project);

    private static async Task WriteAsync(CostDb db, List<ReleaseRow> rows, Dictionary<long, ReleaseRow> stored, CancellationToken cancellationToken)
    {
        int? count = null;
        foreach (var row in rows)
        {
            if (!stored.TryGetValue(row.Id, out var old))
            {
                count ??= await OfProject(db, row.ProjectId).CountAsync(cancellationToken);
                if (count < EventRules.MostReleases)
                {
                    db.Releases.Add(row);
                    count++;
                }
            }
            else if ((old.Service, old.Environment, old.Version) != (row.Service, row.Environment, row.Version))
            {
                throw new InvalidDataException($"Two releases have the number {row.Id}: {old.Service} {old.Version}, which is stored, and {row.Service} {row.Version}, which cannot be written.");
            }
            else if (row.FirstNanos < old.FirstNanos)
            {
                // Another node may have moved it further back since.
                await db.Releases
                    .Where(r => r.ProjectId == row.ProjectId && r.Id == row.Id && r.FirstNanos > row.FirstNanos)
                    .ExecuteUpdateAsync(r => r.SetProperty(x => x.FirstNanos, row.FirstNanos), cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private static void Note(Dictionary<ReleaseKey, long> first, ProjectId project, SpanFacts span, Func<ReleaseKey, long> known)
    {
        if (ReleaseKey.Of(project, span.Service, span.Attribution.Environment, span.ServiceVersion) is { } key
            && span.Start.Value < (first.TryGetValue(key, out var earlier) ? earlier : known(key)))
        {
            first[key] = span.Start.Value;
        }
    }

    private static ReleaseRow Row(ReleaseKey key, long first) => new()
    {
        ProjectId = key.Project.Value,
        Id = ContentHash.Of($"{key.Service.Length}:{key.Service}{key.Environment.Length}:{key.Environment}{key.Version}"),
        Service = key.Service,
        Environment = key.Environment,
        Version = key.Version,
        FirstNanos = first,
    };
}
