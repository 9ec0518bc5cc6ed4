using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing;

/// <summary>Reads the rates of one price: classes of tokens, units, tiers by length, service tiers, hours of the day, regions. One for each model, because it numbers the bands.</summary>
internal sealed class RateSheetReader
{
    private const decimal MostOfRegion = 10m;

    private static readonly FrozenDictionary<string, Meter> s_classes = new Dictionary<string, Meter>
    {
        ["input"] = Meter.Input,
        ["output"] = Meter.Output,
        ["cacheRead"] = Meter.CacheRead,
        ["cacheWrite5m"] = Meter.CacheWrite5m,
        ["cacheWrite1h"] = Meter.CacheWrite1h,
        ["reasoning"] = Meter.Reasoning,
        ["audioInput"] = Meter.AudioInput,
        ["audioOutput"] = Meter.AudioOutput,
        ["audioCacheRead"] = Meter.AudioCacheRead,
        ["imageInput"] = Meter.ImageInput,
        ["imageOutput"] = Meter.ImageOutput,
        ["imageCacheRead"] = Meter.ImageCacheRead,
        ["videoInput"] = Meter.VideoInput,
        ["videoOutput"] = Meter.VideoOutput,
        ["citation"] = Meter.Citation,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Meter[]> s_units = new Dictionary<string, Meter[]>
    {
        ["request"] = [Meter.Request],
        ["search"] = [Meter.Search],
        ["webSearch"] = [Meter.WebSearch],
        ["page"] = [Meter.Page],
        ["annotatedPage"] = [Meter.AnnotatedPage],
        ["image"] = [Meter.Image],
        ["inputImage"] = [Meter.InputImage],
        ["inputAudioSecond"] = [Meter.InputAudioTime],
        ["outputAudioSecond"] = [Meter.OutputAudioTime],
        ["inputVideoSecond"] = [Meter.InputVideoTime],
        ["outputVideoSecond"] = [Meter.OutputVideoTime],

        // A second of whatever the model takes or makes; the more exact names above go before.
        ["inputSecond"] = [Meter.InputAudioTime, Meter.InputVideoTime],
        ["outputSecond"] = [Meter.OutputAudioTime, Meter.OutputVideoTime],
        ["inputCharacter"] = [Meter.InputCharacter],
        ["outputCharacter"] = [Meter.OutputCharacter],
        ["codeInterpreterSession"] = [Meter.CodeInterpreterSession],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] s_weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>How many bands there are so far.</summary>
    internal int BandCount { get; private set; }

    internal (RateSheet Rates, FrozenDictionary<string, RateSheet> Regions) Read(PriceJson price)
    {
        var units = ReadUnits(price);
        var perMillion = price.Optional("perMillion");
        if (perMillion is null && units.IsEmpty)
        {
            throw price.Wrong("there is neither perMillion nor perUnit");
        }

        var sheet = new RateSheet(
            ReadTable(price, perMillion, units, label: null),
            ReadServiceTiers(price, units),
            ReadWindows(price, units));
        return (sheet, ReadRegions(price, sheet));
    }

    private FrozenDictionary<string, RateTable> ReadServiceTiers(PriceJson price, Rates units)
    {
        var tables = new Dictionary<string, RateTable>(StringComparer.Ordinal);
        foreach (var (name, tier) in price.Optional("serviceTiers")?.Members() ?? [])
        {
            if (!ServiceTier.Names.Contains(name))
            {
                throw tier.Wrong("no such service tier");
            }

            tier.Only("perMillion", "perUnit", "tiers", "marginal");
            var own = ReadUnits(tier);
            var perMillion = own.IsEmpty ? tier.Required("perMillion") : tier.Optional("perMillion");
            tables.Add(name, ReadTable(tier, perMillion, own.Or(units), name));
        }

        return tables.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private ImmutableArray<RateWindow> ReadWindows(PriceJson price, Rates units)
    {
        var windows = ImmutableArray.CreateBuilder<RateWindow>();
        foreach (var item in price.Optional("timeOfDay")?.Items() ?? [])
        {
            item.Only("name", "fromUtc", "toUtc", "weekdays", "perMillion", "tiers", "marginal");
            var hours = new TimeOfDay(item.Required("name").Text(), item.Required("fromUtc").Time(), item.Required("toUtc").Time(), ReadWeekdays(item));
            if (hours.From == hours.To)
            {
                throw item.Wrong("it begins and ends at the same time");
            }

            if (windows.FirstOrDefault(window => window.Hours.Overlaps(hours)) is { } open)
            {
                throw item.Wrong($"it overlaps {open.Hours}");
            }

            windows.Add(new(hours, ReadTable(item, item.Required("perMillion"), units, hours.ToString())));
        }

        return windows.ToImmutable();
    }

    private static byte ReadWeekdays(PriceJson window)
    {
        if (window.Optional("weekdays") is not { } listed)
        {
            return TimeOfDay.EveryDay;
        }

        var days = 0;
        foreach (var item in listed.Items())
        {
            var day = Array.IndexOf(s_weekdays, item.Text());
            days |= day >= 0 ? 1 << day : throw item.Wrong($"one of {string.Join(", ", s_weekdays)} is expected");
        }

        return days == 0 ? throw listed.Wrong("a day is expected") : (byte)days;
    }

    private FrozenDictionary<string, RateSheet> ReadRegions(PriceJson price, RateSheet sheet)
    {
        var regions = new Dictionary<string, RateSheet>(StringComparer.Ordinal);
        foreach (var (name, region) in price.Optional("regions")?.Members() ?? [])
        {
            region.Only("multiplier");
            var multiplier = region.Required("multiplier");
            var factor = multiplier.Money();
            if (factor is <= 0 or > MostOfRegion)
            {
                throw multiplier.Wrong("a factor above 0 and up to 10 is expected");
            }

            if (name.Length == 0 || name.Any(letter => char.IsUpper(letter) || char.IsWhiteSpace(letter)))
            {
                throw region.Wrong("a region's name is written in lower case");
            }

            regions.Add(name, new(
                Scaled(sheet.Standard, factor, name),
                sheet.ServiceTiers.ToFrozenDictionary(tier => tier.Key, tier => Scaled(tier.Value, factor, name), StringComparer.Ordinal),
                [.. sheet.Windows.Select(window => window with { Rates = Scaled(window.Rates, factor, name) })]));
        }

        return regions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private RateTable Scaled(RateTable table, decimal factor, string region)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"region {region} (× {factor})");
        return table with
        {
            Bands =
            [
                .. table.Bands.Select(band => band with
                {
                    Rates = band.Rates.TokensTimes(factor),
                    Label = band.Label is null ? place : $"{band.Label}, {place}",
                    Index = BandCount++,
                }),
            ],
        };
    }

    private RateTable ReadTable(PriceJson place, PriceJson? perMillion, Rates units, string? label)
    {
        var bands = ImmutableArray.CreateBuilder<RateBand>();
        bands.Add(new(-1, perMillion is { } given ? ReadClasses(given).Or(units) : units, label, BandCount++));
        var isMarginal = place.Optional("marginal")?.Truth() ?? false;
        foreach (var tier in place.Optional("tiers")?.Items() ?? [])
        {
            tier.Only("aboveInputTokens", "perMillion");
            var above = tier.Required("aboveInputTokens").PositiveNumber();
            if (above <= bands[^1].AboveInputTokens)
            {
                throw tier.Wrong("tiers stand in the order of aboveInputTokens");
            }

            var length = string.Create(CultureInfo.InvariantCulture, $"{(isMarginal ? "beyond" : "above")} {above:N0} {(isMarginal ? "tokens of a class" : "input tokens")}");
            bands.Add(new(above, ReadClasses(tier.Required("perMillion")).Or(units), label is null ? length : $"{label}, {length}", BandCount++));
        }

        return isMarginal && bands.Count == 1 ? throw place.Wrong("there are no tiers that could be marginal") : new(bands.ToImmutable(), isMarginal);
    }

    private static Rates ReadClasses(PriceJson json)
    {
        var rates = new Dictionary<Meter, decimal>();
        foreach (var (name, value) in json.Members())
        {
            var meter = s_classes.TryGetValue(name, out var known) ? known : throw value.Wrong("no such class of tokens");
            if (!rates.TryAdd(meter, value.Money()))
            {
                throw value.Wrong("stands there twice");
            }
        }

        return new(rates);
    }

    private static Rates ReadUnits(PriceJson place)
    {
        var rates = new Dictionary<Meter, decimal>();
        var general = new Dictionary<Meter, decimal>();
        foreach (var (name, value) in place.Optional("perUnit")?.Members() ?? [])
        {
            var meters = s_units.TryGetValue(name, out var known) ? known : throw value.Wrong("no such unit");
            foreach (var meter in meters)
            {
                if (!(meters.Length == 1 ? rates : general).TryAdd(meter, value.Money()))
                {
                    throw value.Wrong("stands there twice");
                }
            }
        }

        return new Rates(rates).Or(new(general));
    }
}
