namespace CostDashboard.Storage.Model;

/// <summary>
/// A stored span: a column for everything that is computed with or asked for, the rest in <see cref="Details"/>.
/// Of about 40 columns most are empty on most spans; an empty one costs one byte on SQLite and a bit on SQL Server.
/// </summary>
internal sealed class SpanRow : SpanColumns
{
    public int ProjectId { get; set; }

    /// <summary>The <see cref="SharedPartRow"/> with the resource and scope it came from.</summary>
    public long OriginId { get; set; }

    /// <summary>The <see cref="SharedPartRow"/> with the price that its cost was computed by; null for none.</summary>
    public long? PriceId { get; set; }

    /// <summary>Attributes, events, links and the rest, as <see cref="Storage.Details.SpanDetails"/> writes them.</summary>
    public byte[] Details { get; set; } = [];
}
