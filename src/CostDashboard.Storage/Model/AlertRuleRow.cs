using CostDashboard.Core.Watching.Rules;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>An <see cref="AlertRule"/>: by what it is found in columns, and what it says whole.</summary>
internal sealed class AlertRuleRow
{
    public int Id { get; set; }

    public int ProjectId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The name in upper case, unique in a project.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>As <see cref="Storage.Watching.AlertRuleCode"/> writes it.</summary>
    public string Content { get; set; } = "";

    public long SinceNanos { get; set; }

    public int Version { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<AlertRuleRow>(row =>
    {
        row.ToTable("AlertRules").HasKey(r => r.Id);
        row.Property(r => r.Id).ValueGeneratedNever();
        row.Property(r => r.Name).HasMaxLength(AlertRule.LongestName);
        row.Property(r => r.NameKey).HasMaxLength(AlertRule.LongestName);
        row.HasIndex(r => new { r.ProjectId, r.NameKey }).IsUnique();
    });
}
