using System.Globalization;
using System.Text;
using System.Text.Json;

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>A cost that somebody else's test asserts, or that a real run reported: usage in disjoint lines, and the rate of each.</summary>
internal sealed record CostCase(string Id, ModelCall Call, decimal Usd, string? At, IReadOnlyList<(Meter Meter, decimal UsdPerUnit)> Rates)
{
    private static readonly Dictionary<string, Meter> s_meters = new(StringComparer.Ordinal)
    {
        ["input"] = Meter.Input, ["input_tokens"] = Meter.Input, ["prompt.input"] = Meter.Input, ["prompt.document"] = Meter.Input,
        ["output"] = Meter.Output, ["output_tokens"] = Meter.Output, ["completion.output"] = Meter.Output, ["output_incl_reasoning_added"] = Meter.Output,
        ["cache_read"] = Meter.CacheRead, ["cache_read_tokens"] = Meter.CacheRead,
        ["cache_read_input_tokens"] = Meter.CacheRead, ["input_cache_read"] = Meter.CacheRead,
        ["cache_write"] = Meter.CacheWrite5m, ["cache_write_tokens"] = Meter.CacheWrite5m,
        ["cache_write_5m"] = Meter.CacheWrite5m, ["input_cache_creation_5m"] = Meter.CacheWrite5m,
        ["cache_write_1h"] = Meter.CacheWrite1h, ["cache_write_1h_tokens"] = Meter.CacheWrite1h, ["input_cache_creation_1h"] = Meter.CacheWrite1h,
        ["output_reasoning"] = Meter.Reasoning, ["output_reasoning_tokens"] = Meter.Reasoning,
        ["reasoning_tokens"] = Meter.Reasoning, ["completion.reasoning"] = Meter.Reasoning,
        ["input_audio"] = Meter.AudioInput, ["input_audio_tokens"] = Meter.AudioInput, ["prompt.audio"] = Meter.AudioInput,
        ["cache_audio_read_tokens"] = Meter.AudioCacheRead,
        ["output_audio"] = Meter.AudioOutput, ["output_audio_tokens"] = Meter.AudioOutput,
        ["input_image_tokens"] = Meter.ImageInput, ["prompt.image"] = Meter.ImageInput,
        ["cache_image_read_tokens"] = Meter.ImageCacheRead,
        ["output_image_tokens"] = Meter.ImageOutput,
        ["input_video"] = Meter.VideoInput, ["prompt.video"] = Meter.VideoInput,
        ["citation"] = Meter.Citation,
        ["web_search"] = Meter.WebSearch, ["web_searches"] = Meter.WebSearch,
        ["requests"] = Meter.Request,
        ["audio_seconds"] = Meter.InputAudioTime,
    };

    /// <summary>Names of the meters in a price file.</summary>
    private static readonly Dictionary<Meter, string> s_names = new()
    {
        [Meter.Input] = "input", [Meter.Output] = "output", [Meter.CacheRead] = "cacheRead", [Meter.CacheWrite5m] = "cacheWrite5m",
        [Meter.CacheWrite1h] = "cacheWrite1h", [Meter.Reasoning] = "reasoning", [Meter.AudioInput] = "audioInput", [Meter.AudioOutput] = "audioOutput",
        [Meter.AudioCacheRead] = "audioCacheRead", [Meter.ImageInput] = "imageInput", [Meter.ImageOutput] = "imageOutput",
        [Meter.ImageCacheRead] = "imageCacheRead", [Meter.VideoInput] = "videoInput", [Meter.Citation] = "citation",
        [Meter.WebSearch] = "webSearch", [Meter.Request] = "request", [Meter.InputAudioTime] = "inputAudioSecond",
    };

    /// <summary>The day of the prices that a source without a day per case was written against.</summary>
    private static readonly Dictionary<string, string> s_daysOfSources = new(StringComparer.Ordinal)
    {
        ["tokencost"] = "2025-09-05T00:00:00Z",
        ["acr"] = "2024-04-05T00:00:00Z",
    };

