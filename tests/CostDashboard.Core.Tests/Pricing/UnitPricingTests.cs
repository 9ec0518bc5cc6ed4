using System.Globalization;
using System.Text;

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>Bills of more than plain tokens: modalities, units, hours of the day, regions, marginal tiers.</summary>
public sealed class UnitPricingTests
{
    private static readonly PriceBook s_book = PriceBook.Of([PriceFile.Parse("acme.json", Encoding.UTF8.GetBytes("""
        { "provider": "acme", "name": "Acme", "currency": "USD", "models": [
          { "model": "realtime", "mode": "realtime", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list",
              "perMillion": { "input": "4", "output": "24", "cacheRead": "0.40", "audioInput": "32", "audioCacheRead": "0.40", "audioOutput": "64", "imageInput": "5", "imageCacheRead": "0.50" } } ] },
          { "model": "text", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "2", "output": "8", "cacheRead": "0.50" }, "perUnit": { "webSearch": "0.01" } } ] },
          { "model": "painter", "mode": "image", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perUnit": { "image": "0.04" } } ] },
          { "model": "painter-by-token", "mode": "image", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "0.30", "output": "2.50", "imageOutput": "30" }, "perUnit": { "image": "0.039" } } ] },
          { "model": "scribe", "mode": "transcription", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perUnit": { "inputSecond": "0.0001" } } ] },
          { "model": "reader", "mode": "ocr", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perUnit": { "page": "0.002", "annotatedPage": "0.003" },
              "serviceTiers": { "batch": { "perUnit": { "page": "0.001" } } } } ] },
          { "model": "voice", "mode": "speech", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perUnit": { "inputCharacter": "0.000015" } } ] },
          { "model": "online", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "1", "output": "1", "citation": "2" }, "perUnit": { "request": "0.012" } } ] },
          { "model": "sorter", "mode": "rerank", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perUnit": { "search": "0.002" } } ] },
          { "model": "night-owl", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "2", "output": "8" },
              "serviceTiers": { "batch": { "perMillion": { "input": "1.50", "output": "6" } } },
              "timeOfDay": [ { "name": "off-peak", "fromUtc": "16:30", "toUtc": "00:30", "perMillion": { "input": "1", "output": "4" } } ] } ] },
          { "model": "weekender", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "2", "output": "8" },
              "timeOfDay": [ { "name": "weekend", "fromUtc": "20:00", "toUtc": "04:00", "weekdays": ["sat", "sun"], "perMillion": { "input": "1", "output": "4" } } ] } ] },
          { "model": "resident", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "5", "output": "25", "cacheRead": "0.50" }, "perUnit": { "webSearch": "0.01" },
              "serviceTiers": { "batch": { "perMillion": { "input": "2.50", "output": "12.50" } } },
              "regions": { "us": { "multiplier": "1.1" } } } ] },
          { "model": "steps", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "3", "output": "15" }, "marginal": true,
              "tiers": [ { "aboveInputTokens": 200000, "perMillion": { "input": "6", "output": "22.50" } } ] } ] },
          { "model": "eu-west-1/local", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "3", "output": "9" } } ] },
          { "model": "local", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "2", "output": "8" } } ] } ] }
        """))]);

    [Fact]
    public void Each_modality_has_a_line_and_text_is_what_is_left()
    {
        var cost = Computed("realtime", new(600, 400, 0, 0, 500), new(AudioInput: 150, AudioCacheRead: 100, AudioOutput: 300, ImageInput: 100, ImageCacheRead: 50));

        Assert.Equal(0.030865m, cost.Sum.Amount);
        Assert.Equal(
            [
                new(Meter.Input, 350, 4m), new(Meter.AudioInput, 150, 32m), new(Meter.ImageInput, 100, 5m),
                new(Meter.CacheRead, 250, 0.40m), new(Meter.AudioCacheRead, 100, 0.40m), new(Meter.ImageCacheRead, 50, 0.50m),
                new(Meter.Output, 200, 24m), new(Meter.AudioOutput, 300, 64m),
            ],
            cost.Lines);
    }

    [Fact]
    public void A_modality_without_a_rate_costs_what_its_class_costs_and_says_so() =>
        Assert.Equal(
            [
                new(Meter.AudioInput, 60, 2m, IsDerived: true), new(Meter.VideoInput, 40, 2m, IsDerived: true), new(Meter.ImageCacheRead, 5, 0.50m, IsDerived: true),
                new(Meter.ImageOutput, 9, 8m, IsDerived: true),
            ],
            Computed("text", new(100, 5, 0, 0, 9), new(AudioInput: 60, VideoInput: 40, ImageCacheRead: 5, ImageOutput: 9)).Lines);

