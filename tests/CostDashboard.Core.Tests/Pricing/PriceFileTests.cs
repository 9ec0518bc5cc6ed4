using System.Text;

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Pricing;

public sealed class PriceFileTests
{
    private const string Good = """
        { "provider": "acme", "name": "Acme", "aliases": ["acme-ai"], "modelPrefixes": ["rocket-"], "currency": "USD", "models": [
          { "model": "rocket-1", "aliases": ["rocket"], "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2025-01-02", "source": "price list", "perMillion": { "input": "2", "output": "8" } },
            { "effectiveFrom": "2025-06-10", "recordedAt": "2025-06-11", "source": "price list", "perMillion": { "input": "1", "output": "4" },
              "tiers": [ { "aboveInputTokens": 200000, "perMillion": { "input": "2", "output": "6" } } ],
              "serviceTiers": { "batch": { "perMillion": { "input": "0.5", "output": "2" } } }, "perUnit": { "webSearch": "0.01" } } ] } ] }
        """;

    [Fact]
    public void A_file_is_read_whole()
    {
        var file = Parse(Good);

        var model = Assert.Single(file.Models);
        Assert.Equal(("acme", "Acme"), (file.Provider, file.Name));
        Assert.Equal(["acme-ai"], file.Aliases);
        Assert.Equal(["rocket-"], file.ModelPrefixes);
        Assert.Equal(["rocket"], model.Aliases);
        Assert.Equal([null, new DateOnly(2025, 6, 10)], model.Cards.Select(card => card.EffectiveFrom));
        Assert.Equal(["above 200,000 input tokens"], model.Cards[1].Rates.Standard.Bands.Skip(1).Select(band => band.Label));
        Assert.Equal("batch", Assert.Single(model.Cards[1].Rates.ServiceTiers["batch"].Bands).Label);
        Assert.Equal(0.01m, model.Cards[1].Rates.Standard.Bands[0].Rates.Listed(Meter.WebSearch));
        Assert.Equal(4, model.BandCount);
    }

