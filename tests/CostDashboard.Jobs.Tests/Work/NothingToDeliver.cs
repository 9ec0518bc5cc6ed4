using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Delivery;

namespace CostDashboard.Jobs.Tests.Work;

/// <summary>An outbox in which there is never anything, and a way out that nobody takes.</summary>
internal sealed class NothingToDeliver : IOutbox, IDeliveryDoor
{
    public Task<int> PlanAsync(IncidentNotice notice, UnixNanos now, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<Guid>> TestAsync(IncidentNotice notice, int route, AuditEntry entry, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Guid>>([]);

    public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(Guid node, UnixNanos now, UnixNanos leaseEnd, int most, int mostOfRoute, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClaimedMessage>>([]);

    public Task<bool> EndAsync(ClaimedMessage claimed, Guid node, AttemptResult result, long nanoseconds, UnixNanos now, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<DeliveryPage> GetAsync(DeliveryQuestion question, string? cursor, int limit, CancellationToken cancellationToken) => Task.FromResult(new DeliveryPage([], null, 0, 0));

    public Task<DeliveryDetail?> GetAsync(ProjectId project, Guid message, CancellationToken cancellationToken) => Task.FromResult<DeliveryDetail?>(null);

    public Task<int> ReplayAsync(ProjectId project, DeadMessages which, AuditEntry entry, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<int> DismissAsync(ProjectId project, DeadMessages which, string reason, AuditEntry entry, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<int> SweepAsync(UnixNanos before, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<AttemptResult> DeliverAsync(ClaimedMessage message, UnixNanos now, CancellationToken cancellationToken) => throw new InvalidOperationException("There was nothing to deliver.");
}
