using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>Whether an entry holds on a day.</summary>
internal enum EntryState
{
    InForce,

    /// <summary>A later entry about the same holds in its place.</summary>
    Behind,
    Coming,
    Ended,
    TakenBack,
}

internal static class EntryStates
{
    public static EntryState On(this EntryOrigin origin, DateOnly day) => origin switch
    {
        { Withdrawn: not null } => EntryState.TakenBack,
        { From: { } from } when from > day => EntryState.Coming,
        { To: { } to } when to < day => EntryState.Ended,
        _ => EntryState.InForce,
    };

    /// <summary>The same, where another entry may stand in front of it.</summary>
    public static EntryState On(this PriceEntry entry, DateOnly day, IEnumerable<PriceEntry> entries)
    {
        var state = entry.Origin.On(day);
        return state is EntryState.InForce && entries.Any(other => IsAboutTheSame(entry, other) && other.Origin.On(day) is EntryState.InForce && IsInFrontOf(other.Origin, entry.Origin))
            ? EntryState.Behind
            : state;
    }

    // As the book decides: what began last, then what was recorded last.
    private static bool IsInFrontOf(EntryOrigin one, EntryOrigin other) =>
        (one.From ?? DateOnly.MinValue, one.RecordedAt, one.Id).CompareTo((other.From ?? DateOnly.MinValue, other.RecordedAt, other.Id)) > 0;

    private static bool IsAboutTheSame(PriceEntry one, PriceEntry other) => (one, other) switch
    {
        (PriceEntry.Price a, PriceEntry.Price b) => a.Kind == b.Kind && Same(a.Record.Provider, b.Record.Provider) && Same(a.Record.Model, b.Record.Model),
        (PriceEntry.Discount a, PriceEntry.Discount b) => Same(a.Provider, b.Provider) && Same(a.Model, b.Model),
        (PriceEntry.Alias a, PriceEntry.Alias b) => Same(a.Provider, b.Provider) && Same(a.Name, b.Name),
        _ => false,
    };

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    public static bool IsPast(this EntryState state) => state is EntryState.Ended or EntryState.TakenBack;
}
