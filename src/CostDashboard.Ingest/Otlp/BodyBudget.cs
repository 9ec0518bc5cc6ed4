namespace CostDashboard.Ingest.Otlp;

/// <summary>Counts the bytes of all bodies that are held at a time, so that many large requests together cannot exhaust the memory.</summary>
internal sealed class BodyBudget(IngestOptions options)
{
    private long _held;

    /// <summary>Bytes held now.</summary>
    internal long Held => Interlocked.Read(ref _held);

    /// <summary>False when that would be too many; then nothing is held.</summary>
    internal bool TryHold(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= options.MostBytesInFlight)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    internal void Release(long bytes) => Interlocked.Add(ref _held, -bytes);
}
