using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace CostDashboard.Core.Pricing;

/// <summary>From the bytes of a price file to its prices. Strict: what it does not know it refuses, since a misspelt rate is a wrong bill.</summary>
internal static class PriceFileReader
{
    private static readonly FrozenSet<string> s_otherClasses = FrozenSet.ToFrozenSet(
        ["audioInput", "audioOutput", "audioCacheRead", "imageInput", "imageOutput", "imageCacheRead", "videoInput", "videoOutput", "citation"]);

    private static readonly FrozenSet<string> s_units = FrozenSet.ToFrozenSet(
    [
        "request", "search", "webSearch", "image", "inputImage", "page", "annotatedPage", "inputSecond", "outputSecond", "inputAudioSecond",
        "inputVideoSecond", "outputVideoSecond", "inputCharacter", "outputCharacter", "codeInterpreterSession",
    ]);

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
        var bandCount = 0;
        price.Only("effectiveFrom", "recordedAt", "source", "perMillion", "tiers", "serviceTiers", "perUnit");
        var from = price.Required("effectiveFrom");
        var perUnit = ReadAmounts(price.Optional("perUnit"), s_units);
        var rates = price.Optional("perMillion");
        if (rates is null && perUnit.Count == 0)
        {
            throw price.Wrong("there is neither perMillion nor perUnit");
        }

        var standard = ReadTable(price, rates, label: null, ref bandCount);
        var serviceTiers = new Dictionary<string, RateTable>(StringComparer.Ordinal);
        foreach (var (name, tier) in price.Optional("serviceTiers")?.Members() ?? [])
        {
            if (!ServiceTier.Names.Contains(name))
            {
                throw tier.Wrong("no such service tier");
            }

            tier.Only("perMillion", "tiers");
            serviceTiers.Add(name, ReadTable(tier, tier.Required("perMillion"), name, ref bandCount));
        }

        return new(
            from.Element.ValueKind is JsonValueKind.Null ? null : from.Date(),
            price.Required("recordedAt").Date(),
            price.Required("source").Text(),
            standard,
            serviceTiers.ToFrozenDictionary(StringComparer.Ordinal),
            perUnit)
        {
            BandCount = bandCount,
        };
    }

    private static RateTable ReadTable(PriceJson place, PriceJson? rates, string? label, ref int bandCount)
    {
        var bands = ImmutableArray.CreateBuilder<RateBand>();
        bands.Add(new(-1, rates is { } given ? ReadRates(given) : Rates.None, label, bandCount++));
        foreach (var tier in place.Optional("tiers")?.Items() ?? [])
        {
            tier.Only("aboveInputTokens", "perMillion");
            var above = tier.Required("aboveInputTokens").PositiveNumber();
            if (above <= bands[^1].AboveInputTokens)
            {
                throw tier.Wrong("tiers stand in the order of aboveInputTokens");
            }

            var length = string.Create(CultureInfo.InvariantCulture, $"above {above:N0} input tokens");
            bands.Add(new(above, ReadRates(tier.Required("perMillion")), label is null ? length : $"{label}, {length}", bandCount++));
        }

        return new(bands.ToImmutable());
    }

    private static Rates ReadRates(PriceJson json)
    {
        var others = new Dictionary<string, decimal>(StringComparer.Ordinal);
        decimal? input = null, output = null, cacheRead = null, cacheWrite5m = null, cacheWrite1h = null, reasoning = null;
        foreach (var (name, value) in json.Members())
        {
            switch (name)
            {
                case "input": input = value.Money(); break;
                case "output": output = value.Money(); break;
                case "cacheRead": cacheRead = value.Money(); break;
                case "cacheWrite5m": cacheWrite5m = value.Money(); break;
                case "cacheWrite1h": cacheWrite1h = value.Money(); break;
                case "reasoning": reasoning = value.Money(); break;
                default:
                    others.Add(s_otherClasses.Contains(name) ? name : throw value.Wrong("no such class of tokens"), value.Money());
                    break;
            }
        }

        return new(input, output, cacheRead, cacheWrite5m, cacheWrite1h, reasoning, others);
    }

    private static Dictionary<string, decimal> ReadAmounts(PriceJson? json, FrozenSet<string> known)
    {
        var amounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, value) in json?.Members() ?? [])
        {
            amounts.Add(known.Contains(name) ? name : throw value.Wrong("no such unit"), value.Money());
        }

        return amounts;
    }
}
