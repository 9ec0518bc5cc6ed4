using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class UnitTests
{
    [Theory]
    [InlineData("gen_ai.usage.server_tool_use.web_search_requests")]
    [InlineData("gen_ai.usage.web_search_requests")]
    [InlineData("gen_ai.usage.details.web_search_requests")]
    [InlineData("llm.token_count.prompt_details.web_search_requests")]
    public void Searches_of_the_web_are_counted_beside_the_tokens(string name)
    {
        var call = Reading.Of("chat m", ("gen_ai.request.model", "claude-opus-5"), ("gen_ai.usage.input_tokens", 100), (name, "2")).Call!;

        Assert.Equal((new Usage(100, 0, 0, 0, 0), new BillableUnits(WebSearches: 2)), (call.Usage, call.Units));
    }

    [Theory]
    [InlineData("ocr", "gen_ai.usage.pages_processed", 3.0, Meter.Page, 3)]
    [InlineData("text_to_speech", "gen_ai.usage.characters", 412.0, Meter.InputCharacter, 412)]
    [InlineData("speech_to_text", "gen_ai.usage.audio_duration_seconds", 12.3456, Meter.InputAudioTime, 12_346)]
    [InlineData("speech_to_text", "gen_ai.usage.audio_seconds", 2.5, Meter.InputAudioTime, 2_500)]
    [InlineData("rerank", "gen_ai.usage.search_units", 1.0, Meter.Search, 1)]
    [InlineData("image_generation", "gen_ai.usage.image_count", 2.0, Meter.Image, 2)]
    [InlineData("chat", "gen_ai.usage.image_count", 2.0, Meter.InputImage, 2)]
    public void A_call_without_tokens_is_a_call_by_its_units(string operation, string name, double count, Meter meter, long quantity)
    {
        var span = Reading.Of("step", ("gen_ai.operation.name", operation), ("gen_ai.request.model", "m"), (name, count));

        Assert.True(span.Kind.IsModelCall());
        Assert.Equal(new BillableUnits().With(meter, quantity), span.Call!.Units);
        Assert.True(span.Call.StatesUsage);
    }

    [Theory]
    [InlineData("openai", "server.address", "eu.api.openai.com", "eu")]
    [InlineData("openai", "server.address", "api.openai.com", null)]
    [InlineData("openai", "server.address", "eu.api.openai.com.evil.example", null)]
    [InlineData("aws.bedrock", "server.address", "bedrock-runtime.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("aws.bedrock", "cloud.region", "us-east-1", "us-east-1")]
    [InlineData("anthropic", "server.address", "eu.api.openai.com", null)]
    [InlineData("anthropic", "llm.invocation_parameters", """{"inference_geo": "US"}""", "us")]
    [InlineData("anthropic", "llm.invocation_parameters", """{"inference_geo": "global"}""", null)]
    [InlineData("anthropic", "langfuse.observation.model.parameters", """{"inference_geo": "us"}""", "us")]
    public void Where_a_call_was_computed_is_read_where_the_span_shows_it(string provider, string key, string value, string? region) =>
        Assert.Equal(region, Reading.Of("chat m", ("gen_ai.provider.name", provider), ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 1), (key, value)).Call!.Region);

    [Fact]
    public void An_inference_profile_names_its_region() =>
        Assert.Equal(
            "eu-west-1",
            Reading.Of("chat m", ("gen_ai.provider.name", "aws.bedrock"), ("gen_ai.request.model", "arn:aws:bedrock:eu-west-1:123:inference-profile/eu.amazon.nova-pro-v1:0"), ("gen_ai.usage.input_tokens", 1)).Call!.Region);

    [Theory]
    [InlineData("llm.invocation_parameters", """{"speed": "fast"}""", "fast")]
    [InlineData("langfuse.observation.model.parameters", """{"speed": "fast", "service_tier": "auto"}""", "fast")]
    [InlineData("langfuse.observation.model.parameters", """{"speed": "standard", "service_tier": "flex"}""", "flex")]
    public void A_tier_that_was_asked_for_holds_where_the_response_names_none(string key, string parameters, string tier) =>
        Assert.Equal(tier, Reading.Of("chat m", ("gen_ai.request.model", "claude-opus-4-8"), ("gen_ai.usage.input_tokens", 1), (key, parameters)).Call!.ServiceTier);

    [Fact]
    public void The_tier_of_the_response_wins_over_one_that_was_asked_for_in_another_vocabulary() =>
        Assert.Equal(
            "default",
            Reading.Of("chat m", ("llm.model_name", "gpt-5"), ("llm.token_count.prompt", 1), ("llm.invocation_parameters", """{"service_tier": "flex"}"""), ("openai.response.service_tier", "default")).Call!.ServiceTier);
}
