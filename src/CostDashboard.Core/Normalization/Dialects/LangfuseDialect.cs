using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>What Langfuse's SDKs and those that speak to it (LiteLLM's <c>langfuse_otel</c>) state about an observation.</summary>
/// <remarks>https://github.com/langfuse/langfuse, packages/shared/src/server/otel/attributes.ts</remarks>
internal static class LangfuseDialect
{
    private const string Usage = "langfuse.observation.usage_details";

    private static readonly string[] s_input = ["input", "prompt_tokens", "input_tokens", "promptTokens"];
    private static readonly string[] s_output = ["output", "completion_tokens", "output_tokens", "completionTokens"];
    private static readonly string[] s_total = ["total", "total_tokens", "totalTokens"];

    private static readonly string[] s_cacheRead =
    [
        "cache_read_input_tokens",
        "input_cached_tokens",
        "input_cache_read",
        "prompt_tokens_details.cached_tokens",
        "input_tokens_details.cached_tokens",
        "prompt_details.cache_read",
    ];

    private static readonly string[] s_cacheWrite = ["cache_creation_input_tokens", "input_cache_creation", "input_cache_write", "prompt_details.cache_write"];

    private static readonly string[] s_reasoning =
    [
        "output_reasoning",
        "output_reasoning_tokens",
        "completion_tokens_details.reasoning_tokens",
        "output_tokens_details.reasoning_tokens",
        "completion_details.reasoning",
    ];

    // Langfuse's own names, then those of OpenAI's usage objects, which its clients hand on.
    private static readonly MeterNames s_details = new(
        "",
        (Meter.AudioInput, ["input_audio_tokens", "input_audio", "prompt_tokens_details.audio_tokens", "input_tokens_details.audio_tokens"]),
        (Meter.AudioCacheRead, ["input_cached_audio_tokens", "input_tokens_details.cached_tokens_details.audio_tokens"]),
        (Meter.AudioOutput, ["output_audio_tokens", "output_audio", "completion_tokens_details.audio_tokens", "output_tokens_details.audio_tokens"]),
        (Meter.ImageInput, ["input_image_tokens", "input_image", "prompt_tokens_details.image_tokens", "input_tokens_details.image_tokens"]),
        (Meter.ImageCacheRead, ["input_cached_image_tokens", "input_tokens_details.cached_tokens_details.image_tokens"]),
        (Meter.ImageOutput, ["output_image_tokens", "output_image", "completion_tokens_details.image_tokens", "output_tokens_details.image_tokens"]),
        (Meter.WebSearch,
        [
            "web_search_requests", "server_tool_use.web_search_requests", "prompt_tokens_details.web_search_requests",
            "web_search_queries", "webSearchQueries", "grounding_queries", "groundingQueries",
        ]));

    private static readonly string[] s_cachedByModality = ["input_cached_text_tokens", "input_cached_audio_tokens", "input_cached_image_tokens"];

    private static readonly string[] s_maxTokens = ["max_tokens", "max_completion_tokens", "max_output_tokens", "maxTokens", "maxOutputTokens"];

    // Shape read here:
    //   langfuse.observation.type = "generation"
    //   langfuse.observation.model.name = "gpt-4o"
    //   langfuse.observation.model.parameters = {"max_tokens": 512}
    //   langfuse.observation.usage_details = {"input": 100, "input_cached_tokens": 40, "input_audio": 4, "output": 9, "output_reasoning": 3, "total": 156}
    //   langfuse.observation.cost_details = {"input": 0.0001, "output": 0.0002, "total": 0.0003}
    //   langfuse.observation.completion_start_time = "\"2025-06-06T10:00:00.250Z\""     at times quoted twice
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        if (attributes.Text("langfuse.observation.type") is { } type && reading.OfferKind(KindSource.Langfuse, OperationNames.KindOf(type)))
        {
            reading.IsWrapperByName |= OperationNames.IsWrapper(type);
        }

