namespace CostDashboard.Ingest;

/// <summary>The limits of taking spans in, as the configuration section <c>Ingest</c> can set them. Whatever is beyond one is told to the sender.</summary>
public sealed record IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>Bytes of one request's body after decompression; a larger one is refused for good (413, RESOURCE_EXHAUSTED).</summary>
    public int MostBodyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes of all bodies that are held at a time; a request beyond is told to come later.</summary>
    public long MostBytesInFlight { get; init; } = 256L * 1024 * 1024;

    /// <summary>Spans that may wait for the writer; a request beyond is told to come later. A single request is taken whatever its size.</summary>
    public int MostQueuedSpans { get; init; } = 200_000;

    /// <summary>Bytes (as received) whose spans may wait for the writer.</summary>
    public long MostQueuedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Spans of one commit; a request is never split, so one larger than this is a commit of its own.</summary>
    public int MostSpansPerCommit { get; init; } = 8_000;

    /// <summary>Bytes (as received) whose spans go into one commit.</summary>
    public long MostBytesPerCommit { get; init; } = 32L * 1024 * 1024;

    /// <summary>What a sender that was told "later" should wait.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);
}
