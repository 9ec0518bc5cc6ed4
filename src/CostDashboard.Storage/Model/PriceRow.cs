namespace CostDashboard.Storage.Model;

/// <summary>A price as it is kept; <see cref="Id"/> is a hash of all of it, so that a changed price is another row.</summary>
internal sealed class PriceRow
{
    public long Id { get; set; }

    public string Provider { get; set; } = "";

    public string Model { get; set; } = "";

    public DateOnly? EffectiveFrom { get; set; }

    public DateOnly RecordedAt { get; set; }

    public string Source { get; set; } = "";

    public string Document { get; set; } = "";
}
