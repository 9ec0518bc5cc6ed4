using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>An event that was reported. Written once, never changed.</summary>
internal sealed class EventRow
{
    public int ProjectId { get; set; }

    /// <summary>A hash of the idempotency key, or of the content where there is none.</summary>
    public long Id { get; set; }

    /// <summary>A <see cref="Core.Events.EventKind"/>.</summary>
    public byte Kind { get; set; }

    public long AtNanos { get; set; }

    public string Name { get; set; } = "";

    public string Service { get; set; } = "";

    public string Environment { get; set; } = "";

    public string? Url { get; set; }
}

/// <summary>When a version of a service was first seen in an environment. Its moment only moves back.</summary>
internal sealed class ReleaseRow
{
    public int ProjectId { get; set; }

    /// <summary>A hash of the three texts: together they are longer than a key may be.</summary>
    public long Id { get; set; }

    public string Service { get; set; } = "";

    public string Environment { get; set; } = "";

    public string Version { get; set; } = "";

    public long FirstNanos { get; set; }
}

internal static class EventModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<EventRow>(row =>
        {
            row.ToTable("Events").HasKey(r => new { r.ProjectId, r.Id });
            row.Property(r => r.Name).HasMaxLength(EventRules.LongestText);
            row.Property(r => r.Service).HasMaxLength(EventRules.LongestText);
            row.Property(r => r.Environment).HasMaxLength(EventRules.LongestText);
            row.Property(r => r.Url).HasMaxLength(EventRules.LongestUrl);
            row.HasIndex(r => new { r.ProjectId, r.AtNanos });
            row.HasIndex(r => new { r.ProjectId, r.Service, r.Name });
        });
        model.Entity<ReleaseRow>(row =>
        {
            row.ToTable("Releases").HasKey(r => new { r.ProjectId, r.Id });
            row.Property(r => r.Service).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Environment).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Version).HasMaxLength(SpendKey.LongestValue);
            row.HasIndex(r => new { r.ProjectId, r.FirstNanos });
            row.HasIndex(r => new { r.ProjectId, r.Service, r.Environment, r.FirstNanos });
        });
    }
}
