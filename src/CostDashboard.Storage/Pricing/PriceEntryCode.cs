using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Pricing;

/// <summary>From an entry to its row, and back.</summary>
internal static class PriceEntryCode
{
    public static PriceEntryRow RowOf(PriceEntry entry)
    {
        var origin = entry.Origin;
        var row = new PriceEntryRow
        {
            Id = origin.Id,
            EffectiveFrom = origin.From,
            EffectiveTo = origin.To,
            RecordedAt = origin.RecordedAt.Value,
            RecordedBy = origin.RecordedBy,
            Note = origin.Note,
            WithdrawnAt = origin.Withdrawn?.At.Value,
            WithdrawnBy = origin.Withdrawn?.By,
        };
        switch (entry)
        {
            case PriceEntry.Price price:
                row.Kind = price.Kind is PriceKind.Imported ? PriceEntryKind.Imported : PriceEntryKind.Override;
                (row.Provider, row.Model, row.Source, row.Document) = (price.Record.Provider, price.Record.Model, price.Record.Source, price.Record.Document);
                break;
            case PriceEntry.Discount discount:
                row.Kind = PriceEntryKind.Discount;
                (row.Provider, row.Model, row.Factor) = (discount.Provider, discount.Model, discount.Factor);
                break;
            case PriceEntry.Alias alias:
                row.Kind = PriceEntryKind.Alias;
                (row.Provider, row.Model, row.TargetProvider, row.TargetModel) = (alias.Provider, alias.Name, alias.TargetProvider, alias.TargetModel);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry, "not an entry");
        }

        return row;
    }

    public static PriceEntry EntryOf(PriceEntryRow row)
    {
        var origin = new EntryOrigin(
            row.Id,
            row.EffectiveFrom,
            row.EffectiveTo,
            new(row.RecordedAt),
            row.RecordedBy,
            row.Note,
            row.WithdrawnAt is { } at ? new(new(at), row.WithdrawnBy ?? "") : null);
        return row.Kind switch
        {
            PriceEntryKind.Imported => new PriceEntry.Price(origin, PriceKind.Imported, RecordOf(row)),
            PriceEntryKind.Override => new PriceEntry.Price(origin, PriceKind.Override, RecordOf(row)),
            PriceEntryKind.Discount => new PriceEntry.Discount(origin, row.Provider, row.Model, Normal(Demand(row.Factor))),
            PriceEntryKind.Alias => new PriceEntry.Alias(origin, row.Provider, Demand(row.Model), Demand(row.TargetProvider), Demand(row.TargetModel)),
            _ => throw new InvalidDataException($"The price entry {row.Id} has the unknown kind {row.Kind}; a later version wrote it."),
        };
    }

    private static PriceRecord RecordOf(PriceEntryRow row) => new(
        Demand(row.Provider),
        Demand(row.Model),
        row.EffectiveFrom,
        DateOnly.FromDateTime(new UnixNanos(row.RecordedAt).ToDateTimeOffset().UtcDateTime),
        Demand(row.Source),
        Demand(row.Document));

    // 0.800000, as a column of six decimals has it, is 0.8.
    private static decimal Normal(decimal factor) => factor / 1.0000000000000000000000000000m;

    private static string Demand(string? text) => text ?? throw new InvalidDataException("A stored price entry is not complete.");

    private static decimal Demand(decimal? number) => number ?? throw new InvalidDataException("A stored price entry is not complete.");
}
