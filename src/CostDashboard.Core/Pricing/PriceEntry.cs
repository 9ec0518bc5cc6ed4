using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>For which days an entry holds, and who recorded it when.</summary>
/// <param name="Id">Made by whoever records it; an entry that is sent twice is kept once.</param>
/// <param name="From">The first UTC day on which it holds; null from the beginning.</param>
/// <param name="To">The last UTC day on which it holds, inclusive; null without end.</param>
/// <param name="RecordedBy">The mail address of the person.</param>
/// <param name="Note">Why, in that person's words; may be empty.</param>
/// <param name="Withdrawn">Set once it was taken back: it stays on record and holds no more.</param>
public sealed record EntryOrigin(
    Guid Id, DateOnly? From, DateOnly? To, UnixNanos RecordedAt, string RecordedBy, string Note, Withdrawal? Withdrawn = null);

/// <summary>Who took an entry back, and when.</summary>
public sealed record Withdrawal(UnixNanos At, string By);

/// <summary>
/// One thing that the organisation says about prices beside the book that ships. It is never edited: a correction is a later entry for the
/// same days, and a mistake is withdrawn. <see cref="PriceEntryRules"/> says what one may hold.
/// </summary>
public abstract record PriceEntry
{
    private PriceEntry(EntryOrigin origin) => Origin = origin;

    public EntryOrigin Origin { get; init; }

    /// <summary>What a model costs: imported, or the organisation's own.</summary>
    /// <param name="Kind"><see cref="PriceKind.Imported"/> or <see cref="PriceKind.Override"/>.</param>
    /// <param name="Record">Made by <see cref="PriceDocument.Compose"/>; its <see cref="PriceRecord.EffectiveFrom"/> is the origin's.</param>
    public sealed record Price(EntryOrigin Origin, PriceKind Kind, PriceRecord Record) : PriceEntry(Origin);

    /// <summary>What is paid of a computed cost. Of several that hold, only the closest one counts: of the model, of the provider, of everything.</summary>
    /// <param name="Provider">Null for all providers.</param>
    /// <param name="Model">Null for all models of the provider.</param>
    /// <param name="Factor">As in <see cref="PriceDiscount"/>; with 1 a model is left out of a wider discount.</param>
    public sealed record Discount(EntryOrigin Origin, string? Provider, string? Model, decimal Factor) : PriceEntry(Origin)
    {
        /// <summary>As <see cref="PriceDiscount.Scope"/> says it.</summary>
        public string Scope => (Provider, Model) switch
        {
            (null, _) => "everything",
            (_, null) => Provider,
            _ => $"{Provider} {Model}",
        };
    }

    /// <summary>Which model of the book a name in the traffic means; tried before the book's own rules.</summary>
    /// <param name="Provider">As spans name it: null for any provider, empty for spans that name none.</param>
    /// <param name="Name">As spans name the model, letter case aside.</param>
    public sealed record Alias(EntryOrigin Origin, string? Provider, string Name, string TargetProvider, string TargetModel) : PriceEntry(Origin);
}
