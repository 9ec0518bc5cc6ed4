namespace CostDashboard.Storage.Model;

/// <summary>A price that came with the program; <see cref="Id"/> is a hash of all of it, so that a changed price is another row.</summary>
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

/// <summary>What the organisation says about prices: a <see cref="Core.Pricing.PriceEntry"/>. Only the withdrawal is ever changed.</summary>
internal sealed class PriceEntryRow
{
    public Guid Id { get; set; }

    public PriceEntryKind Kind { get; set; }

    public DateOnly? EffectiveFrom { get; set; }

    /// <summary>Inclusive.</summary>
    public DateOnly? EffectiveTo { get; set; }

    public long RecordedAt { get; set; }

    public string RecordedBy { get; set; } = "";

    public string Note { get; set; } = "";

    public long? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }

    /// <summary>What it is about: the price's or the discount's, or in an alias the one that spans name; null for any.</summary>
    public string? Provider { get; set; }

    public string? Model { get; set; }

    /// <summary>Of a price.</summary>
    public string? Source { get; set; }

    /// <summary>Of a price.</summary>
    public string? Document { get; set; }

    /// <summary>Of a discount.</summary>
    public decimal? Factor { get; set; }

    /// <summary>Of an alias.</summary>
    public string? TargetProvider { get; set; }

    public string? TargetModel { get; set; }
}

/// <summary>Stored as numbers: never give one another meaning.</summary>
internal enum PriceEntryKind
{
    Imported = 1,
    Override = 2,
    Discount = 3,
    Alias = 4,
}

/// <summary>Somebody else's list of prices that waits for a review.</summary>
internal sealed class PriceImportRow
{
    public Guid Id { get; set; }

    /// <summary>A <see cref="Core.Pricing.Imports.PriceListFormat"/>.</summary>
    public int Format { get; set; }

    public string Source { get; set; } = "";

    public long CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    public int Size { get; set; }

    /// <summary>The list as it came, packed.</summary>
    public byte[] Content { get; set; } = [];
}
