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

    public string Query { get; set; } = "";

    public bool IsShared { get; set; }

    public long SavedAt { get; set; }
}