    [Fact]
    public void Reasoning_is_text_beside_an_image() =>
        Assert.Equal(
            [new(Meter.Output, 1_189, 2.50m), new(Meter.ImageOutput, 1_120, 30m)],
            Computed("painter-by-token", new(0, 0, 0, 0, 2_309, Reasoning: 529), new(ImageOutput: 1_120)).Lines);

    [Theory]
    [InlineData("painter", Meter.Image, 3, "0.12")]
    [InlineData("scribe", Meter.InputAudioTime, 12_500, "0.00125")]
    [InlineData("scribe", Meter.InputVideoTime, 1_000, "0.0001")] // a second of whatever it is given
    [InlineData("reader", Meter.Page, 7, "0.014")]
    [InlineData("reader", Meter.AnnotatedPage, 7, "0.021")]
    [InlineData("voice", Meter.InputCharacter, 412, "0.00618")]
    [InlineData("sorter", Meter.Search, 2, "0.004")]
    public void A_call_that_only_counts_units_is_charged_by_them(string model, Meter meter, long quantity, string usd)
    {
        var cost = Computed(model, default, units: new BillableUnits().With(meter, quantity));

        Assert.Equal((Money(usd), meter, quantity), (cost.Sum, cost.Lines.Single().Meter, cost.Lines.Single().Quantity));
    }

    [Fact]
    public void Searches_come_on_top_of_tokens() =>
        Assert.Equal(
            [new(Meter.Input, 1_000, 2m), new(Meter.WebSearch, 3, 0.01m)],
            Computed("text", new(1_000, 0, 0, 0, 0), units: new(WebSearches: 3)).Lines);

    [Fact]
    public void A_unit_without_a_price_makes_the_cost_a_lower_bound_and_never_free()
    {
        var partial = Assert.IsType<SpanCost.Partial>(Cost(Call("local", new(1_000, 0, 0, 0, 0), units: new(WebSearches: 3))));

        Assert.Equal((Money("0.002"), "no rate for web searches"), (partial.Sum, partial.Missing));
        Assert.Equal(new SpanCost.Unpriced("model 'local' has no price for pages"), Cost(Call("local", default, units: new(Pages: 3))));
    }

    [Fact]
    public void An_image_that_tokens_already_measure_is_not_billed_again()
    {
        Assert.Equal([Meter.ImageOutput], Computed("painter-by-token", new(0, 0, 0, 0, 1_120), new(ImageOutput: 1_120), new(Images: 1)).Lines.Select(line => line.Meter));
        Assert.Equal([Meter.Output], Computed("painter-by-token", new(0, 0, 0, 0, 1_120), units: new(Images: 1)).Lines.Select(line => line.Meter));
        Assert.Equal([Meter.Image], Computed("painter-by-token", default, units: new(Images: 1)).Lines.Select(line => line.Meter));
        Assert.Equal([Meter.Input], Computed("text", new(10, 0, 0, 0, 0), units: new(InputImages: 1, InputCharacters: 44)).Lines.Select(line => line.Meter));
    }

    [Fact]
    public void Where_only_units_have_a_price_the_tokens_are_told_and_not_billed() =>
        Assert.Equal([new(Meter.InputAudioTime, 60_000, 0.0001m)], Computed("scribe", new(500, 0, 0, 0, 90), units: new(InputAudioMilliseconds: 60_000)).Lines);

    [Fact]
    public void A_fee_for_each_request_is_charged_with_every_call()
    {
        Assert.Equal([new(Meter.Input, 100, 1m), new(Meter.Request, 1, 0.012m)], Computed("online", new(100, 0, 0, 0, 0), units: new(WebSearches: 4)).Lines);
        Assert.Equal([new(Meter.Citation, 25, 2m), new(Meter.Request, 2, 0.012m)], Computed("online", default, units: new(Requests: 2, CitationTokens: 25)).Lines);
    }

    [Fact]
    public void A_service_tier_may_have_units_of_its_own() =>
        Assert.Equal(Money("0.007"), Computed("reader", default, units: new(Pages: 7), serviceTier: "batch").Sum);

