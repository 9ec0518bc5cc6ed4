using CostDashboard.Core.Access;
using CostDashboard.Core.Spend.Views;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A <see cref="Core.Spend.Views.SavedView"/>.</summary>
internal sealed class SavedViewRow
{
    public Guid Id { get; set; }

    public Guid OwnerId { get; set; }

    public string OwnerName { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>The name in upper case, unique for an owner.</summary>
    public string NameKey { get; set; } = "";

    public ViewPage Page { get; set; }

    public string Query { get; set; } = "";

    public bool IsShared { get; set; }

    public long SavedAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<SavedViewRow>(row =>
    {
        row.ToTable("SavedViews").HasKey(r => r.Id);
        row.Property(r => r.Id).ValueGeneratedNever();
        row.Property(r => r.OwnerName).HasMaxLength(AuditActor.LongestName);
        row.Property(r => r.Name).HasMaxLength(SavedView.LongestName);
        row.Property(r => r.NameKey).HasMaxLength(SavedView.LongestName);
        row.Property(r => r.Query).HasMaxLength(SavedView.LongestQuery);
        row.HasIndex(r => new { r.OwnerId, r.Page, r.NameKey }).IsUnique();
        row.HasIndex(r => r.IsShared);
    });
}
