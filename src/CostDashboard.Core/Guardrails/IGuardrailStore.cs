using CostDashboard.Core.Access;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Guardrails;

/// <summary>A project's guardrails as they stand.</summary>
/// <param name="Version">0 where they were never changed; one more with every change.</param>
public sealed record StoredGuardrails(GuardrailSettings Settings, int Version);

/// <summary>The limits of each project.</summary>
public interface IGuardrailStore
{
    /// <summary><see cref="GuardrailSettings.Usual"/> where nobody has changed them, or where there is no such project.</summary>
    Task<StoredGuardrails> GetAsync(ProjectId project, CancellationToken cancellationToken);

    /// <summary>Replaces the limits and adds the entry to the audit log, in one transaction. They hold for the next verdict, and for what arrives from now on.</summary>
    /// <param name="loadedVersion">The version that the change was made from.</param>
    /// <returns>False, and nothing is changed, when the version is another one by now.</returns>
    /// <exception cref="ArgumentException">The settings have a mistake; the message is <see cref="GuardrailSettings.FindMistake"/>'s.</exception>
    Task<bool> SetAsync(ProjectId project, GuardrailSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Until when arrivals of the project were looked at for broken guardrails; null where never.</summary>
    Task<UnixNanos?> GetWatchedAsync(ProjectId project, CancellationToken cancellationToken);

    Task SetWatchedAsync(ProjectId project, UnixNanos until, CancellationToken cancellationToken);
}

/// <summary>Asks for traces that break guardrails, from what is stored of each trace beside its spans.</summary>
public interface IGuardrailQueries
{
    /// <summary>
    /// Traces that came, or came again, after a moment and break a guardrail, in the order in which they came; at most <paramref name="most"/>.
    /// Time grows with the traces that came after it, by an index.
    /// </summary>
    /// <param name="after">The last one that was looked at before.</param>
    /// <param name="until">Not after this moment.</param>
    Task<ArrivedTraces> GetArrivedAsync(ProjectId project, GuardrailSettings settings, ArrivalCursor after, UnixNanos until, int most, CancellationToken cancellationToken);

    /// <summary>How many traces that began within a period break these limits, by kind. Time grows with those that may, which are at most <see cref="MostPreviewed"/>.</summary>
    Task<GuardrailPreview> PreviewAsync(ProjectId project, GuardrailSettings settings, UnixNanos from, UnixNanos to, CancellationToken cancellationToken);

    /// <summary>Traces that a preview looks at: those that began last.</summary>
    const int MostPreviewed = 20_000;
}

/// <summary>Up to which trace arrivals were looked at; times tie, numbers do not.</summary>
/// <param name="Number">The store's number of the trace.</param>
public readonly record struct ArrivalCursor(UnixNanos Received, long Number);

/// <summary>A trace that came, and where it stands among those that did.</summary>
public sealed record ArrivedTrace(TraceSummary Summary, ArrivalCursor At);

/// <summary>Traces that came.</summary>
/// <param name="Traces">Those that may break a guardrail by their figures; <see cref="Verdict"/> says which do.</param>
/// <param name="HasMore">More came before the moment that was asked for.</param>
public sealed record ArrivedTraces(IReadOnlyList<ArrivedTrace> Traces, bool HasMore);

/// <summary>What limits would have done in a period.</summary>
/// <param name="Traces">All that began in it.</param>
/// <param name="Breaking">Those that break at least one of them.</param>
/// <param name="ByKind">Those that break each kind; a trace may be in several.</param>
/// <param name="IsLowerBound">There were more traces to look at than <see cref="IGuardrailQueries.MostPreviewed"/>.</param>
public sealed record GuardrailPreview(long Traces, int Breaking, IReadOnlyDictionary<GuardrailKind, int> ByKind, bool IsLowerBound);
