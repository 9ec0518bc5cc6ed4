namespace CostDashboard.Storage.Traces;

/// <summary>What all pages of a list hold together.</summary>
internal sealed class TraceTotals
{
    public long Count { get; set; }

    public long Cost { get; set; }

    public long Unpriced { get; set; }

    public long Partial { get; set; }
}

/// <summary>What the traces of one name hold together.</summary>
internal sealed class TraceNameSums
{
    public string Name { get; set; } = "";

    public long Count { get; set; }

    public long Calls { get; set; }

    public long Cost { get; set; }
}
