using CostDashboard.Core.Access;
using CostDashboard.Core.Value;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>What a feature brought on some days. Its key is what a value is of, so the same sent again meets its own row.</summary>
internal sealed class FeatureValueRow
{
    public int ProjectId { get; set; }

    public string Feature { get; set; } = "";

    /// <summary>Empty for revenue.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Days since 1970-01-01, as all days are stored; inclusive.</summary>
    public int FirstDay { get; set; }

    /// <summary>As <see cref="FirstDay"/>; inclusive.</summary>
    public int LastDay { get; set; }

    /// <summary>Nano-dollars, or millionths of the unit.</summary>
    public long Amount { get; set; }

    public long RecordedAt { get; set; }

    public string RecordedBy { get; set; } = "";

    public static void Map(ModelBuilder model) => model.Entity<FeatureValueRow>(row =>
    {
        row.ToTable("FeatureValues").HasKey(r => new { r.ProjectId, r.Feature, r.Unit, r.FirstDay, r.LastDay });
        row.HasIndex(r => new { r.ProjectId, r.LastDay });
        row.Property(r => r.Feature).HasMaxLength(FeatureValueRules.LongestFeature);
        row.Property(r => r.Unit).HasMaxLength(FeatureValueRules.LongestUnit);
        row.Property(r => r.RecordedBy).HasMaxLength(AuditActor.LongestName);
    });
}
