namespace CostDashboard.Core.Pricing.Imports;

public enum PriceDifference : byte
{
    /// <summary>The book has no such model.</summary>
    Added = 1,

    /// <summary>The book has other rates.</summary>
    Changed = 2,

    Same = 3,

    /// <summary>The entry, or a part of it, cannot be taken over; <see cref="PriceDiffEntry.Reason"/> says why.</summary>
    NotUnderstood = 4,
}

/// <summary>One rate in the book and in the list.</summary>
/// <param name="Rate">Which: <c>input</c>, <c>cacheRead above 200,000 input tokens</c>, <c>batch output</c>, <c>per webSearch</c> …</param>
/// <param name="Old">US dollars per million tokens, or per unit; null where the book has none.</param>
/// <param name="New">The same of the list; null where it has none. What a list leaves out is not thereby free.</param>
public sealed record RateChange(string Rate, decimal? Old, decimal? New)
{
    /// <summary>How much dearer it becomes, in percent; null where one of the two is unknown or nothing.</summary>
    public decimal? Percent => Old is { } old and not 0m && New is { } @new ? (@new - old) / old * 100m : null;
}

/// <summary>What a list says of one price, against the book in force.</summary>
/// <param name="Number">Its place in the list: with the import's id it names the entry for good.</param>
/// <param name="EffectiveFrom">The day that the list names; null where it names none, and then whoever accepts it says from which day on.</param>
/// <param name="Changes">Rates that differ; for an added model all that it has.</param>
/// <param name="Reason">Why it is not understood; else null.</param>
public sealed record PriceDiffEntry(
    int Number,
    PriceDifference Difference,
    string Provider,
    string Model,
    string NameInList,
    DateOnly? EffectiveFrom,
    IReadOnlyList<RateChange> Changes,
    string? Reason = null);

/// <summary>A list against the book in force, entry by entry, in the order of provider and model.</summary>
public sealed record PriceDiff(PriceList List, IReadOnlyList<PriceDiffEntry> Entries);