    /// <summary>Null for what is not compared: disputed rules, fractions of a token, a price on the sum of all tokens, and cases without a model.</summary>
    internal static CostCase? Read(JsonElement item, string kind)
    {
        if (item.GetProperty("kind").GetString() != kind || item.GetProperty("disputed").GetBoolean() || (kind == "catalogue" && Text(item, "model") is null))
        {
            return null;
        }

        var quantities = new Dictionary<Meter, long>();
        var rates = new List<(Meter, decimal)>();
        var usd = 0m;
        foreach (var line in item.GetProperty("lines").EnumerateArray())
        {
            var quantity = Decimal(line.GetProperty("quantity"));
            if (!s_meters.TryGetValue(line.GetProperty("class").GetString()!, out var meter))
            {
                return null;
            }

            var counted = quantity * (meter.Unit() is PricingUnit.Second ? 1_000 : 1);
            if (counted != decimal.Truncate(counted))
            {
                return null;
            }

            var rate = Decimal(line.GetProperty("price")) / Decimal(line.GetProperty("per"));
            quantities[meter] = quantities.GetValueOrDefault(meter) + (long)counted;
            rates.Add((meter, rate * (meter.IsTokens() ? 1_000_000 : 1)));
            usd += quantity * rate;
        }

        return new(
            item.GetProperty("id").GetString()!,
            CallOf(item, quantities),
            usd,
            Text(item, "as_of") ?? s_daysOfSources.GetValueOrDefault(item.GetProperty("source_short").GetString()!),
            rates);
    }

    /// <summary>A book of one model with just these rates; null where one meter has two of them.</summary>
    internal PriceBook? Book()
    {
        if (Rates.Select(rate => rate.Meter).Distinct().Count() < Rates.Count)
        {
            return null;
        }

        var (tokens, units) = (Amounts(isTokens: true), Amounts(isTokens: false));
        var json = $$"""
            { "provider": "case", "name": "Case", "currency": "USD", "models": [ { "model": "case", "mode": "chat", "prices": [
              { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "case", "perMillion": { {{tokens}} }, "perUnit": { {{units}} } } ] } ] }
            """;
        return PriceBook.Of([PriceFile.Parse("case.json", Encoding.UTF8.GetBytes(json))]);
    }

    private string Amounts(bool isTokens) => string.Join(", ", Rates
        .Where(rate => rate.Meter.IsTokens() == isTokens)
        .Select(rate => string.Create(CultureInfo.InvariantCulture, $"\"{s_names[rate.Meter]}\": \"{rate.UsdPerUnit:0.####################}\"")));

    private static ModelCall CallOf(JsonElement item, Dictionary<Meter, long> quantities)
    {
        long Of(Meter meter) => quantities.GetValueOrDefault(meter);
        var parts = new Modalities(
            Of(Meter.AudioInput), Of(Meter.AudioCacheRead), Of(Meter.AudioOutput), Of(Meter.ImageInput), Of(Meter.ImageCacheRead), Of(Meter.ImageOutput), Of(Meter.VideoInput));
        var units = quantities.Where(count => BillableUnits.Meters.Contains(count.Key)).Aggregate(new BillableUnits(), (all, count) => all.With(count.Key, count.Value));
        return new(
            Text(item, "provider") ?? "",
            Text(item, "model") ?? "",
            new(
                Of(Meter.Input) + parts.Input, Of(Meter.CacheRead) + parts.CacheRead, Of(Meter.CacheWrite5m), Of(Meter.CacheWrite1h),
                Of(Meter.Output) + Of(Meter.Reasoning) + parts.Output, Of(Meter.Reasoning)),
            ServiceTier: Text(item, "service_tier") ?? RequestedTier(item),
            UsageRule: "as stated",
            Modalities: parts.IsZero ? null : parts,
            Units: units.IsZero ? null : units);
    }

    // Some sources name the tier among the parameters of the request.
    private static string? RequestedTier(JsonElement item) =>
        item.TryGetProperty("model_parameters", out var parameters) && parameters.ValueKind is JsonValueKind.Object ? Text(parameters, "service_tier") ?? Text(parameters, "speed") : null;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static decimal Decimal(JsonElement value) => decimal.Parse(
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
