using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Ingest.Import;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>Numbers and ids made of the ids that clients of Langfuse give, the same on every node.</summary>
internal static class LangfuseIds
{
    /// <summary>Characters of an id, as Langfuse has it.</summary>
    internal const int LongestId = 800;

    internal static long EntityOfTrace(string id) => NumberOf(Encoding.UTF8.GetBytes($"trace/{id}"));

    internal static long EntityOfObservation(string id) => NumberOf(Encoding.UTF8.GetBytes($"observation/{id}"));

    /// <summary>The first 63 bits of the SHA-256.</summary>
    internal static long NumberOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }

    /// <summary>
    /// The id of the span that a trace is itself: in Langfuse a trace has a name, a user and times of its own, and its observations stand beneath it.
    /// An observation may have the trace's id (LangChain's do), so the span's is another.
    /// </summary>
    internal static string RootOf(string trace) => OtlpSpanWriter.SpanIdOf($"langfuse trace/{trace}");
}
