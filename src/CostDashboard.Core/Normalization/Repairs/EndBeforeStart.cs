using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Normalization.Repairs;

/// <summary>A span that ends before it starts (clocks of two machines, or an end of zero) ends when it starts.</summary>
internal static class EndBeforeStart
{
    internal static DecodedSpan Mend(DecodedSpan span, UnixNanos receivedAt)
    {
        if (span.End >= span.Start)
        {
            return span;
        }

        var note = span.End.Value == 0 ? "the end was missing: the start stands for it" : "the end lay before the start: the start stands for it";
        return (span with { End = span.Start }).WithNote(note);
    }
}
