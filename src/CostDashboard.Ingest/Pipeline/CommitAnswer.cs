namespace CostDashboard.Ingest.Pipeline;

/// <summary>What became of spans that were handed in. There is no third way: they are durable, or the sender is to send them again.</summary>
public abstract record CommitAnswer
{
    private CommitAnswer()
    {
    }

    /// <summary>The spans are stored, and a crash does not lose them.</summary>
    public sealed record Durable : CommitAnswer
    {
        public static Durable Instance { get; } = new();
    }

    /// <summary>Nothing was stored; the same spans may go through later.</summary>
    /// <param name="Reason">For the sender's log.</param>
    /// <param name="IsThrottle">The sender sends faster than we can write; otherwise the store or the server is the cause.</param>
    public sealed record Later(string Reason, bool IsThrottle = false) : CommitAnswer;
}