    [Theory]
    [InlineData("2026-08-06T16:29:59Z", "0.01", null)]
    [InlineData("2026-08-06T16:30:00Z", "0.005", "off-peak (16:30 to 00:30 UTC)")]
    [InlineData("2026-08-07T00:29:59Z", "0.005", "off-peak (16:30 to 00:30 UTC)")]
    [InlineData("2026-08-07T00:30:00Z", "0.01", null)]
    public void The_hour_at_which_a_call_began_decides_its_rates(string start, string usd, string? tier)
    {
        var cost = Assert.IsType<SpanCost.Computed>(Cost(Call("night-owl", new(1_000, 0, 0, 0, 1_000)), start));

        Assert.Equal((Money(usd), tier), (cost.Sum, cost.Price.Tier));
    }

    [Fact]
    public void A_service_tiers_own_rates_hold_all_day() =>
        Assert.Equal(Money("0.0015"), Cost(Call("night-owl", new(1_000, 0, 0, 0, 0), serviceTier: "batch"), "2026-08-06T20:00:00Z").Total);

    [Theory]
    [InlineData("2026-08-08T20:00:00Z", "0.001")] // Saturday
    [InlineData("2026-08-10T03:59:59Z", "0.001")] // in the night from Sunday
    [InlineData("2026-08-10T20:00:00Z", "0.002")] // Monday
    [InlineData("2026-08-08T03:00:00Z", "0.002")] // in the night from Friday
    public void A_window_may_open_on_some_days_only(string start, string usd) =>
        Assert.Equal(Money(usd), Cost(Call("weekender", new(1_000, 0, 0, 0, 0)), start).Total);

    // A thousand tokens and two searches: tokens cost more there, searches do not.
    [Theory]
    [InlineData(null, null, "0.025", null)]
    [InlineData("us", null, "0.0255", "region us (× 1.1)")]
    [InlineData("us", "batch", "0.02275", "batch, region us (× 1.1)")]
    [InlineData("eu", null, "0.025", null)]
    public void A_region_may_cost_more(string? region, string? serviceTier, string usd, string? tier)
    {
        var cost = Computed("resident", new(1_000, 0, 0, 0, 0), units: new(WebSearches: 2), serviceTier: serviceTier, region: region);

        Assert.Equal((Money(usd), tier), (cost.Sum, cost.Price.Tier));
    }

    [Fact]
    public void A_model_that_is_listed_for_a_region_is_priced_there()
    {
        var here = Computed("local", new(1_000, 0, 0, 0, 0), region: "eu-west-1");

        Assert.Equal((Money("0.003"), "region eu-west-1"), (here.Sum, here.Price.Matched));
        Assert.Equal(Money("0.002"), Computed("local", new(1_000, 0, 0, 0, 0), region: "eu-west-2").Sum);
    }

    [Fact]
    public void A_marginal_tier_charges_only_what_lies_beyond_it()
    {
        var cost = Computed("steps", new(250_000, 0, 0, 0, 1_000));

        Assert.Equal([new(Meter.Input, 200_000, 3m), new(Meter.Input, 50_000, 6m), new(Meter.Output, 1_000, 15m)], cost.Lines);
        Assert.Equal("beyond 200,000 tokens of a class", cost.Price.Tier);
        Assert.Null(Computed("steps", new(200_000, 0, 0, 0, 1_000)).Price.Tier);
    }

    [Fact]
    public void Modalities_that_do_not_fit_into_the_usage_are_not_billed() =>
        Assert.IsType<SpanCost.Unpriced>(Cost(Call("realtime", new(100, 0, 0, 0, 0), new(AudioInput: 101))));

    private static SpanCost.Computed Computed(
        string model, Usage usage, Modalities? modalities = null, BillableUnits? units = null, string? serviceTier = null, string? region = null) =>
        Assert.IsType<SpanCost.Computed>(Cost(Call(model, usage, modalities, units, serviceTier, region)));

    private static ModelCall Call(string model, Usage usage, Modalities? modalities = null, BillableUnits? units = null, string? serviceTier = null, string? region = null) =>
        new("acme", model, usage, ServiceTier: serviceTier, Modalities: modalities, Units: units, Region: region);

    private static SpanCost Cost(ModelCall call, string? start = null) => TheBook.Price(s_book, call, start is null ? A.Noon : TheBook.At(start));

    private static Usd Money(string usd) => new(decimal.Parse(usd, CultureInfo.InvariantCulture));
}
