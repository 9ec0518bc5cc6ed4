namespace CostDashboard.Storage.Model;

/// <summary>A piece that many spans share (a resource with its scope, a price reference), stored once and found by the hash of its content.</summary>
internal sealed class SharedPartRow
{
    public int ProjectId { get; set; }

    public long Id { get; set; }

    public byte[] Content { get; set; } = [];
}
