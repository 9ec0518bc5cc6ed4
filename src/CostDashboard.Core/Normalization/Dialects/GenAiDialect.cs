using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>OpenTelemetry's GenAI conventions: the current names, the deprecated ones, and what their emitters add.</summary>
/// <remarks>https://github.com/open-telemetry/semantic-conventions-genai (before 1.42: semantic-conventions, docs/gen-ai).</remarks>
internal static class GenAiDialect
{
    private static readonly string[] s_provider = ["gen_ai.provider.name", "gen_ai.system"];

    private static readonly (TokenCount Count, string[] NamesInOrder)[] s_tokens =
    [
        (TokenCount.Input, ["input_tokens", "prompt_tokens"]),
        (TokenCount.Output, ["output_tokens", "completion_tokens"]),
        (TokenCount.CacheRead,
        [
            "cache_read.input_tokens", "cache_read_input_tokens", "cache_read_tokens", "details.cache_read_tokens", "details.cache_read_input_tokens",
            "cached_tokens", "input_cached_tokens",
        ]),
        (TokenCount.CacheWrite,
        [
            "cache_write.input_tokens", "cache_creation.input_tokens", "cache_creation_input_tokens", "cache_write_input_tokens", "cache_write_tokens",
            "details.cache_write_tokens",
        ]),
        (TokenCount.CacheWrite5m, ["cache_creation.ephemeral_5m_input_tokens"]),
        (TokenCount.CacheWrite1h, ["cache_creation.ephemeral_1h_input_tokens"]),
        (TokenCount.Reasoning, ["reasoning.output_tokens", "reasoning_tokens", "details.reasoning_tokens"]),
        (TokenCount.Total, ["total_tokens"]),
    ];

    private static readonly string[] s_billedTier = ["openai.response.service_tier", "gen_ai.openai.response.service_tier", "gen_ai.response.service_tier"];
    private static readonly string[] s_requestedTier = ["openai.request.service_tier", "gen_ai.openai.request.service_tier", "gen_ai.request.service_tier"];

    // Per modality the convention's name; LiveKit's and the gateways'; pydantic-ai's, of OpenAI's and of Google's answers.
    private static readonly MeterNames s_details = new(
        "gen_ai.usage.",
        (Meter.AudioInput, ["audio.input_tokens", "input_audio_tokens", "audio_input_tokens", "details.input_audio_tokens", "details.audio_prompt_tokens"]),
        (Meter.AudioCacheRead, ["audio.cache_read.input_tokens", "input_cached_audio_tokens", "details.cache_audio_read_tokens", "details.audio_cache_tokens"]),
        (Meter.AudioOutput, ["audio.output_tokens", "output_audio_tokens", "audio_output_tokens", "details.output_audio_tokens", "details.audio_candidates_tokens"]),
        (Meter.ImageInput, ["image.input_tokens", "input_image_tokens", "image_input_tokens", "details.image_prompt_tokens"]),
        (Meter.ImageCacheRead, ["image.cache_read.input_tokens", "input_cached_image_tokens", "details.image_cache_tokens"]),
        (Meter.ImageOutput, ["image.output_tokens", "output_image_tokens", "details.image_candidates_tokens"]),
        (Meter.VideoInput, ["video.input_tokens", "details.video_prompt_tokens"]),
        (Meter.VideoOutput, ["video.output_tokens", "details.video_candidates_tokens"]),
        (Meter.Citation, ["details.citation_tokens"]),
        (Meter.WebSearch, ["server_tool_use.web_search_requests", "web_search_requests", "details.web_search_requests", "details.num_search_queries"]),
        (Meter.Search, ["search_units"]),
        (Meter.Page, ["pages_processed"]),
        (Meter.InputCharacter, ["characters", "input_chars"]),
        (Meter.InputAudioTime, ["audio_duration_seconds", "audio_seconds"]),
        (Meter.InputImage, ["image_count"]));

    private static readonly UsageNames s_usage = new("gen_ai.usage.", s_tokens, s_details);

    private static readonly string[] s_firstChunkSeconds =
        ["gen_ai.response.time_to_first_chunk", "gen_ai.client.operation.time_to_first_chunk"];

    // Shape read here (older names in the lists above):
    //   gen_ai.operation.name = "chat"                 span name "chat gpt-4o"
    //   gen_ai.provider.name = "openai"
    //   gen_ai.request.model = "gpt-4o"
    //   gen_ai.response.model = "gpt-4o-2024-08-06"
    //   gen_ai.usage.input_tokens = 1200               cached tokens included
    //   gen_ai.usage.cache_read.input_tokens = 1024
    //   gen_ai.usage.output_tokens = 80                reasoning included
    //   gen_ai.usage.audio.input_tokens = 40           inside the input
    //   gen_ai.usage.server_tool_use.web_search_requests = 2
    //   gen_ai.response.finish_reasons = ["stop"]
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        var attributes = span.Attributes;
        if ((attributes.Text("gen_ai.operation.name") ?? OperationNames.FirstWordOf(span.Name)) is { } operation)
        {
            reading.OfferKind(KindSource.OpenTelemetry, OperationNames.KindOf(operation));
            reading.IsWrapperByName |= OperationNames.IsWrapper(operation);
        }

        reading.Provider ??= attributes.Text(s_provider);
        reading.RequestModel ??= Texts.Short(attributes.Text("gen_ai.request.model"));
        reading.ResponseModel ??= Texts.Short(attributes.Text("gen_ai.response.model"));
        reading.OfferTokens(TokensOf(attributes, ref reading));

        // Dollars, of no convention but of several emitters. github.copilot.cost is not read: it counts premium requests.
        reading.ReportedUsd ??= Numbers.Decimal(attributes, ["gen_ai.usage.cost"]);
        reading.ResponseId ??= Texts.Short(attributes.Text("gen_ai.response.id"));
        ReadTiers(attributes, ref reading);
        reading.TimeToFirstToken ??= Numbers.Nanoseconds(attributes, s_firstChunkSeconds, Numbers.NanosPerSecond);
        reading.MaxTokens ??= Numbers.Positive(attributes, "gen_ai.request.max_tokens");
        reading.FinishReason ??= Texts.FinishReason(attributes, ["gen_ai.response.finish_reasons"]);
        reading.ToolName ??= Texts.Short(attributes.Text("gen_ai.tool.name"));
        if (reading.ToolName is not null && !reading.NamesModel)
        {
            reading.OfferKind(KindSource.Attribute, OperationKind.Tool);
        }
    }

    // Not read: gen_ai.aggregated_usage.* and gen_ai.usage.partial.*. They repeat tokens counted elsewhere.
    private static TokenCounts TokensOf(SpanAttributes attributes, ref SpanReading reading)
    {
        var counts = s_usage.Read(attributes, ref reading);

        // Gateways count the images that came back under this name, and others those that were shown.
        if (counts.Details?[Meter.InputImage] > 0 && reading.Kind is OperationKind.Media)
        {
            (counts.Details[Meter.Image], counts.Details[Meter.InputImage]) = (counts.Details[Meter.InputImage], 0);
        }

        return counts;
    }

    // Most spans name none: one look at the ends of the names is less than a search for each.
    private static void ReadTiers(SpanAttributes attributes, ref SpanReading reading)
    {
        foreach (var (key, _) in attributes.Entries)
        {
            if (key.EndsWith(".service_tier", StringComparison.Ordinal))
            {
                reading.BilledTier ??= Texts.Short(attributes.Text(s_billedTier));
                reading.RequestedTier ??= Texts.Short(attributes.Text(s_requestedTier));
                return;
            }
        }
    }
}
