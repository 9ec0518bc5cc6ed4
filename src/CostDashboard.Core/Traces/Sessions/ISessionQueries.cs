namespace CostDashboard.Core.Traces.Sessions;

/// <summary>Asks for sessions and users by their traces. A trace belongs to the session and the user that it states now: what comes late moves it, with all that it cost.</summary>
public interface ISessionQueries
{
    /// <remarks>Time grows with the traces that began in the period.</remarks>
    /// <exception cref="ArgumentException">The question names no project.</exception>
    Task<SessionPage> ListAsync(SessionQuestion question, CancellationToken cancellationToken);

    /// <summary>One of them with its traces and calls, as of one moment: they add up to its sums. Null where no trace of the period states it.</summary>
    /// <param name="mostTraces">Where it has more, the first ones are read.</param>
    /// <param name="mostSpans">Where its traces have more, its calls are not added up.</param>
    /// <remarks>Time grows with its traces, and up to <paramref name="mostSpans"/> with their spans.</remarks>
    Task<SessionReading?> ReadAsync(OneSession session, int mostTraces, long mostSpans, CancellationToken cancellationToken);
}

/// <summary>One session or user.</summary>
/// <param name="Traces">By their start.</param>
/// <param name="Parts">Its charged calls by step and model, the dearest first, at most <see cref="SessionPart.Most"/>; null where its spans were too many.</param>
public sealed record SessionReading(SessionSummary Sums, IReadOnlyList<TraceSummary> Traces, IReadOnlyList<SessionPart>? Parts);
