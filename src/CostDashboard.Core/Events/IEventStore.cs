using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Events;

/// <summary>What became of a reported event.</summary>
public enum EventOutcome
{
    Added = 1,

    /// <summary>The same was reported before; nothing was changed.</summary>
    Known = 2,

    /// <summary>Another event was reported under this idempotency key; nothing was changed.</summary>
    KeyIsTaken = 3,

    /// <summary>The project has <see cref="EventRules.MostPerDay"/> events on that day already; nothing was changed.</summary>
    TooMany = 4,
}

/// <param name="Kept">As it is stored: now, or since it was first reported; null where it was not kept.</param>
public sealed record EventAnswer(EventOutcome Outcome, ProjectEvent? Kept = null);

/// <summary>What happened in projects: what was reported, and which versions of services were first seen in spans when.</summary>
/// <remarks>
/// The moment at which a version was first seen is kept by the commit of its first span (<see cref="ISpanStore"/>): the earliest start of any
/// span that ever stated it, so a late span moves it back, and neither order nor repetition change it. Deleting spans does not.
/// </remarks>
public interface IEventStore
{
    /// <summary>Keeps an event and returns once it is durable. The same event again is <see cref="EventOutcome.Known"/>, with and without a key.</summary>
    /// <param name="reported">It passes <see cref="EventRules"/>.</param>
    /// <param name="idempotencyKey">
    /// Names this report among the project's, so that a retry may come with another moment; null where the event's content names it.
    /// </param>
    /// <exception cref="StoreUnavailableException">The database cannot write now.</exception>
    Task<EventAnswer> AddAsync(ProjectEvent reported, string? idempotencyKey, CancellationToken cancellationToken);

    /// <summary>
    /// What happened from a moment to before another, by time; of more than <paramref name="most"/> the latest. A version that was seen is a
    /// deploy where another one of the same service and environment was seen before it: the first one of all is how things were. One that was
    /// also reported, for its environment or for none in particular, is told once, as it was reported.
    /// </summary>
    Task<IReadOnlyList<ProjectEvent>> ListAsync(ProjectId? project, UnixNanos from, UnixNanos to, int most, CancellationToken cancellationToken);
}
