using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>The rates of one entry of LiteLLM's list: US dollars for a single token or unit.</summary>
/// <param name="LeftOut">Fields with prices that are not taken over, by name.</param>
/// <param name="Refusal">Why nothing of the entry can be used; null where it can.</param>
internal sealed record LiteLlmRates(PriceDraft Draft, IReadOnlyList<string> LeftOut, string? Refusal)
{
    private const decimal Million = 1_000_000m;

    private static readonly FrozenDictionary<string, string> s_classes = new Dictionary<string, string>
    {
        ["input_cost_per_token"] = "input",
        ["output_cost_per_token"] = "output",
        ["cache_read_input_token_cost"] = "cacheRead",
        ["cache_creation_input_token_cost"] = "cacheWrite5m",
        ["cache_creation_input_token_cost_above_1hr"] = "cacheWrite1h",
        ["output_cost_per_reasoning_token"] = "reasoning",
        ["input_cost_per_audio_token"] = "audioInput",
        ["output_cost_per_audio_token"] = "audioOutput",
        ["cache_read_input_audio_token_cost"] = "audioCacheRead",
        ["input_cost_per_image_token"] = "imageInput",
        ["output_cost_per_image_token"] = "imageOutput",
        ["output_cost_per_video_token"] = "videoOutput",
        ["citation_cost_per_token"] = "citation",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> s_units = new Dictionary<string, string>
    {
        ["input_cost_per_query"] = "search",
        ["input_cost_per_request"] = "request",
        ["output_cost_per_image"] = "image",
        ["input_cost_per_image"] = "inputImage",
        ["ocr_cost_per_page"] = "page",
        ["annotation_cost_per_page"] = "annotatedPage",
        ["input_cost_per_second"] = "inputSecond",
        ["output_cost_per_second"] = "outputSecond",
        ["input_cost_per_audio_per_second"] = "inputAudioSecond",
        ["input_cost_per_video_per_second"] = "inputVideoSecond",
        ["output_cost_per_video_per_second"] = "outputVideoSecond",
        ["input_cost_per_character"] = "inputCharacter",
        ["output_cost_per_character"] = "outputCharacter",
        ["code_interpreter_cost_per_session"] = "codeInterpreterSession",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> s_tiers = new Dictionary<string, string>
    {
        ["_batches"] = "batch",
        ["_priority"] = "priority",
        ["_flex"] = "flex",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Other names of what stands there already: databricks' own unit, and the older name of a cache read.</summary>
    private static readonly FrozenSet<string> s_repeated = FrozenSet.ToFrozenSet(["input_dbu_cost_per_token", "output_dbu_cost_per_token", "input_cost_per_token_cache_hit"]);

    private static readonly Regex s_above = new(@"_above_(?<thousands>\d{1,6})k_tokens$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    internal static LiteLlmRates Read(JsonElement entry)
    {
        var draft = new PriceDraft();
        var leftOut = new List<string>();
        JsonElement? offPeak = null;
        foreach (var field in entry.EnumerateObject())
        {
            switch (field.Name)
            {
                case "off_peak_pricing":
                    offPeak = field.Value;
                    break;
                case "tiered_pricing":
                    ReadTiers(field.Value, draft, leftOut);
                    break;
                case "search_context_cost_per_query":
                    ReadSearches(field.Value, draft, leftOut);
                    break;
                case "regional_processing_uplift_multiplier_eu" or "regional_processing_uplift_multiplier_us" when Number(field.Value) is > 0 and <= 10 and var multiplier:
                    draft.SetRegion(field.Name[^2..], multiplier);
                    break;
                default:
                    if (IsPrice(field.Name) && !s_repeated.Contains(field.Name) && field.Value.ValueKind is not JsonValueKind.Null && !Read(field.Name, field.Value, draft))
                    {
                        leftOut.Add(field.Name);
                    }

                    break;
            }
        }

        if (offPeak is { } hours && !ReadHours(hours, draft))
        {
            return new(draft, leftOut, "it costs something else at some hours of the day, in a way that this import cannot read");
        }

        var refusal = draft.Mistake ?? (draft.IsEmpty
            ? leftOut.Count == 0 ? "it states no price above 0, which may mean free as well as unknown: add it as a price of your own if it is free" : $"it is priced only in a way that no bill here can hold ({string.Join(", ", leftOut)})"
            : null);
        return new(draft, leftOut, refusal);
    }

    private static bool Read(string name, JsonElement value, PriceDraft draft)
    {
        if (Number(value) is not { } usd)
        {
            return false;
        }

        // …_above_200k_tokens, …_priority, …_above_200k_tokens_priority
        var (bare, tier) = WithoutTier(name);
        var above = 0L;
        if (s_above.Match(bare) is { Success: true } match)
        {
            above = long.Parse(match.Groups["thousands"].ValueSpan, CultureInfo.InvariantCulture) * 1000;
            bare = bare[..match.Index];
        }

        // It writes 0 where nothing is charged as well as where nothing is known: a zero says nothing.
        if (usd == 0m && (s_classes.ContainsKey(bare) || s_units.ContainsKey(bare)))
        {
            return true;
        }

        if (s_classes.TryGetValue(bare, out var tokenClass))
        {
            draft.SetPerMillion(tier, above, tokenClass, usd * Million);
            return true;
        }

        if (above == 0 && s_units.TryGetValue(bare, out var unit))
        {
            draft.SetPerUnit(tier, unit, usd);
            return true;
        }

        return false;
    }

    private static (string Name, string Tier) WithoutTier(string name)
    {
        foreach (var (suffix, tier) in s_tiers)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return (name[..^suffix.Length], tier);
            }
        }

        return (name, "");
    }

    // { "hours_utc": "16:30-00:30", "input_cost_per_token": 1.35e-07, … }; what is not named costs the same at all hours. Days of the week and rates by the
    // length of the prompt beside them are not read: half of such a price would be a wrong one.
    private static bool ReadHours(JsonElement hours, PriceDraft draft)
    {
        if (draft.HasTiers || hours.ValueKind is not JsonValueKind.Object
            || !hours.TryGetProperty("hours_utc", out var window) || window.ValueKind is not JsonValueKind.String
            || window.GetString()!.Split('-') is not [var opens, var closes]
            || !TimeOnly.TryParseExact(opens, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || !TimeOnly.TryParseExact(closes, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            || from == to)
        {
            return false;
        }

        var rates = draft.StandardRates();
        foreach (var field in hours.EnumerateObject())
        {
            if (field.Name == "hours_utc")
            {
                continue;
            }

            if (!s_classes.TryGetValue(field.Name, out var tokenClass) || Number(field.Value) is not { } usd)
            {
                return false;
            }

            rates.SetPerMillion("", 0, tokenClass, usd * Million);
        }

        draft.AddWindow(opens, closes, rates);
        return true;
    }

    // [ { "range": [0, 256000], "input_cost_per_token": 5e-08, … }, { "range": [256000, 1000000], … } ]
    private static void ReadTiers(JsonElement tiers, PriceDraft draft, List<string> leftOut)
    {
        if (tiers.ValueKind is not JsonValueKind.Array)
        {
            leftOut.Add("tiered_pricing");
            return;
        }

        foreach (var tier in tiers.EnumerateArray())
        {
            if (tier.ValueKind is not JsonValueKind.Object
                || !tier.TryGetProperty("range", out var range) || range.ValueKind is not JsonValueKind.Array || range.GetArrayLength() < 1
                || Number(range[0]) is not { } from || from < 0 || from > long.MaxValue || decimal.Truncate(from) != from)
            {
                leftOut.Add("tiered_pricing");
                return;
            }

            foreach (var field in tier.EnumerateObject())
            {
                if (s_classes.TryGetValue(field.Name, out var tokenClass) && Number(field.Value) is { } usd and not 0m)
                {
                    draft.SetPerMillion("", (long)from, tokenClass, usd * Million);
                }
            }
        }
    }

    // { "search_context_size_low": 0.03, "search_context_size_medium": 0.035, "search_context_size_high": 0.05 }: calls do not state the size.
    private static void ReadSearches(JsonElement sizes, PriceDraft draft, List<string> leftOut)
    {
        var usd = sizes.ValueKind is JsonValueKind.Object ? Size("medium") ?? Size("low") ?? Size("high") : null;
        if (usd is not { } medium)
        {
            leftOut.Add("search_context_cost_per_query");
            return;
        }

        draft.SetPerUnit("", "webSearch", medium);
        if (Size("low") is { } low && Size("high") is { } high && (low != medium || high != medium))
        {
            leftOut.Add("search_context_cost_per_query of low and high");
        }

        decimal? Size(string name) => sizes.TryGetProperty($"search_context_size_{name}", out var value) ? Number(value) : null;
    }

    private static bool IsPrice(string name) =>
        name.Contains("cost", StringComparison.Ordinal) || name.Contains("pricing", StringComparison.Ordinal) || name.Contains("multiplier", StringComparison.Ordinal);

    // Some of its numbers are text: "3e-7".
    private static decimal? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Number(value.GetRawText()),
        JsonValueKind.String => Number(value.GetString()!),
        _ => null,
    };

    internal static decimal? Number(string text) =>
        text.Length <= 40 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
