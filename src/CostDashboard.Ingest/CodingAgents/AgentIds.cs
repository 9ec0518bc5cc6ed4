using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>Ids for what comes without one: the first bytes of SHA-256 over what it is known by, so that they are the same on every node and at every arrival.</summary>
internal static class AgentIds
{
    internal static TraceId Trace(params ReadOnlySpan<string> knownBy) => TraceId.FromBytes(Hash(knownBy));

    internal static SpanId Span(params ReadOnlySpan<string> knownBy) => SpanId.FromBytes(Hash(knownBy));

    // Lengths go in too, lest two texts in a row run together.
    private static byte[] Hash(ReadOnlySpan<string> texts)
    {
        var all = new StringBuilder();
        foreach (var text in texts)
        {
            all.Append(text.Length).Append(':').Append(text);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString()));
    }
}
