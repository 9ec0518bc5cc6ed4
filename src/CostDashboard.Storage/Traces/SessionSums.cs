using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Traces;

/// <summary>A trace of a question and what it is put together by.</summary>
internal sealed class SessionTrace
{
    public long Key { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Key of its user where sessions are asked for, of its session where users are; null where it states none.</summary>
    public long? Other { get; set; }

    public TraceRow Trace { get; set; } = default!;

    public TraceFigures Figures { get; set; } = default!;
}

/// <summary>What the traces of one session hold together.</summary>
internal sealed class SessionSums
{
    public long Key { get; set; }

    public string Name { get; set; } = "";

    public long Traces { get; set; }

    public long Others { get; set; }

    public long First { get; set; }

    public long Last { get; set; }

    public long End { get; set; }

    public long Calls { get; set; }

    public long UnpricedCalls { get; set; }

    public long PartialCalls { get; set; }

    public long Cost { get; set; }

    public long Tokens { get; set; }

    public long Spans { get; set; }

    public long Failed { get; set; }
}

/// <summary>What all pages of a list of sessions hold together.</summary>
internal sealed class SessionTotals
{
    public long Count { get; set; }

    public long Traces { get; set; }

    public long Calls { get; set; }

    public long Cost { get; set; }

    public long Unpriced { get; set; }

    public long Partial { get; set; }
}

/// <summary>A charged span of a session, with the labels of its series; or their sum.</summary>
internal sealed class SessionPartSums
{
    public string Step { get; set; } = "";

    public string Model { get; set; } = "";

    public long Calls { get; set; }

    public long Unpriced { get; set; }

    public long Partial { get; set; }

    public long Cost { get; set; }
}
