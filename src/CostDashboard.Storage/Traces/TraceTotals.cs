namespace CostDashboard.Storage.Traces;

/// <summary>What all pages of a list hold together.</summary>
internal sealed class TraceTotals
{
    public long Count { get; set; }

    public long Cost { get; set; }

    public long Unpriced { get; set; }

    public long Partial { get; set; }
}
