using System.Text.Json;

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>What holds for every price of the reviewed book. A new price that breaks one of these is looked at twice.</summary>
public sealed class PriceBookTests
{
    private const int LeastProviders = 50;
    private const int LeastModels = 3_000;
    private const int LeastEmbeddingModels = 100;
    private const int LeastModelsWithHistory = 40;

    // A chat model above this would be the dearest ever sold (o1-pro: 150 and 600): more likely a slip of the decimal point.
    private const decimal DearestPerMillion = 600m;

    /// <summary>Free at their provider, though neither the name nor the mode says so. Elsewhere a zero is more likely a gap in a source.</summary>
    private static readonly string[] s_free =
    [
        "cloudflare @cf/google/gemma-2b-it-lora", "cloudflare @cf/google/gemma-7b-it-lora", "cloudflare @cf/meta-llama/llama-2-7b-chat-hf-lora",
        "cloudflare @cf/mistral/mistral-7b-instruct-v0.2-lora", "gcp.gemini gemini-exp-1114", "gcp.gemini gemma-3-27b-it",
        "gcp.gemini learnlm-1.5-pro-experimental", "gcp.vertex_ai meta/llama-3.1-70b-instruct-maas", "gcp.vertex_ai meta/llama-3.1-8b-instruct-maas",
        "gcp.vertex_ai meta/llama-3.2-90b-vision-instruct-maas", "gcp.vertex_ai meta/llama3-405b-instruct-maas", "gcp.vertex_ai meta/llama3-70b-instruct-maas",
        "gcp.vertex_ai meta/llama3-8b-instruct-maas", "zai glm-4.5-flash", "zai glm-4.7-flash",
    ];

    private static readonly string[] s_needed =
    [
        "openai", "azure.ai.openai", "anthropic", "gcp.gemini", "gcp.vertex_ai", "mistral_ai", "cohere", "deepseek", "x_ai", "aws.bedrock",
        "groq", "perplexity", "moonshot_ai", "voyage", "fireworks_ai", "together_ai", "openrouter", "ibm.watsonx.ai",
    ];

    private static IEnumerable<ModelPrices> Models => TheBook.Files.SelectMany(file => file.Models);

    private static IEnumerable<(ModelPrices Model, RateCard Card)> Cards => Models.SelectMany(model => model.Cards, (model, card) => (model, card));

    private static IEnumerable<(string Where, Rates Rates)> AllRates => Cards.SelectMany(
        entry => entry.Card.Rates.Tables.Concat(entry.Card.Regions.Values.SelectMany(sheet => sheet.Tables)),
        (entry, table) => (entry.Model, table)).SelectMany(
            entry => entry.table.Bands,
            (entry, band) => ($"{entry.Model.Provider} {entry.Model.Model} {band.Label}".TrimEnd(), band.Rates));