    [Fact]
    public void A_store_gets_one_record_for_each_price()
    {
        var records = Parse(Good).Records;

        Assert.Equal([null, new DateOnly(2025, 6, 10)], records.Select(record => record.EffectiveFrom));
        Assert.All(records, record => Assert.Equal(("acme", "rocket-1"), (record.Provider, record.Model)));
        Assert.StartsWith("""{"aliases":["rocket"],"mode":"chat","price":{"effectiveFrom":"2025-06-10",""", records[1].Document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"output\": \"8\"", "\"outptu\": \"8\"", "acme.json: rocket-1.prices[0].perMillion.outptu: no such class of tokens")]
    [InlineData("\"output\": \"8\"", "\"output\": 8", "acme.json: rocket-1.prices[0].perMillion.output: text is expected")]
    [InlineData("\"output\": \"8\"", "\"output\": \"8e-6\"", "acme.json: rocket-1.prices[0].perMillion.output: an amount such as \"0.15\" is expected: digits, no sign, no exponent")]
    [InlineData("\"output\": \"8\"", "\"output\": \"-8\"", "acme.json: rocket-1.prices[0].perMillion.output: an amount such as \"0.15\" is expected: digits, no sign, no exponent")]
    [InlineData("\"2025-06-10\"", "\"10.6.2025\"", "acme.json: rocket-1.prices[1].effectiveFrom: a day as yyyy-MM-dd is expected")]
    [InlineData("\"2025-06-10\"", "null", "acme.json: rocket-1.prices[1]: prices stand in the order of effectiveFrom, and only the first may have none")]
    [InlineData("200000", "-1", "acme.json: rocket-1.prices[1].tiers[0].aboveInputTokens: a whole number above zero is expected")]
    [InlineData("\"batch\"", "\"turbo\"", "acme.json: rocket-1.prices[1].serviceTiers.turbo: no such service tier")]
    [InlineData("\"webSearch\"", "\"webSerch\"", "acme.json: rocket-1.prices[1].perUnit.webSerch: no such unit")]
    [InlineData("\"mode\": \"chat\",", "", "acme.json: rocket-1.mode: is missing")]
    [InlineData("[\"rocket\"]", "[\"Rocket-1\"]", "acme.json: rocket-1: the name 'Rocket-1' stands there twice")]
    [InlineData("\"USD\"", "\"EUR\"", "acme.json.currency: prices are kept in USD")]
    [InlineData("\"perMillion\": { \"input\": \"2\", \"output\": \"8\" }", "\"perUnit\": {}", "acme.json: rocket-1.prices[0]: there is neither perMillion nor perUnit")]
    public void A_mistake_is_refused_and_its_place_is_named(string right, string wrong, string message)
    {
        var broken = Assert.Throws<PriceFileException>(() => Parse(Good.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal(message, broken.Message);
    }

    [Theory]
    [InlineData("\"timeOfDay\": [ { \"name\": \"night\", \"fromUtc\": \"16.30\", \"toUtc\": \"00:30\", \"perMillion\": { \"input\": \"1\" } } ]", "timeOfDay[0].fromUtc: a time as HH:mm is expected")]
    [InlineData("\"timeOfDay\": [ { \"name\": \"night\", \"fromUtc\": \"16:30\", \"toUtc\": \"16:30\", \"perMillion\": { \"input\": \"1\" } } ]", "timeOfDay[0]: it begins and ends at the same time")]
    [InlineData("\"timeOfDay\": [ { \"name\": \"night\", \"fromUtc\": \"16:30\", \"toUtc\": \"00:30\" } ]", "timeOfDay[0].perMillion: is missing")]
    [InlineData("\"timeOfDay\": [ { \"name\": \"a\", \"fromUtc\": \"16:30\", \"toUtc\": \"00:30\", \"weekdays\": [\"fri\"], \"perMillion\": { \"input\": \"1\" } }, { \"name\": \"b\", \"fromUtc\": \"00:00\", \"toUtc\": \"01:00\", \"weekdays\": [\"sat\"], \"perMillion\": { \"input\": \"1\" } } ]", "timeOfDay[1]: it overlaps a (16:30 to 00:30 UTC)")]
    [InlineData("\"timeOfDay\": [ { \"name\": \"night\", \"fromUtc\": \"16:30\", \"toUtc\": \"00:30\", \"weekdays\": [\"Friday\"], \"perMillion\": { \"input\": \"1\" } } ]", "timeOfDay[0].weekdays[0]: one of sun, mon, tue, wed, thu, fri, sat is expected")]
    [InlineData("\"regions\": { \"US\": { \"multiplier\": \"1.1\" } }", "regions.US: a region's name is written in lower case")]
    [InlineData("\"regions\": { \"us\": { \"multiplier\": \"0\" } }", "regions.us.multiplier: a factor above 0 and up to 10 is expected")]
    [InlineData("\"regions\": { \"us\": { } }", "regions.us.multiplier: is missing")]
    [InlineData("\"marginal\": true", ": there are no tiers that could be marginal")]
    [InlineData("\"marginal\": \"yes\"", "marginal: true or false is expected")]
    [InlineData("\"perUnit\": { \"page\": \"0.1\", \"page\": \"0.2\" }", "perUnit.page: stands there twice")]
    public void A_mistake_in_hours_regions_or_units_is_named_too(string field, string problem)
    {
        var first = "\"perMillion\": { \"input\": \"2\", \"output\": \"8\" }";

        var broken = Assert.Throws<PriceFileException>(() => Parse(Good.Replace(first, $"{first}, {field}", StringComparison.Ordinal)));

        Assert.Equal($"acme.json: rocket-1.prices[0]{(problem[0] == ':' ? "" : ".")}{problem}", broken.Message);
    }

    [Fact]
    public void What_is_not_JSON_is_refused_by_name() =>
        Assert.StartsWith("acme.json: not JSON", Assert.Throws<PriceFileException>(() => Parse("{")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_version_of_a_book_follows_its_content_and_not_the_order_of_its_files()
    {
        var other = Good.Replace("acme", "other", StringComparison.Ordinal).Replace("rocket-\"]", "comet-\"]", StringComparison.Ordinal);
        var dearer = Good.Replace("\"8\"", "\"9\"", StringComparison.Ordinal);

        Assert.Equal(PriceBook.Of([Parse(Good), Parse(other)]).Version, PriceBook.Of([Parse(other), Parse(Good)]).Version);
        Assert.NotEqual(PriceBook.Of([Parse(Good)]).Version, PriceBook.Of([Parse(dearer)]).Version);
        Assert.NotEqual(PriceBook.Empty.Version, PriceBook.Of([Parse(Good)]).Version);
    }

    [Fact]
    public void Two_files_may_not_claim_one_provider_or_one_prefix()
    {
        var sameAlias = Good.Replace("\"acme\"", "\"other\"", StringComparison.Ordinal);
        var samePrefix = sameAlias.Replace("acme-ai", "other-ai", StringComparison.Ordinal);

        Assert.Equal("other: the provider name 'acme-ai' belongs to acme", Assert.Throws<PriceFileException>(() => PriceBook.Of([Parse(Good), Parse(sameAlias)])).Message);
        Assert.Equal("other: the model prefix 'rocket-' belongs to acme", Assert.Throws<PriceFileException>(() => PriceBook.Of([Parse(Good), Parse(samePrefix)])).Message);
    }

    private static PriceFile Parse(string json) => PriceFile.Parse("acme.json", Encoding.UTF8.GetBytes(json));
}
