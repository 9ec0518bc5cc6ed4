using CostDashboard.Core.Access;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Details;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Langfuse;

/// <inheritdoc />
internal sealed class LangfuseEventStore(IDatabase database) : ILangfuseEvents
{
    public Task<IReadOnlySet<long>> AddAsync(ProjectId project, IReadOnlyList<LangfuseEvent> events, UnixNanos now, CancellationToken cancellationToken) =>
        database.ChangeAsync<IReadOnlySet<long>>(
            async db =>
            {
                long[] entities = [.. events.Select(one => one.Entity).Distinct()];
                var known = (await LangfuseQueries.Keys(db, project.Value, entities).ToListAsync(cancellationToken)).Select(key => (key.Entity, key.Id)).ToHashSet();
                var counts = known.CountBy(key => key.Entity).ToDictionary();
                var full = new HashSet<long>();
                foreach (var one in events)
                {
                    if (known.Contains((one.Entity, one.Id)))
                    {
                        continue;
                    }

                    var count = counts.GetValueOrDefault(one.Entity);
                    if (count >= ILangfuseEvents.MostEvents)
                    {
                        full.Add(one.Entity);
                        continue;
                    }

                    known.Add((one.Entity, one.Id));
                    counts[one.Entity] = count + 1;
                    db.LangfuseEvents.Add(RowOf(project, one, now));
                }

                await db.SaveChangesAsync(cancellationToken);
                return full;
            },
            cancellationToken);

    public async Task<IReadOnlyList<LangfuseStory>> GetAsync(ProjectId project, IReadOnlyCollection<long> entities, CancellationToken cancellationToken)
    {
        // Both answers are of one moment: the extent of a story is what tells whether more came.
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await StoriesAsync(snapshot.Db, project, [.. entities], cancellationToken);
    }

    public Task<IReadOnlyList<long>> SettleAsync(
        ProjectId project, IReadOnlyCollection<LangfuseStory> written, IReadOnlyCollection<long> taken, CancellationToken cancellationToken) =>
        database.ChangeAsync<IReadOnlyList<long>>(
            async db =>
            {
                long[] entities = [.. written.Select(story => story.Entity)];
                var counts = (await LangfuseQueries.Keys(db, project.Value, entities).ToListAsync(cancellationToken)).CountBy(key => key.Entity).ToDictionary();
                var periods = await PeriodsAsync(db, project, entities, cancellationToken);
                var (settled, grown) = (new List<long>(), new List<long>());
                foreach (var story in written)
                {
                    var isWhole = (counts.GetValueOrDefault(story.Entity), PeriodOf(periods, story.Entity)) == story.Extent;
                    (isWhole ? settled : grown).Add(story.Entity);
                }

                await LangfuseQueries.Taken(db, project.Value, [.. settled], [.. taken])
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.UnsettledNanos, (long?)null), cancellationToken);
                return grown;
            },
            cancellationToken);

    public async Task<IReadOnlyList<UnsettledEntity>> GetUnsettledAsync(UnixNanos before, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await LangfuseQueries.Unsettled(db, before.Value, most).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new UnsettledEntity(new(row.ProjectId), row.Entity, row.Trace)).Distinct()];
    }

    public Task<int> DeleteAsync(UnixNanos cutoff, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var rows = await LangfuseQueries.Expired(db, cutoff.Value, ILangfuseEvents.MostDeleted).ToListAsync(cancellationToken);
            db.LangfuseEvents.RemoveRange(rows);
            await db.SaveChangesAsync(cancellationToken);
            return rows.Count;
        },
        cancellationToken);

    private static async Task<IReadOnlyList<LangfuseStory>> StoriesAsync(CostDb db, ProjectId project, long[] entities, CancellationToken cancellationToken)
    {
        var rows = await LangfuseQueries.Of(db, project.Value, entities).ToListAsync(cancellationToken);
        var periods = await PeriodsAsync(db, project, entities, cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.Entity).Select(of => new LangfuseStory(of.Key, [.. of.Select(EventOf)], PeriodOf(periods, of.Key))),
        ];
    }

    private static async Task<Dictionary<long, (UnixNanos First, UnixNanos Last)>> PeriodsAsync(CostDb db, ProjectId project, long[] entities, CancellationToken cancellationToken)
    {
        var periods = new Dictionary<long, (UnixNanos First, UnixNanos Last)>();
        foreach (var trace in await LangfuseQueries.Periods(db, project.Value, entities).ToListAsync(cancellationToken))
        {
            periods[trace.Entity] = (new(trace.First), new(trace.Last));
        }

        return periods;
    }

    private static (UnixNanos First, UnixNanos Last)? PeriodOf(Dictionary<long, (UnixNanos First, UnixNanos Last)> periods, long entity) =>
        periods.TryGetValue(entity, out var period) ? period : null;

    private static LangfuseEventRow RowOf(ProjectId project, LangfuseEvent one, UnixNanos now) => new()
    {
        ProjectId = project.Value,
        Entity = one.Entity,
        Id = one.Id,
        Trace = one.Trace,
        FirstNanos = one.First.Value,
        LastNanos = one.Last.Value,
        ArrivedNanos = now.Value,
        UnsettledNanos = now.Value,
        Json = Packing.Pack(one.Json.Span),
    };

    private static LangfuseEvent EventOf(LangfuseEventRow row) =>
        new(row.Entity, row.Id, row.Trace, new(row.FirstNanos), new(row.LastNanos), Packing.Unpack(row.Json).ToArray());
}
