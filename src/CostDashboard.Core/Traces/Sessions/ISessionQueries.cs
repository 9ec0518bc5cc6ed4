namespace CostDashboard.Core.Traces.Sessions;

/// <summary>Asks for sessions and users by their traces. A trace belongs to the session and the user that it states now: what comes late moves it, with all that it cost.</summary>
public interface ISessionQueries
{
    /// <remarks>Time grows with the traces that began in the period.</remarks>
    /// <exception cref="ArgumentException">The question names no project.</exception>
    Task<SessionPage> ListAsync(SessionQuestion question, CancellationToken cancellationToken);

    /// <summary>Null where no trace of the period states it. Time grows with its traces.</summary>
    Task<SessionSummary?> FindAsync(OneSession session, CancellationToken cancellationToken);

    /// <summary>Its traces by their start, the first ones where there are more than <paramref name="most"/>.</summary>
    Task<IReadOnlyList<TraceSummary>> GetTracesAsync(OneSession session, int most, CancellationToken cancellationToken);

    /// <summary>Its charged calls by step and model, the dearest first, at most <see cref="SessionPart.Most"/>.</summary>
    /// <remarks>Time grows with the spans of its traces, which the summary counts.</remarks>
    Task<IReadOnlyList<SessionPart>> GetPartsAsync(OneSession session, CancellationToken cancellationToken);
}
