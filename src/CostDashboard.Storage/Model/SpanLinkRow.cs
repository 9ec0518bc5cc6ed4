using CostDashboard.Core.Traces.Links;

namespace CostDashboard.Storage.Model;

/// <summary>
/// A link of a span that leads to another trace: the index of what <see cref="SpanRow.Details"/> holds in full. Spans without links have no
/// row here. A row goes when its span does.
/// </summary>
internal sealed class SpanLinkRow
{
    public long TraceNumber { get; set; }

    public long SpanId { get; set; }

    /// <summary>A trace of the same project, stored or not.</summary>
    public byte[] LinkedTraceId { get; set; } = [];

    public long LinkedSpanId { get; set; }

    public int ProjectId { get; set; }

    public LinkSense Sense { get; set; }
}
