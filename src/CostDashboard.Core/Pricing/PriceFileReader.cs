using System.Security.Cryptography;
using System.Text.Json;

namespace CostDashboard.Core.Pricing;

/// <summary>From the bytes of a price file to its prices. Strict: what it does not know it refuses, since a misspelt rate is a wrong bill.</summary>
internal static class PriceFileReader
{
    internal static PriceFile Read(string fileName, ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return ReadFile(new PriceJson(document.RootElement, fileName), utf8Json.Span);
        }
        catch (JsonException broken)
        {
            throw new PriceFileException($"{fileName}: not JSON: {broken.Message}", broken);
        }
    }

    private static PriceFile ReadFile(PriceJson file, ReadOnlySpan<byte> bytes)
    {
        file.Only("provider", "name", "aliases", "modelPrefixes", "currency", "models");
        var provider = file.Required("provider").Text();
        var currency = file.Required("currency");
        if (currency.Text() != "USD")
        {
            throw currency.Wrong("prices are kept in USD");
        }

        var records = new List<PriceRecord>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var models = new List<ModelPrices>();
        foreach (var item in file.Required("models").Items())
        {
            var model = ReadModel(item, file.Place, provider, records);
            foreach (var name in (IEnumerable<string>)[model.Model, .. model.Aliases])
            {
                if (!taken.Add(name))
                {
                    throw new PriceFileException($"{file.Place}: {model.Model}: the name '{name}' stands there twice");
                }
            }

            models.Add(model);
        }

        return new(
            provider,
            file.Required("name").Text(),
            file.Optional("aliases")?.Texts() ?? [],
            file.Optional("modelPrefixes")?.Texts() ?? [],
            models,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            records);
    }

    private static ModelPrices ReadModel(PriceJson item, string fileName, string provider, List<PriceRecord> records)
    {
        item.Only("model", "aliases", "mode", "prices");
        var name = item.Required("model").Text();
        var model = item.Named($"{fileName}: {name}");
        var aliases = model.Optional("aliases")?.Texts() ?? [];
        var mode = model.Required("mode").Text();
        var cards = new List<RateCard>();
        foreach (var price in model.Required("prices").Items())
        {
            var card = ReadCard(price);
            if (cards.Count > 0 && (card.EffectiveFrom is not { } from || from <= (cards[^1].EffectiveFrom ?? DateOnly.MinValue)))
            {
                throw price.Wrong("prices stand in the order of effectiveFrom, and only the first may have none");
            }

            cards.Add(card);
            records.Add(new(provider, name, card.EffectiveFrom, card.RecordedAt, card.Source, PriceDocument.Of(aliases, mode, price.Element)));
        }

        return cards.Count > 0 ? new(provider, name, aliases, mode, PriceTimeline.Of(cards)) : throw model.Wrong("a model without a price is not in the book");
    }

    internal static RateCard ReadCard(PriceJson price)
    {
        price.Only("effectiveFrom", "recordedAt", "source", "perMillion", "tiers", "marginal", "serviceTiers", "timeOfDay", "regions", "perUnit");
        var from = price.Required("effectiveFrom");
        var sheets = new RateSheetReader();
        var (rates, regions) = sheets.Read(price);
        return new(
            from.Element.ValueKind is JsonValueKind.Null ? null : from.Date(),
            price.Required("recordedAt").Date(),
            price.Required("source").Text(),
            rates,
            regions)
        {
            BandCount = sheets.BandCount,
            Json = price.Element.GetRawText(),
        };
    }
}
