using System.Globalization;
using System.Text;
using CostDashboard.Core.Pricing.Imports;
using FsCheck;
using FsCheck.Fluent;

namespace CostDashboard.Core.Tests.Pricing.Imports;

public sealed class PriceListReaderTests
{
    [Theory]
    [InlineData("gemini/gemini-9", "gemini", "gcp.gemini", "gemini-9")]
    [InlineData("gemini-9", "vertex_ai-language-models", "gcp.vertex_ai", "gemini-9")]
    [InlineData("vertex_ai/mistral-9", "vertex_ai-mistral_models", "gcp.vertex_ai", "mistral-9")]
    [InlineData("text-completion-openai/davinci-9", "text-completion-openai", "openai", "davinci-9")]
    [InlineData("openrouter/anthropic/claude-9", "openrouter", "openrouter", "anthropic/claude-9")]
    [InlineData("bedrock/eu-west-1/meta.llama9", "bedrock", "aws.bedrock", "eu-west-1/meta.llama9")]
    [InlineData("azure/eu/gpt-9", "azure", "azure.ai.openai", "eu/gpt-9")]
    [InlineData("house/model-9", "house", "house", "model-9")]
    [InlineData("meta-llama/llama-9", "House", "house", "meta-llama/llama-9")]
    public void Names_of_LiteLLM_become_the_books(string key, string named, string provider, string model)
    {
        var listed = Assert.Single(Lists.Read(Lists.LiteLlm("\"input_cost_per_token\": 1e-6", key, named), TheBook.Book).Models);

        Assert.Equal((provider, model, key), (listed.Provider, listed.Model, listed.NameInList));
    }

