namespace CostDashboard.Storage.Model;

/// <summary>A trace's summary, and the number under which its spans lie.</summary>
internal sealed class TraceRow
{
    /// <summary>
    /// Time-ordered: the start of the first span that was stored of it, in Unix nanoseconds, with its low bits replaced by a hash
    /// (<see cref="Traces.TraceNumbers"/>). It never changes. A day of traces is a range of numbers, which is how tables are partitioned.
    /// </summary>
    public long Number { get; set; }

    public int ProjectId { get; set; }

    public byte[] TraceId { get; set; } = [];

    public string Name { get; set; } = "";

    /// <summary>The name in lower case by the invariant culture, so that both engines search it alike.</summary>
    public string SearchName { get; set; } = "";

    public string Service { get; set; } = "";

    public long StartNanos { get; set; }

    public long EndNanos { get; set; }

    public long DurationNanos { get; set; }

    /// <summary>When spans of it came last, in Unix nanoseconds by the server's clock. The spans do not tell it: a rebuild leaves it as it is.</summary>
    public long ReceivedNanos { get; set; }

    public string? Customer { get; set; }

    public string? Feature { get; set; }

    public string? Environment { get; set; }

    public string? User { get; set; }

    public string? Session { get; set; }

    /// <summary>The <see cref="Core.Traces.Sessions.TextKey"/> of the session, which may be too long for an index; null where there is none.</summary>
    public long? SessionKey { get; set; }

    /// <summary>The same of the user.</summary>
    public long? UserKey { get; set; }

    public int SpanCount { get; set; }

    public int ErrorCount { get; set; }

    public bool IsComplete { get; set; }

    public int Calls { get; set; }

    public int UnpricedCalls { get; set; }

    public int PartialCalls { get; set; }

    public long CostNanoUsd { get; set; }

    public long InputTokens { get; set; }

    public long CacheReadTokens { get; set; }

    public long CacheWrite5mTokens { get; set; }

    public long CacheWrite1hTokens { get; set; }

    public long OutputTokens { get; set; }

    public long ReasoningTokens { get; set; }

    /// <summary>All tokens, to sort by.</summary>
    public long TotalTokens { get; set; }

    /// <summary>Turns of its agents.</summary>
    public int AgentSteps { get; set; }

    /// <summary>Calls of the tool that its agents called most.</summary>
    public int MostToolCalls { get; set; }

    /// <summary>The most that one of its spans is charged.</summary>
    public long DearestNanoUsd { get; set; }

    /// <summary>What each of its agents came to, as <see cref="Guardrails.RunTotalsCode"/> writes it; null for a trace without agents.</summary>
    public byte[]? AgentTotals { get; set; }

    /// <summary>Charged models, one a line, dearest first; null for none.</summary>
    public string? Models { get; set; }
}
