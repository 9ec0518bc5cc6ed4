using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Normalization.Repairs;

/// <summary>Mends what emitters are known to get wrong. Each repair leaves a note on the span, so that the trace page can say what was done.</summary>
public static class SpanRepairs
{
    // Order is meaning: a missing start is taken from the end before the end is compared with it.
    internal static readonly Repair[] InOrder =
    [
        MissingStart.Mend,
        EndBeforeStart.Mend,
        MissingName.Mend,
        UnsetStatus.Mend,
    ];

    /// <param name="receivedAt">When the span reached us; stands in for the times of a span that has none.</param>
    /// <returns>The span itself when nothing had to be mended.</returns>
    public static DecodedSpan Mend(DecodedSpan span, UnixNanos receivedAt)
    {
        foreach (var mend in InOrder)
        {
            span = mend(span, receivedAt);
        }

        return span;
    }

    internal static DecodedSpan WithNote(this DecodedSpan span, string note) => span with { Notes = [.. span.Notes, note] };
}

internal delegate DecodedSpan Repair(DecodedSpan span, UnixNanos receivedAt);
