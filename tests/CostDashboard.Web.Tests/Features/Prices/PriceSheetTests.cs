using CostDashboard.Web.Features.Prices.Overrides;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class PriceSheetTests
{
    private const string Price =
        """
        {"effectiveFrom":"2026-01-01","recordedAt":"2026-01-01","source":"list",
        "perMillion":{"input":"2","output":"8","audioInput":"40"},
        "tiers":[{"aboveInputTokens":200000,"perMillion":{"input":"4","output":"16","audioInput":"40"}}],
        "serviceTiers":{"batch":{"perMillion":{"input":"1","output":"4"}}},
        "timeOfDay":[{"name":"off-peak","fromUtc":"16:30","toUtc":"00:30","perMillion":{"input":"1","output":"2"}}],
        "regions":{"eu":{"multiplier":"1.1"}},"perUnit":{"webSearch":"0.01"}}
        """;

    [Fact]
    public void Every_set_of_rates_is_a_column_and_a_class_that_few_prices_have_is_a_row_where_this_one_has_it()
    {
        var sheet = PriceSheet.Of(Price);

        Assert.Equal(["standard", "above 200k", "batch", "off-peak"], sheet.Columns);
        Assert.Equal(
            ["input", "input from cache", "cache write, 5 min", "cache write, 1 h", "output", "reasoning", "audio input"], sheet.Rows.Select(row => row.Label));
        Assert.Equal(["2", "4", "1", "1"], sheet.Rows[0].Fields.Select(field => field.Kept));
        Assert.Equal("0.01", sheet.Units.Single(unit => unit.Name == "perUnit.webSearch").Kept);
    }

    [Fact]
    public void What_is_left_empty_stays_and_so_does_what_has_no_field() =>
        Assert.Equal(
            """{"perMillion":{"input":"2","output":"8","audioInput":"40"},"tiers":[{"aboveInputTokens":200000,"perMillion":{"input":"4","output":"16","audioInput":"40"}}],"serviceTiers":{"batch":{"perMillion":{"input":"1","output":"4"}}},"timeOfDay":[{"name":"off-peak","fromUtc":"16:30","toUtc":"00:30","perMillion":{"input":"1","output":"2"}}],"regions":{"eu":{"multiplier":"1.1"}},"perUnit":{"webSearch":"0.01"}}""",
            Filled(Price));

    [Theory]
    [InlineData("perMillion.input", "1.50", "\"perMillion\":{\"input\":\"1.50\",\"output\":\"8\"")]
    [InlineData("perMillion.input", " $1.50 ", "\"perMillion\":{\"input\":\"1.50\",\"output\":\"8\"")]
    [InlineData("perMillion.cacheRead", "0.2", "\"audioInput\":\"40\",\"cacheRead\":\"0.2\"}")]
    [InlineData("tiers.0.perMillion.output", "12", "\"aboveInputTokens\":200000,\"perMillion\":{\"input\":\"4\",\"output\":\"12\"")]
    [InlineData("serviceTiers.batch.perMillion.cacheRead", "0", "\"output\":\"4\",\"cacheRead\":\"0\"}}}")]
    [InlineData("perUnit.request", "0.005", "\"perUnit\":{\"webSearch\":\"0.01\",\"request\":\"0.005\"}")]
    public void What_is_filled_in_stands_in_its_place(string field, string text, string part) =>
        Assert.Contains(part, Filled(Price, (field, text)), StringComparison.Ordinal);

    [Fact]
    public void A_dash_takes_a_rate_away_and_with_the_last_one_the_set()
    {
        var price = Filled(Price, ("serviceTiers.batch.perMillion.input", "-"), ("serviceTiers.batch.perMillion.output", "–"), ("perUnit.webSearch", "-"));

        Assert.DoesNotContain("serviceTiers", price, StringComparison.Ordinal);
        Assert.DoesNotContain("perUnit", price, StringComparison.Ordinal);
    }

    [Fact]
    public void A_price_that_the_book_does_not_have_is_what_is_filled_in() =>
        Assert.Equal(
            """{"perMillion":{"input":"3"},"serviceTiers":{"batch":{"perMillion":{"input":"1.5"}}}}""",
            Filled(null, ("perMillion.input", "3"), ("serviceTiers.batch.perMillion.input", "1.5"), ("perMillion.output", "-")));

    [Theory]
    [InlineData("1,5")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1234567890")]
    [InlineData("free")]
    [InlineData("<script>")]
    [InlineData("0.0000000000001")]
    public void What_is_no_amount_is_said_with_the_name_of_its_field(string text)
    {
        PriceSheet.Of(Price).With(field => field == "serviceTiers.batch.perMillion.output" ? text : null, out var mistakes);

        Assert.Equal(
            new("serviceTiers.batch.perMillion.output", $"Output, batch: '{text}' is no amount. Write digits and a point, as in 0.15."),
            Assert.Single(mistakes));
    }

    [Fact]
    public void No_field_means_anything_but_a_rate() =>
        Assert.Equal(Filled(Price), Filled(Price, ("tiers.0.aboveInputTokens", "1"), ("regions.eu.multiplier", "9"), ("perMillion.nonsense", "1"), ("tiers.9.perMillion.input", "1")));

    private static string Filled(string? json, params (string Field, string Text)[] fields)
    {
        var price = (json is null ? PriceSheet.Empty : PriceSheet.Of(json)).With(
            name => fields.Where(field => field.Field == name).Select(field => field.Text).FirstOrDefault(), out var mistakes);
        Assert.Empty(mistakes);
        return price;
    }
}
