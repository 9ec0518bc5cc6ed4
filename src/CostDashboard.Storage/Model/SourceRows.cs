using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A <see cref="SourceHour"/>.</summary>
internal sealed class SourceHourRow
{
    public int ProjectId { get; set; }

    public long HourNanos { get; set; }

    public Door Door { get; set; }

    public string Client { get; set; } = "";

    public string Version { get; set; } = "";

    public long Requests { get; set; }

    public long Spans { get; set; }

    public long Calls { get; set; }

    public long Unpriced { get; set; }

    public long WithoutCustomer { get; set; }

    public long WithoutFeature { get; set; }

    public long Rejected { get; set; }

    public long Unreadable { get; set; }

    public long Late { get; set; }

    public long LatestNanos { get; set; }

    public long Ahead { get; set; }

    public long FurthestAheadNanos { get; set; }

    public long Ignored { get; set; }

    public long LastNanos { get; set; }
}

/// <summary>A <see cref="SourceRejection"/>.</summary>
internal sealed class SourceRejectionRow
{
    /// <summary>Time-ordered.</summary>
    public Guid Id { get; set; }

    public int ProjectId { get; set; }

    public long At { get; set; }

    public Door Door { get; set; }

    public string Client { get; set; } = "";

    public string Version { get; set; } = "";

    public string Span { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Field { get; set; } = "";

    public string Remedy { get; set; } = "";
}

internal static class SourceModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<SourceHourRow>(row =>
        {
            row.ToTable("SourceHours").HasKey(r => new { r.ProjectId, r.HourNanos, r.Door, r.Client, r.Version });
            row.Property(r => r.Client).HasMaxLength(SourceClient.LongestName);
            row.Property(r => r.Version).HasMaxLength(SourceClient.LongestVersion);
        });
        model.Entity<SourceRejectionRow>(row =>
        {
            row.ToTable("SourceRejections").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Client).HasMaxLength(SourceClient.LongestName);
            row.Property(r => r.Version).HasMaxLength(SourceClient.LongestVersion);
            row.Property(r => r.Span).HasMaxLength(SourceRejection.LongestSpan);
            row.Property(r => r.Reason).HasMaxLength(SourceRejection.LongestText);
            row.Property(r => r.Field).HasMaxLength(SourceRejection.LongestField);
            row.Property(r => r.Remedy).HasMaxLength(SourceRejection.LongestText);
            row.HasIndex(r => new { r.ProjectId, r.At });
        });
    }
}