    [Fact]
    public void Every_file_parses_and_is_named_after_its_provider() =>
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "prices"), "*.json"),
            path => Assert.Equal(Path.GetFileNameWithoutExtension(path), PriceFile.Parse(Path.GetFileName(path), File.ReadAllBytes(path)).Provider));

    [Fact]
    public void The_book_covers_what_people_use()
    {
        Assert.Empty(s_needed.Except(TheBook.Files.Select(file => file.Provider)));
        Assert.InRange(TheBook.Files.Count, LeastProviders, int.MaxValue);
        Assert.InRange(Models.Count(), LeastModels, int.MaxValue);
        Assert.InRange(Models.Count(model => model.Mode == "embedding"), LeastEmbeddingModels, int.MaxValue);
        Assert.InRange(Models.Count(model => model.Cards.Length > 1), LeastModelsWithHistory, int.MaxValue);
    }

    [Fact]
    public void Models_stand_in_order_so_that_a_diff_shows_only_what_changed() =>
        Assert.All(TheBook.Files, file => Assert.Equal(file.Models.Select(model => model.Model).Order(StringComparer.Ordinal), file.Models.Select(model => model.Model)));

    [Fact]
    public void No_name_means_two_models_of_one_provider() =>
        Assert.All(TheBook.Files, file => Assert.Equal(
            file.Models.Sum(model => 1 + model.Aliases.Count),
            file.Models.SelectMany(model => model.Aliases.Append(model.Model)).Distinct(StringComparer.OrdinalIgnoreCase).Count()));

    [Fact]
    public void No_rate_is_negative_or_beyond_belief() =>
        Assert.All(AllRates, entry => Assert.All(
            entry.Rates.All,
            rate => Assert.True(rate.Value is >= 0m and <= DearestPerMillion, $"{entry.Where}: {rate}")));

    [Fact]
    public void Reading_from_a_cache_is_never_dearer_than_reading_afresh() =>
        Assert.All(AllRates, entry => Assert.True(
            entry.Rates.Listed(Meter.CacheRead) is null || entry.Rates.Listed(Meter.CacheRead) <= entry.Rates.Listed(Meter.Input), $"{entry.Where}: {entry.Rates.Listed(Meter.CacheRead)} > {entry.Rates.Listed(Meter.Input)}"));

    [Fact]
    public void A_longer_prompt_is_never_cheaper_and_lists_every_class_of_the_base_rate() =>
        Assert.All(Cards, entry => Assert.All(entry.Card.Rates.Tables.Concat(entry.Card.Regions.Values.SelectMany(sheet => sheet.Tables)), table => Assert.All(
            table.Bands.Zip(table.Bands.Skip(1)),
            pair => Assert.True(
                pair.First.Rates.Listed(Meter.Input) <= pair.Second.Rates.Listed(Meter.Input)
                && pair.First.Rates.Listed(Meter.Output) <= pair.Second.Rates.Listed(Meter.Output)
                && pair.First.Rates.Listed(Meter.CacheRead) is null == pair.Second.Rates.Listed(Meter.CacheRead) is null
                && pair.First.Rates.Listed(Meter.CacheWrite5m) is null == pair.Second.Rates.Listed(Meter.CacheWrite5m) is null
                && pair.First.Rates.Listed(Meter.CacheWrite1h) is null == pair.Second.Rates.Listed(Meter.CacheWrite1h) is null,
                $"{entry.Model.Provider} {entry.Model.Model} {pair.Second.Label}"))));

    [Fact]
    public void Batch_and_flex_are_never_dearer_than_the_standard_tier_and_priority_never_cheaper() =>
        Assert.All(Cards, entry => Assert.All(entry.Card.Rates.ServiceTiers, tier =>
        {
            var (own, standard) = (tier.Value.Bands[0].Rates.Listed(Meter.Input), entry.Card.Rates.Standard.Bands[0].Rates.Listed(Meter.Input));
            Assert.True(tier.Key is "batch" or "flex" ? own <= standard : own >= standard, $"{entry.Model.Provider} {entry.Model.Model} {tier.Key}: {own}, standard {standard}");
        }));

    [Fact]
    public void A_model_is_free_only_where_its_provider_says_so() =>
        Assert.Empty(Cards
            .Where(entry => entry.Card.Rates.Standard.Bands[0].Rates is var rates && rates.Listed(Meter.Input) is 0m && rates.Listed(Meter.Output) is null or 0m && entry.Model.Mode != "moderation")
            .Select(entry => $"{entry.Model.Provider} {entry.Model.Model}")
            .Where(name => !name.EndsWith("free", StringComparison.OrdinalIgnoreCase))
            .Except(s_free));

    [Fact]
    public void Every_chat_model_that_is_priced_by_token_has_a_price_for_its_answer() =>
        Assert.All(Cards.Where(entry => entry.Model.Mode == "chat"), entry => Assert.True(
            entry.Card.Rates.Standard.Bands[0].Rates is var rates && (rates.Listed(Meter.Input) is null || rates.Listed(Meter.Output) is not null), $"{entry.Model.Provider} {entry.Model.Model}"));

    [Fact]
    public void A_price_says_where_and_when_it_was_found() =>
        Assert.All(Cards, entry => Assert.True(
            entry.Card.Source.Length > 0 && entry.Card.RecordedAt >= new DateOnly(2023, 1, 1), $"{entry.Model.Provider} {entry.Model.Model}"));

    [Fact]
    public void Amounts_are_written_as_people_read_them() =>
        Assert.All(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "prices"), "*.json"), path =>
        {
            var text = File.ReadAllText(path);

            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', text);
            using var document = JsonDocument.Parse(text);
            Assert.Equal("USD", document.RootElement.GetProperty("currency").GetString());
        });

    // A thousand tokens of input.
    [Theory]
    [InlineData("deepseek", "deepseek-chat", null, "2025-02-25T20:00:00Z", "0.00027")]
    [InlineData("deepseek", "deepseek-chat", null, "2025-02-26T20:00:00Z", "0.000135")]
    [InlineData("deepseek", "deepseek-chat", null, "2025-03-01T12:00:00Z", "0.00027")]
    [InlineData("deepseek", "deepseek-reasoner", null, "2025-09-04T16:30:00Z", "0.000135")]
    [InlineData("deepseek", "deepseek-reasoner", null, "2025-09-05T20:00:00Z", "0.00056")]
    [InlineData("anthropic", "claude-opus-4-6", "us", "2026-08-06T12:00:00Z", "0.0055")]
    [InlineData("anthropic", "claude-opus-4-5", "us", "2026-08-06T12:00:00Z", "0.005")]
    [InlineData("openai", "gpt-5.4", "eu", "2026-08-06T12:00:00Z", "0.00275")]
    [InlineData("openai", "gpt-4o", "eu", "2026-08-06T12:00:00Z", "0.0025")]
    [InlineData("perplexity", "sonar", null, "2026-08-06T12:00:00Z", "0.006")]
    public void Hours_regions_and_fees_are_those_of_the_provider(string provider, string model, string? region, string start, string usd) =>
        Assert.Equal(
            decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture),
            TheBook.Price(TheBook.Book, new(provider, model, new(1_000, 0, 0, 0, 0), Region: region), TheBook.At(start)).Total!.Value.Amount);

    [Theory]
    [InlineData("openai", "o3", "2025-06-09", "10", "40")]
    [InlineData("openai", "o3", "2025-06-10", "2", "8")]
    [InlineData("openai", "gpt-4o", "2024-06-01", "5", "15")]
    [InlineData("openai", "gpt-4o", "2024-10-02", "2.5", "10")]
    [InlineData("openai", "gpt-4o-2024-05-13", "2026-08-06", "5", "15")]
    [InlineData("openai", "gpt-5.6-luna", "2026-07-29", "1", "6")]
    [InlineData("openai", "gpt-5.6-luna", "2026-07-30", "0.2", "1.2")]
    [InlineData("deepseek", "deepseek-chat", "2025-02-07", "0.14", "0.28")]
    [InlineData("deepseek", "deepseek-chat", "2025-02-08", "0.27", "1.1")]
    [InlineData("deepseek", "deepseek-chat", "2025-09-05", "0.56", "1.68")]
    [InlineData("deepseek", "deepseek-chat", "2025-09-29", "0.28", "0.42")]
    [InlineData("deepseek", "deepseek-chat", "2026-04-24", "0.14", "0.28")]
    [InlineData("anthropic", "claude-sonnet-5", "2026-08-31", "2", "10")]
    [InlineData("anthropic", "claude-sonnet-5", "2026-09-01", "3", "15")]
    [InlineData("gcp.gemini", "gemini-3.7-flash", "2027-01-01", "1.5", "7.5")]
    public void A_known_change_of_price_has_its_day(string provider, string model, string day, string input, string output)
    {
        var rates = TheBook.Book.Find(provider, model)!.AsOf(TheBook.At(day))!.Rates.Standard.Bands[0].Rates;

        Assert.Equal((decimal.Parse(input, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(output, System.Globalization.CultureInfo.InvariantCulture)), (rates.Listed(Meter.Input), rates.Listed(Meter.Output)));
    }
}
