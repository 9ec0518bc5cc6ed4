using CostDashboard.Core.Pricing;

namespace CostDashboard.Core.Tests.Pricing;

public sealed class ModelMatcherTests
{
    [Theory]
    // The provider's own names
    [InlineData("openai", "gpt-4o-mini", "openai", "gpt-4o-mini", "exact")]
    [InlineData("OpenAI", "GPT-4o-Mini", "openai", "gpt-4o-mini", "exact")]
    [InlineData("openai", "gpt-4o-2024-05-13", "openai", "gpt-4o-2024-05-13", "exact")]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", "openai", "gpt-4o-mini", "alias")]
    [InlineData("anthropic", "claude-sonnet-4.5", "anthropic", "claude-sonnet-4-5", "alias")]
    [InlineData("google", "gemini-2.5-flash", "gcp.gemini", "gemini-2.5-flash", "exact")]
    [InlineData("vertex_ai", "gemini-2.5-flash", "gcp.vertex_ai", "gemini-2.5-flash", "exact")]
    // A date, a pointer, a version
    [InlineData("openai", "gpt-5.6-sol-2026-07-01", "openai", "gpt-5.6-sol", "dated suffix removed")]
    [InlineData("anthropic", "claude-opus-5-20260715", "anthropic", "claude-opus-5", "dated suffix removed")]
    [InlineData("anthropic", "claude-opus-5-latest", "anthropic", "claude-opus-5", "version suffix removed")]
    [InlineData("gcp.vertex_ai", "claude-opus-5@20260715", "gcp.vertex_ai", "claude-opus-5", "dated suffix removed")]
    [InlineData("gcp.gemini", "gemini-2.5-flash-001", "gcp.gemini", "gemini-2.5-flash", "version suffix removed")]
    [InlineData("openrouter", "qwen/qwen3.7-plus-20261231", "openrouter", "qwen/qwen3.7-plus", "dated suffix removed")]
    // Paths and prefixes
    [InlineData("openai", "openai/gpt-4o-mini", "openai", "gpt-4o-mini", "provider prefix removed")]
    [InlineData("gcp.gemini", "models/gemini-2.5-flash", "gcp.gemini", "gemini-2.5-flash", "path removed")]
    [InlineData("gcp.vertex_ai", "projects/p/locations/global/publishers/google/models/gemini-2.5-pro", "gcp.vertex_ai", "gemini-2.5-pro", "path removed")]
    [InlineData("", "azure/gpt-4o", "azure.ai.openai", "gpt-4o", "provider azure.ai.openai named in the model: exact")]
    [InlineData("", "gemini/gemini-2.5-flash", "gcp.gemini", "gemini-2.5-flash", "provider gcp.gemini named in the model: exact")]
    [InlineData("litellm", "groq/openai/gpt-oss-120b", "groq", "openai/gpt-oss-120b", "provider groq named in the model: exact")]
    // Bedrock
    [InlineData("aws.bedrock", "anthropic.claude-sonnet-4-20250514-v1:0", "aws.bedrock", "anthropic.claude-sonnet-4-20250514-v1:0", "exact")]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-5-v1:0", "aws.bedrock", "us.anthropic.claude-sonnet-5", "Bedrock version removed")]
    [InlineData("aws.bedrock", "us.amazon.nova-lite-v1:0", "aws.bedrock", "amazon.nova-lite-v1:0", "Bedrock region removed")]
    [InlineData("aws.bedrock", "arn:aws:bedrock:us-east-1:123:inference-profile/us.amazon.nova-pro-v1:0", "aws.bedrock", "amazon.nova-pro-v1:0", "path removed, Bedrock region removed")]
    [InlineData("aws.bedrock", "claude-3-haiku-20240307-v1:0", "aws.bedrock", "anthropic.claude-3-haiku-20240307-v1:0", "Bedrock vendor added")]
    // Fine-tunes
    [InlineData("openai", "ft:gpt-4.1-2025-04-14:acme:support:9xYz", "openai", "ft:gpt-4.1-2025-04-14", "fine-tune")]
    [InlineData("openai", "ft:gpt-5-mini-2025-08-07:acme::9xYz", "openai", "gpt-5-mini", "fine-tune's base, alias")]
    [InlineData("azure.ai.openai", "gpt-4o-mini-2024-07-18.ft-0f1e2d", "azure.ai.openai", "gpt-4o-mini", "fine-tune's base, alias")]
    // No provider, or one that only names a dialect
    [InlineData("", "gpt-4.1", "openai", "gpt-4.1", "maker openai: exact")]
    [InlineData("", "claude-3-opus", "anthropic", "claude-3-opus-20240229", "maker anthropic: alias")]
    [InlineData("my-gateway", "gemini-2.5-pro", "gcp.gemini", "gemini-2.5-pro", "maker gcp.gemini: exact")]
    [InlineData("openai", "claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5", "maker anthropic: exact")]
    [InlineData("", "us.anthropic.claude-sonnet-5", "aws.bedrock", "us.anthropic.claude-sonnet-5", "maker aws.bedrock: exact")]
    [InlineData("gcp.gemini", "claude-opus-5", "gcp.vertex_ai", "claude-opus-5", "as at gcp.vertex_ai: exact")]
    public void A_name_finds_its_model_by_the_first_rule_that_fits(string provider, string model, string foundAt, string found, string rule)
    {
        var match = TheBook.Book.Match(provider, model);

        Assert.Equal((foundAt, found, rule), (match.Model?.Provider, match.Model?.Model, match.Rule));
    }

