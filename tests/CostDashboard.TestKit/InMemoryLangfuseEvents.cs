using CostDashboard.Core.Access;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Keeps Langfuse's events as the contract says, until the test ends.</summary>
public sealed class InMemoryLangfuseEvents : ILangfuseEvents
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ProjectId Project, long Entity, long Id), (LangfuseEvent Event, UnixNanos Arrived, bool IsUnsettled)> _rows = [];

    public Task<IReadOnlySet<long>> AddAsync(ProjectId project, IReadOnlyList<LangfuseEvent> events, UnixNanos now, CancellationToken cancellationToken)
    {
        var full = new HashSet<long>();
        lock (_gate)
        {
            foreach (var one in events.Where(one => !_rows.ContainsKey((project, one.Entity, one.Id))))
            {
                if (CountOf(project, one.Entity) >= ILangfuseEvents.MostEvents)
                {
                    full.Add(one.Entity);
                }
                else
                {
                    _rows.TryAdd((project, one.Entity, one.Id), (one with { Json = one.Json.ToArray() }, now, true));
                }
            }
        }

        return Task.FromResult<IReadOnlySet<long>>(full);
    }

    public Task<IReadOnlyList<LangfuseStory>> GetAsync(ProjectId project, IReadOnlyCollection<long> entities, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<LangfuseStory>>([.. entities.Where(entity => CountOf(project, entity) > 0).Select(entity => StoryOf(project, entity))]);
        }
    }

    public Task<IReadOnlyList<long>> SettleAsync(
        ProjectId project, IReadOnlyCollection<LangfuseStory> written, IReadOnlyCollection<long> taken, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            long[] grown = [.. written.Where(story => StoryOf(project, story.Entity).Extent != story.Extent).Select(story => story.Entity)];
            foreach (var story in written.Where(story => !grown.Contains(story.Entity)))
            {
                foreach (var key in _rows.Keys.Where(key => key.Project == project && key.Entity == story.Entity && taken.Contains(key.Id)).ToList())
                {
                    _rows[key] = _rows[key] with { IsUnsettled = false };
                }
            }

            return Task.FromResult<IReadOnlyList<long>>(grown);
        }
    }

    public Task<IReadOnlyList<UnsettledEntity>> GetUnsettledAsync(UnixNanos before, int most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<UnsettledEntity>>(
            [
                .. _rows.Where(row => row.Value.IsUnsettled && row.Value.Arrived < before)
                    .OrderBy(row => row.Value.Arrived)
                    .Take(most)
                    .Select(row => new UnsettledEntity(row.Key.Project, row.Key.Entity, row.Value.Event.Trace))
                    .Distinct(),
            ]);
        }
    }

    public Task<int> DeleteAsync(UnixNanos cutoff, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _rows.GroupBy(row => (row.Key.Project, row.Key.Entity))
                .Where(of => of.All(row => row.Value.Arrived < cutoff && !row.Value.IsUnsettled))
                .SelectMany(of => of.Select(row => row.Key))
                .Take(ILangfuseEvents.MostDeleted)
                .ToList();
            old.ForEach(key => _rows.Remove(key));
            return Task.FromResult(old.Count);
        }
    }

    private int CountOf(ProjectId project, long entity) => _rows.Keys.Count(key => key.Project == project && key.Entity == entity);

    private LangfuseStory StoryOf(ProjectId project, long entity)
    {
        var events = _rows.Where(row => row.Key.Project == project).Select(row => row.Value.Event).ToList();
        var own = events.Where(one => one.Entity == entity).ToList();
        var ofTrace = events.Where(one => one.Trace == entity).ToList();
        return new(entity, own, own.Exists(one => one.Trace == entity) ? (ofTrace.Min(one => one.First), ofTrace.Max(one => one.Last)) : null);
    }
}
