using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Langfuse;

/// <summary>What a client of Langfuse said at one time of one trace or observation: a part of it, which others complete.</summary>
/// <param name="Entity">Of what it tells: a number made of its kind and its id.</param>
/// <param name="Id">A number made of all that it says, so that an event that comes again is the same one.</param>
/// <param name="Trace">The entity that is the trace, also where this is of an observation; null where an observation's update does not name it.</param>
/// <param name="First">The earliest moment of what it tells of.</param>
/// <param name="Last">The latest.</param>
/// <param name="Json">The event in UTF-8, without what models were told and answered.</param>
public sealed record LangfuseEvent(long Entity, long Id, long? Trace, UnixNanos First, UnixNanos Last, ReadOnlyMemory<byte> Json)
{
    /// <summary>Bytes of one event beside the texts that are not kept here.</summary>
    public const int MostBytes = 256 * 1024;
}

/// <summary>What is known of one trace or observation.</summary>
/// <param name="Events">All its events, in no order.</param>
/// <param name="Period">Of a trace, from the earliest to the latest moment of its events and those of its observations; null of an observation.</param>
public sealed record LangfuseStory(long Entity, IReadOnlyList<LangfuseEvent> Events, (UnixNanos First, UnixNanos Last)? Period)
{
    /// <summary>Stories of one entity differ in nothing that a span is made of where these are equal: events are only added.</summary>
    public (int Events, (UnixNanos First, UnixNanos Last)? Period) Extent => (Events.Count, Period);
}

/// <summary>An entity whose span may not tell yet what its events do, nor that of its trace.</summary>
public readonly record struct UnsettledEntity(ProjectId Project, long Entity, long? Trace);

/// <summary>Keeps the events of Langfuse's batch protocol, of which spans are made: an observation comes in parts, in any order, over hours.</summary>
/// <remarks>
/// An event is unsettled from its commit until whoever took it has written the span and found by <see cref="SettleAsync"/> that nothing came
/// meanwhile. Nobody else settles it: a process that dies before that may have written an older span over a newer one, and
/// <see cref="GetUnsettledAsync"/> finds what it left.
/// </remarks>
public interface ILangfuseEvents
{
    /// <summary>Events of one trace or observation; a client sends two to four.</summary>
    const int MostEvents = 500;

    /// <summary>Nanoseconds after its last event for which what is known of an entity can still be added to: 30 days.</summary>
    const long Kept = 30 * UnixNanos.PerDay;

    /// <summary>Events that one call of <see cref="DeleteAsync"/> deletes at most.</summary>
    const int MostDeleted = 500;

    /// <summary>Makes events durable. One that is there already is not written again. All of them or none.</summary>
    /// <returns>The entities that have <see cref="MostEvents"/>; new events of these were not taken.</returns>
    /// <exception cref="StoreUnavailableException">The database takes no writes now.</exception>
    Task<IReadOnlySet<long>> AddAsync(ProjectId project, IReadOnlyList<LangfuseEvent> events, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>What is known of these entities; those of which nothing is are left out. Time grows with their events, not with what is stored.</summary>
    Task<IReadOnlyList<LangfuseStory>> GetAsync(ProjectId project, IReadOnlyCollection<long> entities, CancellationToken cancellationToken);

    /// <summary>Notes that the spans of these stories are durable.</summary>
    /// <param name="taken">The events that the caller took, by their ids; those of entities of which more is known by now stay unsettled.</param>
    /// <returns>The entities of which more is known by now: their spans have to be made again.</returns>
    /// <exception cref="StoreUnavailableException">The database takes no writes now.</exception>
    Task<IReadOnlyList<long>> SettleAsync(ProjectId project, IReadOnlyCollection<LangfuseStory> written, IReadOnlyCollection<long> taken, CancellationToken cancellationToken);

    /// <summary>Entities with unsettled events that arrived before a moment, the oldest first.</summary>
    Task<IReadOnlyList<UnsettledEntity>> GetUnsettledAsync(UnixNanos before, int most, CancellationToken cancellationToken);

    /// <summary>Deletes what is known of entities whose last event arrived before the cutoff.</summary>
    /// <returns>How many events went; 0 when there are no more.</returns>
    /// <exception cref="StoreUnavailableException">The database takes no writes now.</exception>
    Task<int> DeleteAsync(UnixNanos cutoff, CancellationToken cancellationToken);
}
