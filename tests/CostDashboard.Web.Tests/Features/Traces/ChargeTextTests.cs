using CostDashboard.Core.Spans;
using CostDashboard.Web.Features.Traces;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class ChargeTextTests
{
    [Theory]
    [InlineData(Meter.WebSearch, 3L, "web search", "3")]
    [InlineData(Meter.InputAudioTime, 12_500L, "audio given", "12.5 s")]
    [InlineData(Meter.InputCharacter, 4_096L, "characters given", "4,096")]
    public void A_line_says_what_was_used_and_how_much(Meter meter, long quantity, string name, string text) =>
        Assert.Equal((name, text), (ChargeText.NameOf(meter), ChargeText.QuantityOf(new(meter, quantity, 1m))));

    [Fact]
    public void Every_meter_has_a_name() =>
        Assert.Equal(Enum.GetValues<Meter>().Length, Enum.GetValues<Meter>().Select(ChargeText.NameOf).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void A_rate_says_for_what_it_is_and_whether_it_was_derived()
    {
        Assert.Equal("3.00 / M", ChargeText.RateOf(new(Meter.Input, 1, 3m)));
        Assert.Equal("0.01 / search", ChargeText.RateOf(new(Meter.WebSearch, 1, 0.01m)));
        Assert.Equal("0.000015 / character", ChargeText.RateOf(new(Meter.InputCharacter, 1, 0.000015m)));
        Assert.Equal("2.00 / M *", ChargeText.RateOf(new(Meter.AudioInput, 1, 2m, IsDerived: true)));
        Assert.Equal("no rate", ChargeText.RateOf(new(Meter.Page, 1, null)));
    }

    [Fact]
    public void A_call_without_a_price_shows_all_that_it_used()
    {
        var call = new ModelCall("p", "m", new(100, 20, 0, 0, 50), Modalities: new(AudioInput: 60, ImageOutput: 50), Units: new(WebSearches: 2, InputAudioMilliseconds: 900));

        Assert.Equal(
            [
                new(Meter.Input, 40, null), new(Meter.AudioInput, 60, null), new(Meter.CacheRead, 20, null), new(Meter.ImageOutput, 50, null),
                new(Meter.WebSearch, 2, null), new(Meter.InputAudioTime, 900, null),
            ],
            ChargeText.Quantities(call));
        Assert.Empty(ChargeText.Quantities(null));
    }
}
