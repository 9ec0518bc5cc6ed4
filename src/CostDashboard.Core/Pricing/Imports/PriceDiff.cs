namespace CostDashboard.Core.Pricing.Imports;

public enum PriceDifference : byte
{
    /// <summary>The book has no such model, or no price of it on that day.</summary>
    Added = 1,

    /// <summary>The book has other rates.</summary>
    Changed = 2,

    Same = 3,

    /// <summary>The entry cannot be taken over; <see cref="PriceDiffEntry.Reason"/> says why.</summary>
    NotUnderstood = 4,
}

/// <summary>One rate in the book and in the list.</summary>
/// <param name="Rate">Which: <c>input</c>, <c>cacheRead above 200,000 input tokens</c>, <c>batch output</c>, <c>webSearch</c> …</param>
/// <param name="Old">US dollars per million tokens, or per unit; null where the book has none.</param>
/// <param name="New">The same of the list; null where it has none any more.</param>
public sealed record RateChange(string Rate, decimal? Old, decimal? New)
{
    /// <summary>How much dearer it becomes, in percent; null where one of the two is unknown or the old one is nothing.</summary>
    public decimal? Percent => Old is { } old and not 0m && New is { } @new ? (@new - old) / old * 100m : null;
}

/// <summary>What a list says of one price, against the book in force. What is not among the changes stays as the book has it.</summary>
/// <param name="Key">Names the entry within its list, whatever else is in the book by then; sixteen hexadecimal digits.</param>
/// <param name="Model">The model that gets the price; where the book knows it under another name than the list, the book's.</param>
/// <param name="EffectiveFrom">The day that the list names; null where it names none.</param>
/// <param name="Changes">Rates that differ; for an added model all that it has.</param>
/// <param name="Reason">Why it is not understood, or what of it is left out; null for nothing.</param>
/// <param name="Price">What <see cref="PriceDiffs.Accept"/> takes over; null where it is not understood.</param>
/// <param name="Listed">The model of the list; null where it is not understood.</param>
public sealed record PriceDiffEntry(
    string Key,
    PriceDifference Difference,
    string Provider,
    string Model,
    string NameInList,
    DateOnly? EffectiveFrom,
    IReadOnlyList<RateChange> Changes,
    string? Reason = null,
    ListedPrice? Price = null,
    ListedModel? Listed = null)
{
    /// <summary>The list says nothing of the day: whoever accepts the entry says from which one on it holds.</summary>
    public bool NeedsDay => Price is { EffectiveFrom: null, IsFromBeginning: false };

    /// <summary>It would change something.</summary>
    public bool CanBeAccepted => Difference is PriceDifference.Added or PriceDifference.Changed;
}

/// <summary>A list against the book in force, entry by entry: what is understood in the order of provider and model, then what is not.</summary>
public sealed record PriceDiff(PriceList List, IReadOnlyList<PriceDiffEntry> Entries);