    [Theory]
    [InlineData("\"input_cost_per_token\": 2.5e-06", "perMillion.input 2.5")]
    [InlineData("\"input_cost_per_token\": \"3e-7\"", "perMillion.input 0.3")]
    [InlineData("\"cache_creation_input_token_cost_above_1hr\": 6e-06, \"cache_creation_input_token_cost\": 3.75e-06", "perMillion.cacheWrite1h 6; perMillion.cacheWrite5m 3.75")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"input_cost_per_token_above_200k_tokens\": 2e-06", "perMillion.input 1; tiers 200000 input 2")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"input_cost_per_token_batches\": 5e-07", "perMillion.input 1; serviceTiers.batch.perMillion.input 0.5")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"input_cost_per_token_above_272k_tokens_flex\": 2e-06", "perMillion.input 1; serviceTiers.flex.perMillion.input 1; serviceTiers.flex tiers 272000 input 2")]
    [InlineData("\"cache_creation_input_token_cost_above_1hr_above_200k_tokens\": 1.2e-05, \"input_cost_per_token\": 1e-6", "perMillion.input 1; tiers 200000 cacheWrite1h 12")]
    [InlineData("\"tiered_pricing\": [ { \"range\": [0, 256000.0], \"input_cost_per_token\": 5e-08 }, { \"range\": [256000.0, 1000000.0], \"input_cost_per_token\": 2.5e-07 } ]", "perMillion.input 0.05; tiers 256000 input 0.25")]
    [InlineData("\"search_context_cost_per_query\": { \"search_context_size_low\": 0.03, \"search_context_size_medium\": 0.035, \"search_context_size_high\": 0.05 }", "perUnit.webSearch 0.035")]
    [InlineData("\"output_cost_per_image\": 0.04, \"input_cost_per_second\": 0.0001", "perUnit.image 0.04; perUnit.inputSecond 0.0001")]
    [InlineData("\"input_cost_per_audio_token\": 4e-05, \"output_cost_per_image_token\": 3e-05", "perMillion.audioInput 40; perMillion.imageOutput 30")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"regional_processing_uplift_multiplier_eu\": 1.1", "perMillion.input 1; regions.eu.multiplier 1.1")]
    [InlineData("\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 0.0, \"cache_read_input_token_cost\": null", "perMillion.input 1")]
    [InlineData("\"off_peak_pricing\": { \"hours_utc\": \"16:30-00:30\", \"input_cost_per_token\": 5e-7 }, \"input_cost_per_token\": 1e-6, \"output_cost_per_token\": 2e-6", "perMillion.input 1; perMillion.output 2; timeOfDay 16:30 00:30 input 0.5; timeOfDay 16:30 00:30 output 2")]
    public void Rates_of_LiteLLM_become_those_of_a_price_file(string fields, string rates) =>
        Assert.Equal(rates, Flat(Assert.Single(Lists.Read(Lists.LiteLlm(fields)).Models).Prices.Single()));

    [Theory]
    [InlineData("\"max_tokens\": 5", "it states no price above 0")]
    [InlineData("\"input_cost_per_token\": 0, \"output_cost_per_token\": 0.0", "it states no price above 0")]
    [InlineData("\"input_cost_per_pixel\": 1e-7", "no bill here can hold (input_cost_per_pixel)")]
    [InlineData("\"input_cost_per_token\": -1e-6", "input is negative")]
    [InlineData("\"input_cost_per_token\": 2.5", "input is 2500000 dollars for a million tokens, more than any model costs: units were mixed up")]
    [InlineData("\"input_cost_per_token\": 1e-6, \"off_peak_pricing\": {}", "at some hours of the day")]
    [InlineData("\"input_cost_per_token\": 1e-6, \"off_peak_pricing\": { \"windows\": [] }", "at some hours of the day")]
    [InlineData("\"input_cost_per_token\": 1e-6, \"off_peak_pricing\": { \"hours_utc\": \"25:00-00:30\", \"input_cost_per_token\": 5e-7 }", "at some hours of the day")]
    [InlineData("\"input_cost_per_token\": 1e-6, \"off_peak_pricing\": { \"hours_utc\": \"16:30-00:30\", \"weekdays\": [0], \"input_cost_per_token\": 5e-7 }", "at some hours of the day")]
    [InlineData("\"input_cost_per_token\": 1e-6, \"input_cost_per_token_above_200k_tokens\": 2e-6, \"off_peak_pricing\": { \"hours_utc\": \"16:30-00:30\", \"input_cost_per_token\": 5e-7 }", "at some hours of the day")]
    public void An_entry_of_LiteLLM_that_cannot_be_taken_over_is_reported_with_the_reason(string fields, string reason)
    {
        var list = Lists.Read(Lists.LiteLlm(fields));

        Assert.Empty(list.Models);
        Assert.Contains(reason, Assert.Single(list.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_out_of_an_entry_is_named() =>
        Assert.Equal(
            ["input_cost_per_pixel", "output_cost_per_token", "vector_store_cost_per_gb_per_day"],
            Assert.Single(Lists.Read(Lists.LiteLlm("\"input_cost_per_token\": 1e-6, \"input_cost_per_pixel\": 1e-7, \"output_cost_per_token\": \"cheap\", \"vector_store_cost_per_gb_per_day\": 0.1, \"max_tokens\": 5")).Models).LeftOut);

    [Theory]
    [InlineData("""{ "input_mtok": 2.5, "output_mtok": 10, "cache_read_mtok": 0.25 }""", "perMillion.cacheRead 0.25; perMillion.input 2.5; perMillion.output 10")]
    [InlineData("""{ "input_mtok": { "base": 3, "tiers": [ { "start": 200000, "price": 6 } ] } }""", "perMillion.input 3; tiers 200000 input 6")]
    [InlineData("""{ "input_mtok": 1, "web_searches_kcount": 10, "requests_kcount": 5 }""", "perMillion.input 1; perUnit.request 0.005; perUnit.webSearch 0.01")]
    [InlineData("""[ { "prices": { "input_mtok": 1 } }, { "constraint": { "start_time": "00:30:00Z", "end_time": "16:30:00Z" }, "prices": { "input_mtok": 2 } } ]""", "perMillion.input 1; timeOfDay 00:30 16:30 input 2")]
    public void Rates_of_genai_prices_become_those_of_a_price_file(string prices, string rates) =>
        Assert.Equal(rates, Flat(Assert.Single(Lists.Read(Lists.GenAi(prices)).Models).Prices.Single()));

    [Fact]
    public void Dated_prices_of_genai_prices_keep_their_days_and_only_whole_names_become_aliases()
    {
        var model = Assert.Single(Lists.Read(Lists.GenAi("""[ { "constraint": { "start_date": "2026-09-01" }, "prices": { "input_mtok": 3 } }, { "prices": { "input_mtok": 2 } } ]""")).Models);

        Assert.Equal([(null, true, "perMillion.input 2"), (new DateOnly(2026, 9, 1), false, "perMillion.input 3")], model.Prices.Select(price => (price.EffectiveFrom, price.IsFromBeginning, Flat(price))));
        Assert.Equal(["rocket-1-x"], model.Aliases);
    }

    [Theory]
    [InlineData("""{ "input_mtok": 0, "output_mtok": 0 }""", "everything in it is 0")]
    [InlineData("""{ "gpu_hours": 5 }""", "no bill here can hold (gpu_hours)")]
    [InlineData("{}", "it states no price")]
    [InlineData("\"cheap\"", "in no form that is known")]
    [InlineData("""[ { "constraint": { "moon": "full" }, "prices": { "input_mtok": 1 } } ]""", "in no form that is known")]
    [InlineData("""{ "input_mtok": 2500 }""", "units were mixed up")]
    public void An_entry_of_genai_prices_that_cannot_be_taken_over_is_reported_with_the_reason(string prices, string reason)
    {
        var list = Lists.Read(Lists.GenAi(prices));

        Assert.Empty(list.Models);
        Assert.Contains(reason, Assert.Single(list.Problems).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "The list is not JSON")]
    [InlineData("{}", "in no known format")]
    [InlineData("[]", "in no known format")]
    [InlineData("42", "in no known format")]
    [InlineData("""{ "gpt-4o": { "input": 5 } }""", "in no known format")]
    public void What_is_no_list_is_refused(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<PriceListException>(() => Lists.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_has_limits()
    {
        Assert.Contains("20 MiB", Assert.Throws<PriceListException>(() => PriceListReader.Read(new byte[PriceImport.MostBytes + 1], Own.Book())).Message, StringComparison.Ordinal);
        var many = new StringBuilder("{");
        for (var i = 0; i <= ListBuilder.MostEntries; i++)
        {
            many.Append(CultureInfo.InvariantCulture, $"\"m{i}\": {{ \"litellm_provider\": \"x\", \"input_cost_per_token\": 1e-6 }},");
        }

        Assert.Contains("more than 20,000 entries", Assert.Throws<PriceListException>(() => Lists.Read(many.Append('}').ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_stands_there_twice_counts_once() =>
        Assert.Equal(
            (1, "acme rocket-1 stands in the list twice, with other prices; the first one counts"),
            Lists.Read("""{ "acme/rocket-1": { "litellm_provider": "acme", "input_cost_per_token": 1e-6 }, "rocket-1": { "litellm_provider": "acme", "input_cost_per_token": 2e-6 }, "Rocket-1": { "litellm_provider": "acme", "input_cost_per_token": 1e-6 } }""") is var list
                ? (list.Models.Count, Assert.Single(list.Problems).Reason)
                : default);

    [Fact]
    public void Any_text_in_the_place_of_any_value_is_reported_and_never_an_error()
    {
        string[] values = ["null", "true", "-1", "1e400", "1e-400", "\"x\"", "\"1e-6\"", "{}", "[]", "[null]", "[{}]", """{"base":{}}""", """{"base":1,"tiers":[{"start":-1,"price":1}]}""", """[{"range":["x"]}]""", """{"search_context_size_medium":"x"}"""];
        string[] fields = ["litellm_provider", "mode", "input_cost_per_token", "tiered_pricing", "search_context_cost_per_query", "output_cost_per_image", "regional_processing_uplift_multiplier_eu", "id", "prices", "match", "models", "input_mtok"];
        var entry = from field in Gen.Elements(fields) from value in Gen.Elements(values) select $"\"{field}\": {value}";
        var some = from list in entry.ArrayOf() select string.Join(", ", list.DistinctBy(field => field.Split(':')[0]));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(some.ToArbitrary(), text =>
        {
            var fieldsOfOne = text.Length == 0 ? "" : ", " + text;
            _ = Lists.Read($$"""{ "good": { "litellm_provider": "x", "input_cost_per_token": 1e-6 }, "strange": { "x": 1{{fieldsOfOne}} } }""");
            _ = Lists.Read($$"""[ { "id": "x", "models": [ { "id": "y", "prices": { "input_mtok": 1 } }, { "x": 1{{fieldsOfOne}} } ] }, { "x": 1{{fieldsOfOne}} } ]""");
        }));
    }

    // perMillion.input 1; tiers 200000 input 2 …
    private static string Flat(ListedPrice price)
    {
        using var json = System.Text.Json.JsonDocument.Parse(price.Json);
        return string.Join("; ", Members(json.RootElement, ""));

        static IEnumerable<string> Members(System.Text.Json.JsonElement element, string path) => element.EnumerateObject()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .SelectMany(member => (member.Value.ValueKind, member.Name) switch
            {
                (System.Text.Json.JsonValueKind.Object, _) => Members(member.Value, $"{path}{member.Name}."),
                (_, "tiers") => member.Value.EnumerateArray().SelectMany(tier => tier.GetProperty("perMillion").EnumerateObject()
                    .Select(rate => $"{(path.Length == 0 ? "" : path.TrimEnd('.') + " ")}tiers {tier.GetProperty("aboveInputTokens")} {rate.Name} {rate.Value}")),
                (_, "timeOfDay") => member.Value.EnumerateArray().SelectMany(window => window.GetProperty("perMillion").EnumerateObject()
                    .Select(rate => $"timeOfDay {window.GetProperty("fromUtc")} {window.GetProperty("toUtc")} {rate.Name} {rate.Value}")),
                _ => [$"{path}{member.Name} {member.Value}"],
            });
    }
}
