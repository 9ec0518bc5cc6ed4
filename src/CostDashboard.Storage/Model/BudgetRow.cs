using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Budgets;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A <see cref="Budget"/>.</summary>
internal sealed class BudgetRow
{
    public int Id { get; set; }

    public int ProjectId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The name in upper case, unique in a project.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>Null for the whole project.</summary>
    public Dimension? Dimension { get; set; }

    public string? TagKey { get; set; }

    public string Value { get; set; } = "";

    public long AmountNanoUsd { get; set; }

    public BudgetPeriod Period { get; set; }

    /// <summary>Per cent, separated by commas.</summary>
    public string Thresholds { get; set; } = "";

    public bool CarriesOver { get; set; }

    /// <summary>Days since 1970-01-01, as all days are stored.</summary>
    public int SinceDay { get; set; }

    public int Version { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<BudgetRow>(row =>
    {
        row.ToTable("Budgets").HasKey(r => r.Id);
        row.Property(r => r.Id).ValueGeneratedNever();
        row.Property(r => r.Name).HasMaxLength(Budget.LongestName);
        row.Property(r => r.NameKey).HasMaxLength(Budget.LongestName);
        row.Property(r => r.TagKey).HasMaxLength(Project.LongestName);
        row.Property(r => r.Value).HasMaxLength(SpendKey.LongestValue);
        row.Property(r => r.Thresholds).HasMaxLength(40);
        row.HasIndex(r => new { r.ProjectId, r.NameKey }).IsUnique();
    });
}
