using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spans;

/// <summary>In which words spans are handed over.</summary>
public enum SpanForm : byte
{
    /// <summary>One <c>ExportTraceServiceRequest</c> of OpenTelemetry's protocol, as JSON.</summary>
    Otlp = 1,

    /// <summary>One trace in our plain JSON. All its spans are taken or none, so that the corrected one records nothing twice.</summary>
    Plain = 2,

    /// <summary>A trace with its observations as Langfuse exports it, or a batch for its ingestion API.</summary>
    Langfuse = 3,
}

/// <summary>What became of spans that were handed over.</summary>
public abstract record SpanReceipt
{
    private SpanReceipt()
    {
    }

    /// <summary>What could be taken is durable.</summary>
    /// <param name="Spans">How many are.</param>
    /// <param name="Traces">Of which traces, in the order in which they first stand.</param>
    /// <param name="Rejected">How many could not be taken.</param>
    /// <param name="Rejections">The first of these, with the reason for each.</param>
    public sealed record Taken(int Spans, IReadOnlyList<TraceId> Traces, int Rejected, IReadOnlyList<Rejection> Rejections) : SpanReceipt;

    /// <summary>Nothing could be read, and nothing was stored.</summary>
    public sealed record Unreadable(string Reason) : SpanReceipt;

    /// <summary>Nothing was stored; the same may go through later.</summary>
    public sealed record Later(string Reason) : SpanReceipt;
}

/// <summary>Spans that a door was given, and did not decode.</summary>
/// <param name="Project">The project of all of them.</param>
/// <param name="ApiKeyId">The key that sends them.</param>
/// <param name="Client">What the sender says of itself; hostile. Null for nothing.</param>
/// <param name="Bytes">Uncompressed; not looked at after they were taken.</param>
public sealed record SpanParcel(Door Door, ProjectId Project, int ApiKeyId, string? Client, SpanForm Form, ReadOnlyMemory<byte> Bytes);

/// <summary>Takes spans from doors that decode nothing themselves: they go the same way as all others, from the decoder to the commit.</summary>
public interface ISpanDoor
{
    /// <summary>Returns when the spans are durable, or when it is known that nothing was stored.</summary>
    /// <param name="cancellationToken">Ends the waiting; spans that are on their way to the store are stored all the same.</param>
    Task<SpanReceipt> TakeAsync(SpanParcel parcel, CancellationToken cancellationToken);
}
