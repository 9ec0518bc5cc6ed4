using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Normalization.Repairs;

/// <summary>A start of zero is no time: the span starts when it ended, or when it reached us.</summary>
internal static class MissingStart
{
    internal static DecodedSpan Mend(DecodedSpan span, UnixNanos receivedAt)
    {
        if (span.Start.Value != 0)
        {
            return span;
        }

        return span.End.Value != 0
            ? (span with { Start = span.End }).WithNote("the start was missing: the end stands for it")
            : (span with { Start = receivedAt, End = receivedAt }).WithNote("start and end were missing: the time of receipt stands for them");
    }
}
