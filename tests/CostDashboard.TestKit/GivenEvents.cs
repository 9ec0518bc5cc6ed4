using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>What happened, as the test says.</summary>
public sealed class GivenEvents(params IReadOnlyList<ProjectEvent> happened) : IEventStore
{
    public Task<EventAnswer> AddAsync(ProjectEvent reported, string? idempotencyKey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ProjectEvent>> ListAsync(ProjectId? project, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProjectEvent>>([.. happened.Where(one => one.At >= from && one.At < to)]);
}
