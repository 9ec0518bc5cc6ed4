using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>Writes spans, the summaries of their traces and the totals, as one.</summary>
public interface ISpanStore
{
    /// <summary>Returns once the spans are durable.</summary>
    /// <remarks>
    /// Idempotent: a span seen again replaces itself, so an exporter's retry changes no total.
    /// Atomic: either every span of the batch is readable afterwards and the totals contain it, or nothing changed and this throws.
    /// Order: none is assumed; a child may arrive a day before its parent.
    /// Concurrent calls are safe; what they decide together is as if they had come one after another.
    /// </remarks>
    /// <exception cref="StoreUnavailableException">Nothing was written, and the same call may go through later.</exception>
    Task CommitAsync(IReadOnlyList<PricedSpan> spans, CancellationToken cancellationToken);
}

/// <summary>The database could not take a write now (busy, full, unreachable): the exporter is told to send again.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
