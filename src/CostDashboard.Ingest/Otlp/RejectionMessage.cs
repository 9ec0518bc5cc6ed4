using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CostDashboard.Ingest.Otlp;

/// <summary>Puts rejections into one line for the sender's log: each reason once, with a span that it befell.</summary>
internal static class RejectionMessage
{
    private const int Longest = 2_000;

    /// <summary>As the protocol calls what a request of a signal brings.</summary>
    internal static string ItemsOf(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => "spans",
        OtlpSignal.Logs => "log records",
        OtlpSignal.Metrics => "data points",
        _ => throw new UnreachableException(),
    };

    /// <summary>Null where there is nothing to say.</summary>
    internal static string? Of(OtlpSignal signal, DecodedBatch batch)
    {
        if (batch.Rejected == 0)
        {
            return batch.Warning;
        }

        var all = batch.Rejected + batch.Spans.Count + batch.Ignored;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{batch.Rejected:N0} of {all:N0} {ItemsOf(signal)} were rejected: ");
        var isFirst = true;
        foreach (var reason in batch.Rejections.GroupBy(r => r.Reason, StringComparer.Ordinal))
        {
            text.Append(isFirst ? "" : "; ").Append(reason.Key).Append(CultureInfo.InvariantCulture, $" ({reason.First().Span}");
            text.Append(reason.Skip(1).Any() ? ", and others)" : ")");
            isFirst = false;
        }

        if (batch.Warning is { } warning)
        {
            text.Append("; ").Append(warning);
        }

        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest) + "…";
    }
}
