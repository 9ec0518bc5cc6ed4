using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Normalization.Repairs;

/// <summary>A span without a name gets one that can be read and clicked.</summary>
internal static class MissingName
{
    internal const string Unnamed = "(unnamed)";

    internal static DecodedSpan Mend(DecodedSpan span, UnixNanos receivedAt) =>
        string.IsNullOrWhiteSpace(span.Name) ? (span with { Name = Unnamed }).WithNote("the name was missing") : span;
}
