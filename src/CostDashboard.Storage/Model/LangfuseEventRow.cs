using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A <see cref="Core.Langfuse.LangfuseEvent"/>. The events of an entity lie side by side.</summary>
internal sealed class LangfuseEventRow
{
    public int ProjectId { get; set; }

    public long Entity { get; set; }

    public long Id { get; set; }

    public long? Trace { get; set; }

    public long FirstNanos { get; set; }

    public long LastNanos { get; set; }

    public long ArrivedNanos { get; set; }

    /// <summary>When it arrived, as long as it is unsettled; then null.</summary>
    public long? UnsettledNanos { get; set; }

    /// <summary>The JSON, packed.</summary>
    public byte[] Json { get; set; } = [];

    public static void Map(ModelBuilder model) => model.Entity<LangfuseEventRow>(row =>
    {
        row.ToTable("LangfuseEvents").HasKey(r => new { r.ProjectId, r.Entity, r.Id });

        // When a trace began and when it ended are the two ends of two ranges.
        row.HasIndex(r => new { r.ProjectId, r.Trace, r.FirstNanos });
        row.HasIndex(r => new { r.ProjectId, r.Trace, r.LastNanos });
        row.HasIndex(r => r.ArrivedNanos);
        row.HasIndex(r => r.UnsettledNanos).HasFilter("\"UnsettledNanos\" IS NOT NULL");
    });
}
