using CostDashboard.Core.Annotations;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A <see cref="SpanAnnotation"/>.</summary>
internal sealed class AnnotationRow
{
    public int ProjectId { get; set; }

    /// <summary>A hash of the id, which is longer than a key may be.</summary>
    public long Number { get; set; }

    public string Id { get; set; } = "";

    public byte[] TraceId { get; set; } = [];

    public long? SpanId { get; set; }

    public string Name { get; set; } = "";

    public AnnotationKind Kind { get; set; }

    public double? Value { get; set; }

    public string? Text { get; set; }

    public string Comment { get; set; } = "";

    public string Source { get; set; } = "";

    public long AtNanos { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<AnnotationRow>(row =>
    {
        row.ToTable("Annotations").HasKey(r => new { r.ProjectId, r.Number });
        row.Property(r => r.Id).HasMaxLength(SpanAnnotation.LongestId);
        row.Property(r => r.TraceId).HasMaxLength(Core.Units.TraceId.Length).IsFixedLength();
        row.Property(r => r.Name).HasMaxLength(SpanAnnotation.LongestName);
        row.Property(r => r.Text).HasMaxLength(SpanAnnotation.LongestText);
        row.Property(r => r.Comment).HasMaxLength(SpanAnnotation.LongestComment);
        row.Property(r => r.Source).HasMaxLength(SpanAnnotation.LongestSource);
        row.HasIndex(r => new { r.ProjectId, r.TraceId, r.AtNanos });
    });
}
