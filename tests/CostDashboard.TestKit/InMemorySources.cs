using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Keeps what was counted, without limits.</summary>
public sealed class InMemorySources : ISourceStore
{
    private readonly Lock _gate = new();
    private readonly List<SourceBatch> _batches = [];

    public Task AddAsync(SourceBatch batch, UnixNanos now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _batches.Add(batch);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SourceTotal>> GetAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SourceTotal>>(
    [
        .. HoursOf(project, from)
            .GroupBy(hour => hour.Source, hour => hour.Figures)
            .Select(of => new SourceTotal(of.Key, of.Aggregate((sum, next) => sum.Plus(next))))
            .OrderByDescending(total => total.Figures.Spans),
    ]);

    public Task<IReadOnlyList<SourceHourTotal>> GetHoursAsync(ProjectId project, UnixNanos from, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SourceHourTotal>>(
    [
        .. HoursOf(project, from)
            .GroupBy(hour => hour.Hour)
            .OrderBy(of => of.Key)
            .Select(of => new SourceHourTotal(of.Key, of.Sum(hour => hour.Figures.Spans), of.Sum(hour => hour.Figures.Rejected))),
    ]);

    public Task<IReadOnlyList<SourceRejection>> GetRejectionsAsync(ProjectId project, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SourceRejection>>(
                [.. _batches.SelectMany(batch => batch.Rejections).Where(one => one.Project == project).Select(one => one.Rejection).OrderByDescending(one => one.At)]);
        }
    }

    private List<SourceHour> HoursOf(ProjectId project, UnixNanos from)
    {
        lock (_gate)
        {
            return [.. _batches.SelectMany(batch => batch.Hours).Where(hour => hour.Project == project && hour.Hour >= from)];
        }
    }
}