    [Theory]
    [InlineData("openai", "gpt-99", "no price for model 'gpt-99'")]
    [InlineData("acme", "gpt-99", "no price for model 'gpt-99' of provider 'acme'")]
    [InlineData("openai", "gpt-4o-ultra", "no price for model 'gpt-4o-ultra'")]
    [InlineData("azure.ai.openai", "my-deployment", "no price for model 'my-deployment' at azure.ai.openai")]
    [InlineData("ollama", "command-r", "no price for model 'command-r' on your own machines (ollama)")]
    [InlineData("groq", "moonshotai/kimi-k9", "no price for model 'moonshotai/kimi-k9' at groq")]
    [InlineData("mistral_ai", "mistral-large-2999", "no price for model 'mistral-large-2999' at mistral_ai")]
    [InlineData("openai", "", "the span names no model")]
    [InlineData("openai", "  ", "the span names no model")]
    public void What_fits_no_rule_is_not_guessed(string provider, string model, string reason) =>
        Assert.Equal(reason, TheBook.Book.Match(provider, model).Unpriced?.Reason);

    [Fact]
    public void A_model_that_several_hosts_sell_is_not_priced_at_any_of_them() =>
        Assert.EndsWith(
            "providers sell model 'meta-llama/Llama-3.3-70B-Instruct', and the span does not say which",
            TheBook.Book.Match("", "meta-llama/Llama-3.3-70B-Instruct").Unpriced?.Reason,
            StringComparison.Ordinal);

    [Fact]
    public void A_similar_name_is_another_model()
    {
        var safeguard = TheBook.Book.Match("groq", "openai/gpt-oss-safeguard-20b").Model!;

        Assert.Equal("openai/gpt-oss-safeguard-20b", safeguard.Model);
        Assert.NotEqual(TheBook.Book.Match("groq", "openai/gpt-oss-120b").Model, safeguard);
    }

    [Fact]
    public void An_answer_is_remembered_and_an_endless_name_is_not()
    {
        Assert.Same(TheBook.Book.Match("openai", "gpt-4.1"), TheBook.Book.Match("openai", "gpt-4.1"));
        Assert.Equal("the span's model name is longer than any model's", TheBook.Book.Match("openai", new string('x', 10_000)).Unpriced?.Reason);
    }

    [Fact]
    public void A_hit_allocates_nothing()
    {
        var book = TheBook.Book;

        // The first round also pays for what the runtime makes once.
        BytesOfHits(book);

        Assert.Equal(0, BytesOfHits(book));
    }

    private static long BytesOfHits(PriceBook book)
    {
        const int Times = 1_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            book.Match("openai", "gpt-4.1");
            book.Find("openai", "gpt-4.1");
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