        reading.ResponseModel ??= Texts.Short(attributes.Text("langfuse.observation.model.name"));
        ReadUsage(JsonAttributes.Of(attributes, Usage), ref reading);
        reading.ReportedUsd ??= CostOf(JsonAttributes.Of(attributes, "langfuse.observation.cost_details"));
        reading.TimeToFirstToken ??= TimeToFirstToken(span);
        var parameters = JsonAttributes.Of(attributes, "langfuse.observation.model.parameters");
        reading.MaxTokens ??= parameters.Integer(s_maxTokens) is > 0 and { } most ? most : null;
        reading.RequestedTier ??= Tiers.Requested(parameters);
        reading.Region ??= RegionReader.Named(parameters.Text("inference_geo"));
    }

    private static void ReadUsage(SpanAttributes usage, ref SpanReading reading)
    {
        if (usage.Count == 0)
        {
            return;
        }

        var input = usage.Integer(s_input);
        var output = usage.Integer(s_output);
        var total = usage.Integer(s_total);

        // The buckets are disjoint by contract. OpenAI's own usage objects are accepted in their place, and there the details are parts.
        var isOpenAi = (total is not null && total == (input ?? 0) + (output ?? 0)) || HasDetails(usage);
        reading.CacheHabit = isOpenAi ? CacheHabit.LangfuseInclusive : CacheHabit.LangfuseDisjoint;
        var counts = new TokenCounts
        {
            Input = isOpenAi ? input : Sum(input, usage, "input_", isInput: true),
            Output = isOpenAi ? output : Sum(output, usage, "output_", isInput: false),
            CacheRead = usage.Integer(s_cacheRead) ?? SumOf(usage, s_cachedByModality),
            CacheWrite = usage.Integer(s_cacheWrite),
            CacheWrite5m = usage.Integer("input_cache_creation_5m"),
            CacheWrite1h = usage.Integer("input_cache_creation_1h"),
            Reasoning = usage.Integer(s_reasoning),
            Total = total,
            Details = s_details.Read(usage, ref reading, areCachedApart: !isOpenAi),
        };
        if (counts.IsStated || counts.Details is not null)
        {
            reading.OfferTokens(counts);
            reading.CloseTokens();
        }
    }

    private static bool HasDetails(SpanAttributes usage)
    {
        foreach (var (name, _) in usage.Entries)
        {
            if (name.Contains("_details.", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // input_audio, output_reasoning and whatever else there is beside the plain bucket. The cache's buckets are classes of their own.
    private static long? Sum(long? plain, SpanAttributes usage, string prefix, bool isInput)
    {
        var sum = plain;
        foreach (var (name, value) in usage.Entries)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && !name.StartsWith(isInput ? "input_cache" : "output_tokens", StringComparison.Ordinal)
                && name != "input_tokens"
                && value.AsInteger() is >= 0 and <= Believable.MostTokens and { } tokens)
            {
                sum = (sum ?? 0) + tokens;
            }
        }

        return sum;
    }

    private static long? SumOf(SpanAttributes usage, string[] names)
    {
        long? sum = null;
        foreach (var name in names)
        {
            if (usage.Integer(name) is >= 0 and <= Believable.MostTokens and { } tokens)
            {
                sum = (sum ?? 0) + tokens;
            }
        }

        return sum;
    }

    private static decimal? CostOf(SpanAttributes cost)
    {
        if (Numbers.Decimal(cost, ["total"]) is { } total)
        {
            return total;
        }

        decimal? sum = null;
        foreach (var (_, value) in cost.Entries)
        {
            if (value.AsDecimal() is >= 0 and <= Believable.MostReportedUsd and { } usd)
            {
                sum = (sum ?? 0) + usd;
            }
        }

        return sum;
    }

    private static long? TimeToFirstToken(DecodedSpan span) =>
        span.Attributes.Text("langfuse.observation.completion_start_time") is { } text
        && DateTimeOffset.TryParse(JsonAttributes.Unquoted(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && UnixNanos.From(time) - span.Start is >= 0 and <= UnixNanos.PerDay and { } nanos
            ? nanos
            : null;
}
