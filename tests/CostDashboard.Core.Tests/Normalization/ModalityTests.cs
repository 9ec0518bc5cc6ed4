using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class ModalityTests
{
    [Theory]
    [InlineData("gen_ai.usage.audio.input_tokens", "gen_ai.usage.audio.cache_read.input_tokens", "gen_ai.usage.audio.output_tokens")] // the convention
    [InlineData("gen_ai.usage.input_audio_tokens", "gen_ai.usage.input_cached_audio_tokens", "gen_ai.usage.output_audio_tokens")] // LiveKit
    [InlineData("gen_ai.usage.details.input_audio_tokens", "gen_ai.usage.details.cache_audio_read_tokens", "gen_ai.usage.details.output_audio_tokens")] // pydantic-ai, OpenAI
    [InlineData("gen_ai.usage.details.audio_prompt_tokens", "gen_ai.usage.details.audio_cache_tokens", "gen_ai.usage.details.audio_candidates_tokens")] // pydantic-ai, Google
    public void Audio_is_a_part_of_input_cache_and_output_under_every_name(string input, string cached, string output)
    {
        var call = Call(
            ("gen_ai.usage.input_tokens", 1_000), ("gen_ai.usage.cache_read.input_tokens", 400), ("gen_ai.usage.output_tokens", 500), (input, 250), (cached, 100), (output, 300));

        Assert.Equal(new Usage(600, 400, 0, 0, 500), call.Usage);
        Assert.Equal(new Modalities(AudioInput: 150, AudioCacheRead: 100, AudioOutput: 300), call.Modalities);
    }

    [Theory]
    [InlineData("gen_ai.usage.image.input_tokens", "gen_ai.usage.image.output_tokens")]
    [InlineData("gen_ai.usage.input_image_tokens", "gen_ai.usage.output_image_tokens")]
    public void Images_are_a_part_of_input_and_output(string input, string output)
    {
        var call = Call(("gen_ai.usage.input_tokens", 300), ("gen_ai.usage.output_tokens", 1_300), (input, 258), (output, 1_120));

        Assert.Equal(new Modalities(ImageInput: 258, ImageOutput: 1_120), call.Modalities);
    }

    [Fact]
    public void Counts_of_zero_make_no_modalities() =>
        Assert.Null(Call(("gen_ai.usage.input_tokens", 10), ("gen_ai.usage.audio.input_tokens", 0), ("gen_ai.usage.details.input_audio_tokens", "0")).Modalities);

    [Fact]
    public void Audio_that_the_uncached_input_cannot_hold_came_from_the_cache() =>
        Assert.Equal(
            new Modalities(AudioInput: 100, AudioCacheRead: 50),
            Call(("gen_ai.usage.input_tokens", 1_000), ("gen_ai.usage.cache_read.input_tokens", 900), ("gen_ai.usage.audio.input_tokens", 150)).Modalities);

    [Fact]
    public void Parts_that_are_more_than_the_whole_stand_beside_it()
    {
        var span = Reading.Of(
            "image", ("gen_ai.operation.name", "image_generation"), ("gen_ai.request.model", "gpt-image-2"), ("gen_ai.usage.input_tokens", 14), ("gen_ai.usage.output_tokens", 0), ("gen_ai.usage.output_image_tokens", 4_160), ("gen_ai.usage.image_count", 1));

        Assert.Equal(OperationKind.Media, span.Kind);
        Assert.Equal((new Usage(14, 0, 0, 0, 4_160), new Modalities(ImageOutput: 4_160)), (span.Call!.Usage, span.Call.Modalities));
        Assert.Equal(new BillableUnits(Images: 1), span.Call.Units);
        Assert.Equal(["the tokens of audio, images and video are more than the output: they were counted beside it"], span.Source.Notes);
    }

    [Fact]
    public void Where_only_a_modality_is_counted_it_is_all_there_is() =>
        Assert.Equal(
            (new Usage(60, 0, 0, 0, 20), new Modalities(AudioInput: 60, AudioOutput: 20)),
            (Call(("gen_ai.usage.input_audio_tokens", 60), ("gen_ai.usage.output_audio_tokens", 20)) is var call ? (call.Usage, call.Modalities) : default));

    [Fact]
    public void More_audio_from_the_cache_than_the_cache_gave_is_cut_and_noted()
    {
        var span = Reading.Of("chat m", ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.cache_read.input_tokens", 10), ("gen_ai.usage.audio.input_tokens", 50), ("gen_ai.usage.audio.cache_read.input_tokens", 30));

        Assert.Equal(new Modalities(AudioInput: 40, AudioCacheRead: 10), span.Call!.Modalities);
        Assert.Equal(["more audio or image tokens from the cache than tokens from the cache: the rest was left out"], span.Source.Notes);
    }

    [Fact]
    public void A_count_beyond_belief_is_left_out_and_noted()
    {
        var span = Reading.Of("chat m", ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.audio.input_tokens", 20_000_000_000L));

        Assert.Null(span.Call!.Modalities);
        Assert.Equal(["a number of audio input tokens above 10,000,000,000 was not believed"], span.Source.Notes);
    }

    [Fact]
    public void Langfuses_buckets_are_disjoint_in_modalities_too()
    {
        var call = Reading.Of(
            "generation",
            ("langfuse.observation.type", "generation"),
            ("langfuse.observation.model.name", "gpt-realtime"),
            ("langfuse.observation.usage_details", """{"input_text_tokens": 350, "input_audio_tokens": 150, "input_cached_text_tokens": 250, "input_cached_audio_tokens": 100, "output_text_tokens": 200, "output_audio_tokens": 300}""")).Call!;

        Assert.Equal(new Usage(500, 350, 0, 0, 500), call.Usage);
        Assert.Equal(new Modalities(AudioInput: 150, AudioCacheRead: 100, AudioOutput: 300), call.Modalities);
    }

    [Fact]
    public void OpenAis_usage_in_langfuses_place_has_the_modalities_inside()
    {
        var call = Reading.Of(
            "generation",
            ("langfuse.observation.model.name", "gpt-4o-audio-preview"),
            ("langfuse.observation.usage_details", """{"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150, "prompt_tokens_details": {"audio_tokens": 40, "cached_tokens": 0}, "completion_tokens_details": {"audio_tokens": 30}}""")).Call!;

        Assert.Equal((new Usage(100, 0, 0, 0, 50), new Modalities(AudioInput: 40, AudioOutput: 30)), (call.Usage, call.Modalities));
    }

    [Fact]
    public void Googles_kit_counts_by_modality_in_the_usage_of_its_answer()
    {
        var call = Reading.Of(
            "call_llm",
            ("gen_ai.request.model", "gemini-2.5-flash"),
            ("gcp.vertex.agent.llm_response.usage_metadata", """{"prompt_token_count": 100, "candidates_token_count": 10, "total_token_count": 110, "prompt_tokens_details": [{"modality": "TEXT", "token_count": 40}, {"modality": "AUDIO", "token_count": 60}]}""")).Call!;

        Assert.Equal((new Usage(100, 0, 0, 0, 10), new Modalities(AudioInput: 60)), (call.Usage, call.Modalities));
    }

    [Fact]
    public void The_AI_SDK_hands_on_what_google_and_anthropic_count()
    {
        var google = Vercel("""{"google": {"usageMetadata": {"promptTokenCount": 100, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 42}, {"modality": "VIDEO", "tokenCount": 58}]}}}""");
        var anthropic = Vercel("""{"anthropic": {"usage": {"input_tokens": 100, "inference_geo": "us", "server_tool_use": {"web_search_requests": 3}}}}""");

        Assert.Equal(new Modalities(VideoInput: 58), google.Modalities);
        Assert.Equal((new BillableUnits(WebSearches: 3), "us"), (anthropic.Units, anthropic.Region));

        static ModelCall Vercel(string metadata) => Reading.Of(
            "ai.generateText.doGenerate", ("ai.operationId", "ai.generateText.doGenerate"), ("ai.model.id", "m"), ("ai.usage.inputTokens", 100), ("ai.usage.outputTokens", 5), ("ai.response.providerMetadata", metadata)).Call!;
    }

    [Fact]
    public void Langsmiths_details_have_modalities() =>
        Assert.Equal(
            new Modalities(AudioInput: 6, AudioOutput: 3),
            Reading.Of(
                "turn",
                ("langsmith.span.kind", "llm"),
                ("gen_ai.usage.input_tokens", 10),
                ("gen_ai.usage.output_tokens", 5),
                ("gen_ai.usage.input_token_details", """{"audio": 6}"""),
                ("gen_ai.usage.output_token_details", """{"audio": 3}""")).Call!.Modalities);

    private static ModelCall Call(params (string Key, object Value)[] attributes) =>
        Reading.Of("chat m", [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m"), .. attributes]).Call!;
}
