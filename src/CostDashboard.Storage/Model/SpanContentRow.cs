using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>What is kept of a span's prompts, completions and tools' payloads, apart from the span, so that it can be deleted before it.</summary>
internal sealed class SpanContentRow
{
    /// <summary><see cref="TraceRow.Number"/>.</summary>
    public long TraceNumber { get; set; }

    public long SpanId { get; set; }

    public int ProjectId { get; set; }

    /// <summary>When it came last; from here on its days are counted.</summary>
    public long ArrivedNanos { get; set; }

    /// <summary>As <see cref="Storage.Content.ContentCode"/> writes it.</summary>
    public byte[] Content { get; set; } = [];

    public static void Map(ModelBuilder model) => model.Entity<SpanContentRow>(row =>
    {
        row.ToTable("SpanContents").HasKey(r => new { r.TraceNumber, r.SpanId });
        row.HasIndex(r => new { r.ProjectId, r.ArrivedNanos });
    });
}
