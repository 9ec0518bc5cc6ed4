using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>
/// The list of genai-prices, version 2: providers with models, and prices with conditions.
/// <c>[ { "id": "openai", "models": [ { "id": "o3", "match": { "or": [ { "equals": "o3" }, … ] }, "prices": [ { "prices": { "input_mtok": 10, … } },
/// { "constraint": { "start_date": "2025-06-10" }, "prices": { … } } ] } ] } ]</c>
/// </summary>
internal static class GenAiPricesList
{
    private static readonly FrozenDictionary<string, string> s_classes = new Dictionary<string, string>
    {
        ["input_mtok"] = "input",
        ["output_mtok"] = "output",
        ["cache_read_mtok"] = "cacheRead",
        ["cache_write_mtok"] = "cacheWrite5m",
        ["cache_write_1h_mtok"] = "cacheWrite1h",
        ["output_reasoning_mtok"] = "reasoning",
        ["input_audio_mtok"] = "audioInput",
        ["output_audio_mtok"] = "audioOutput",
        ["cache_audio_read_mtok"] = "audioCacheRead",
        ["input_image_mtok"] = "imageInput",
        ["output_image_mtok"] = "imageOutput",
        ["cache_image_read_mtok"] = "imageCacheRead",
        ["input_video_mtok"] = "videoInput",
        ["output_video_mtok"] = "videoOutput",
        ["output_citation_mtok"] = "citation",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Dollars for a thousand.
    private static readonly FrozenDictionary<string, string> s_units = new Dictionary<string, string>
    {
        ["web_searches_kcount"] = "webSearch",
        ["requests_kcount"] = "request",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static void Read(JsonElement root, ListBuilder list)
    {
        foreach (var provider in root.EnumerateArray())
        {
            if (Text(provider, "id") is not { } named || !provider.TryGetProperty("models", out var models) || models.ValueKind is not JsonValueKind.Array)
            {
                list.Refuse(Text(provider, "id") ?? "?", "it is no provider with models");
                continue;
            }

            foreach (var model in models.EnumerateArray())
            {
                if (Text(model, "id") is { } id)
                {
                    Read(named, id, model, list);
                }
                else
                {
                    list.Refuse(named, "one of its models has no id");
                }
            }
        }
    }

    private static void Read(string named, string id, JsonElement model, ListBuilder list)
    {
        var name = $"{named} {id}";
        var leftOut = new SortedSet<string>(StringComparer.Ordinal);
        if (!model.TryGetProperty("prices", out var prices) || ReadPrices(prices, leftOut) is not { } found)
        {
            list.Refuse(name, "its prices, or the conditions of one, are in no form that is known");
        }
        else if (found.Select(price => price.Draft.Mistake).FirstOrDefault(mistake => mistake is not null) is { } mistake)
        {
            list.Refuse(name, mistake);
        }
        else if (found.Any(price => price.Draft.IsEmpty))
        {
            list.Refuse(name, leftOut.Count == 0 ? "it states no price" : $"it is priced only in a way that no bill here can hold ({string.Join(", ", leftOut)})");
        }
        else if (found.Any(price => price.Draft.IsAllZero))
        {
            list.Refuse(name, "everything in it is 0, which may mean free as well as unknown: add it as a price of your own if it is free");
        }
        else
        {
            list.Add(new(
                list.Book.Canonical(named),
                id,
                [.. NamesOf(model).Where(alias => !alias.Equals(id, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)],
                "chat",
                name,
                [.. found.Select(price => new ListedPrice(price.From, price.Draft.ToJson().ToJsonString(), IsFromBeginning: price.From is null && found.Count > 1))],
                [.. leftOut]));
        }
    }

    /// <summary>One price, or several with conditions: from a day on, or between two times of day. Null for conditions that are not known.</summary>
    private static List<(DateOnly? From, PriceDraft Draft)>? ReadPrices(JsonElement prices, SortedSet<string> leftOut)
    {
        if (prices.ValueKind is JsonValueKind.Object)
        {
            return [(null, ReadRates(prices, leftOut))];
        }

        if (prices.ValueKind is not JsonValueKind.Array || prices.GetArrayLength() is 0 or > 100)
        {
            return null;
        }

        var found = new SortedDictionary<DateOnly, PriceDraft>();
        foreach (var item in prices.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Object || !item.TryGetProperty("prices", out var rates) || rates.ValueKind is not JsonValueKind.Object)
            {
                return null;
            }

            var draft = ReadRates(rates, leftOut);
            if (!item.TryGetProperty("constraint", out var constraint) || constraint.ValueKind is JsonValueKind.Null)
            {
                if (!found.TryAdd(DateOnly.MinValue, draft))
                {
                    return null;
                }
            }
            else if (Text(constraint, "start_date") is { } date
                && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
                && from >= PriceEntryRules.FirstDay && from <= PriceEntryRules.LastDay)
            {
                if (!found.TryAdd(from, draft))
                {
                    return null;
                }
            }
            else if (Time(constraint, "start_time") is { } opens && Time(constraint, "end_time") is { } closes && found.TryGetValue(DateOnly.MinValue, out var always))
            {
                always.AddWindow(opens, closes, draft);
            }
            else
            {
                return null;
            }
        }

        return [.. found.Select(price => (price.Key == DateOnly.MinValue ? (DateOnly?)null : price.Key, price.Value))];
    }

    private static PriceDraft ReadRates(JsonElement rates, SortedSet<string> leftOut)
    {
        var draft = new PriceDraft();
        foreach (var rate in rates.EnumerateObject())
        {
            if (rate.Value.ValueKind is not JsonValueKind.Null && !Read(rate.Name, rate.Value, draft))
            {
                leftOut.Add(rate.Name);
            }
        }

        return draft;
    }

    private static bool Read(string name, JsonElement value, PriceDraft draft)
    {
        if (s_classes.TryGetValue(name, out var tokenClass))
        {
            return ReadTokens(tokenClass, value, draft);
        }

        if (s_units.TryGetValue(name, out var unit) && Number(value) is { } thousand)
        {
            draft.SetPerUnit("", unit, thousand / 1000m);
            return true;
        }

        return false;
    }

    // 2.5, or { "base": 2.5, "tiers": [ { "start": 272000, "price": 5 } ] }, where more than the start counts.
    private static bool ReadTokens(string tokenClass, JsonElement value, PriceDraft draft)
    {
        if (Number(value) is { } usd)
        {
            draft.SetPerMillion("", 0, tokenClass, usd);
            return true;
        }

        if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty("base", out var given) || Number(given) is not { } lowest)
        {
            return false;
        }

        draft.SetPerMillion("", 0, tokenClass, lowest);
        if (!value.TryGetProperty("tiers", out var tiers) || tiers.ValueKind is not JsonValueKind.Array)
        {
            return false;
        }

        foreach (var tier in tiers.EnumerateArray())
        {
            if (tier.ValueKind is not JsonValueKind.Object
                || !tier.TryGetProperty("start", out var start) || start.ValueKind is not JsonValueKind.Number || !start.TryGetInt64(out var above) || above <= 0
                || !tier.TryGetProperty("price", out var price) || Number(price) is not { } more)
            {
                return false;
            }

            draft.SetPerMillion("", above, tokenClass, more);
        }

        return true;
    }

    // Only whole names: what begins like a name, or contains it, may be another model.
    private static IEnumerable<string> NamesOf(JsonElement model)
    {
        if (!model.TryGetProperty("match", out var match) || match.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        return Text(match, "equals") is { } name ? [name]
            : match.TryGetProperty("or", out var any) && any.ValueKind is JsonValueKind.Array
                ? any.EnumerateArray().Where(clause => clause.ValueKind is JsonValueKind.Object).Select(clause => Text(clause, "equals")).OfType<string>()
                : [];
    }

    // 16:30:00Z
    private static string? Time(JsonElement constraint, string name) =>
        Text(constraint, name) is { } text && TimeOnly.TryParseExact(text.TrimEnd('Z'), ["HH:mm:ss", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToString("HH:mm", CultureInfo.InvariantCulture)
            : null;

    private static decimal? Number(JsonElement value) => value.ValueKind is JsonValueKind.Number ? LiteLlmRates.Number(value.GetRawText()) : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= PriceEntryRules.LongestName } text
            ? text.Trim()
            : null;
}
