using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Delivery;

/// <summary>The routes of projects.</summary>
public interface IRouteStore
{
    /// <summary>By name. There are at most <see cref="RouteRules.MostOfProject"/>.</summary>
    Task<IReadOnlyList<DeliveryRoute>> GetAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>Adds a route, or replaces the one of its id if that has the version of <paramref name="route"/>, with the entry to the audit log.</summary>
    /// <returns>The route as it is stored; null, and nothing is changed, where somebody else changed or deleted it, or the project has too many.</returns>
    /// <exception cref="ArgumentException">The route has a mistake; the message is that of <see cref="RouteRules.FindMistake(DeliveryRoute)"/>.</exception>
    Task<DeliveryRoute?> SaveAsync(DeliveryRoute route, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Deletes a route. What waits for it is given up with that reason, so that the log says what was not told.</summary>
    /// <returns>False where there is none.</returns>
    Task<bool> DeleteAsync(ProjectId project, int route, AuditEntry entry, CancellationToken cancellationToken);
}

/// <summary>The messages that are to be delivered, and those that were.</summary>
/// <remarks>
/// Durable: a message that is planned is delivered, or is dead and shown as such until somebody dismisses it; nothing else ends it. At least once: a try whose end nobody
/// heard of is made again when its lease is over, with the same idempotency key.
/// </remarks>
public interface IOutbox
{
    /// <summary>Plans what a change of an incident tells on the project's routes. The same change again plans nothing.</summary>
    /// <returns>How many messages tell it.</returns>
    Task<int> PlanAsync(IncidentNotice notice, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Plans the message of a test, with the entry to the audit log.</summary>
    /// <returns>The messages, one for each recipient; none where there is no such route.</returns>
    Task<IReadOnlyList<Guid>> TestAsync(IncidentNotice notice, int route, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Takes messages that are due and that nobody has. Until their leases end nobody else gets them. Of one route at most
    /// <paramref name="mostOfRoute"/>, so that a receiver that hangs does not keep the others waiting.
    /// What is due beyond a route's messages in an hour, as after an outage or a replay, is put off to the next hour.
    /// </summary>
    /// <remarks>Time grows with the routes that have something due, not with what waits or was delivered.</remarks>
    Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(Guid node, UnixNanos now, UnixNanos leaseEnd, int most, int mostOfRoute, CancellationToken cancellationToken);

    /// <summary>Writes down what came of a try, and plans the next one or gives the message up, by <see cref="RetrySchedule"/>.</summary>
    /// <param name="nanoseconds">How long the try took.</param>
    /// <returns>False where the lease had ended and the message is somebody else's by now: then only the log says it, and a delivery still ends the message.</returns>
    Task<bool> EndAsync(ClaimedMessage claimed, Guid node, AttemptResult result, long nanoseconds, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>The log, the latest planned first.</summary>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <exception cref="FormatException">The cursor is none that the log gave.</exception>
    Task<DeliveryPage> GetAsync(DeliveryQuestion question, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>A message with its tries and what it tells; null where the project has no such message.</summary>
    Task<DeliveryDetail?> GetAsync(ProjectId project, Guid message, CancellationToken cancellationToken);

    /// <summary>Lets dead messages whose routes are there wait again, with all their tries before them, and adds the entry to the audit log where there are any.</summary>
    /// <param name="which">One that is named may be dismissed as well as dead.</param>
    /// <returns>How many there are to be tried again.</returns>
    Task<int> ReplayAsync(ProjectId project, DeadMessages which, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Puts dead messages aside, and adds the entry to the audit log where there are any. The log keeps who did and why.</summary>
    /// <returns>How many were put aside.</returns>
    /// <exception cref="ArgumentException">The reason is none; the message is that of <see cref="MessageDismissal.FindMistake"/>.</exception>
    Task<int> DismissAsync(ProjectId project, DeadMessages which, string reason, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Deletes what was delivered or dismissed before a moment, some at a time; never what waits or is dead.</summary>
    /// <returns>How many were deleted; 0 when there are no more.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<int> SweepAsync(UnixNanos before, CancellationToken cancellationToken);
}

/// <summary>What is asked of the log.</summary>
/// <param name="State">Null for all.</param>
/// <param name="Route">Null for all.</param>
public sealed record DeliveryQuestion(ProjectId Project, MessageState? State = null, int? Route = null);

/// <summary>A page of the log.</summary>
/// <param name="Next">The cursor of the page after; null on the last one.</param>
/// <param name="Dead">Dead messages of the project in all.</param>
/// <param name="Waiting">Those that wait, in all.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryMessage> Messages, string? Next, int Dead, int Waiting)
{
    public const int MostRows = 200;
}

/// <param name="Notices">The first ones, at most <see cref="ClaimedMessage.MostShown"/>.</param>
/// <param name="Attempts">In their order.</param>
public sealed record DeliveryDetail(DeliveryMessage Message, IReadOnlyList<IncidentNotice> Notices, IReadOnlyList<DeliveryAttempt> Attempts);
