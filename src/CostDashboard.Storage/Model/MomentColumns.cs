namespace CostDashboard.Storage.Model;

/// <summary>The columns of a stored span that its events and links are read from.</summary>
internal sealed class MomentColumns
{
    public long SpanId { get; set; }

    public long StartNanos { get; set; }

    public byte[] Details { get; set; } = [];
}
