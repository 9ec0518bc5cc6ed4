using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>Finds the text of a price that is in force.</summary>
internal static class PriceDocuments
{
    /// <summary>The document that a model's card was read from; null where the book has none.</summary>
    public static string? Of(PriceBook book, ModelPrices model, RateCard card)
    {
        var shipped = book.Files.Where(file => file.Provider == model.Provider).SelectMany(file => file.Records);
        var own = book.Entries.OfType<PriceEntry.Price>().Where(entry => entry.Kind == card.Kind).Select(entry => entry.Record).Reverse();
        return (card.Kind is PriceKind.Shipped ? shipped : own).FirstOrDefault(record => IsOf(record, model, card))?.Document;
    }

    private static bool IsOf(PriceRecord record, ModelPrices model, RateCard card) =>
        record.EffectiveFrom == card.EffectiveFrom && record.RecordedAt == card.RecordedAt && record.Source == card.Source
        && record.Provider.Equals(model.Provider, StringComparison.OrdinalIgnoreCase)
        && (record.Model.Equals(model.Model, StringComparison.OrdinalIgnoreCase) || model.Aliases.Contains(record.Model, StringComparer.OrdinalIgnoreCase));
}
