using CostDashboard.Core.Traces.SameCalls;

namespace CostDashboard.Core.Tests.Traces.SameCalls;

public sealed class ModelFamilyTests
{
    [Theory]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("openai/gpt-4o", "GPT-4o")]
    [InlineData("azure/gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("us.anthropic.claude-sonnet-4-20250514-v1:0", "claude-sonnet-4")]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0", "anthropic/claude-3-haiku")]
    [InlineData("claude-sonnet-4-5@20250929", "claude-sonnet-4-5")]
    [InlineData("models/gemini-2.0-flash-001", "gemini-2.0-flash")]
    [InlineData("mistral-large-latest", "mistral-large")]
    [InlineData("bedrock/eu.amazon.nova-pro-v1:0", "nova-pro")]
    public void Spellings_of_one_model_are_one(string left, string right) => Assert.True(ModelFamily.AreEqual(left, right));

    [Theory]
    [InlineData("gpt-4o", "gpt-4o-mini")]
    [InlineData("claude-sonnet-4", "claude-sonnet-4-5")]
    [InlineData("deepseek-v3", "deepseek-v2")]
    [InlineData("llama3:8b", "llama3:70b")]
    [InlineData("mistral-large-2411", "mistral-large-2407")]
    [InlineData("gpt-4-0613", "gpt-4")]
    [InlineData("ft:gpt-4o:acme", "gpt-4o")]
    [InlineData("", "gpt-4o")]
    public void Two_models_stay_two(string left, string right) => Assert.False(ModelFamily.AreEqual(left, right));

    [Theory]
    [InlineData("-latest")]
    [InlineData("us.")]
    [InlineData("-2024-08-06")]
    [InlineData("/")]
    [InlineData("v1:0")]
    public void A_name_that_is_only_a_part_of_one_stays(string name) => Assert.Equal(name, ModelFamily.Of(name).ToString());
}
