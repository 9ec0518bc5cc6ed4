using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.WhatIf;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing.WhatIf;

/// <summary>Against the small book of <see cref="Own"/>: comet costs 3 and 9 dollars for a million tokens in and out, rocket-1 1 and 4, and 2 and 6 above 200,000.</summary>
public sealed class WhatIfPricerTests
{
    private static readonly PriceBook s_book = Own.Book();

    private static readonly ModelPrices s_rocket = s_book.Find("acme", "rocket-1")!;

    private static readonly WhatIfCalls s_comet = new("acme", "comet", 10, 0, 120_000_000, new(10_000, 0, 0, 0, 10_000));

    [Fact]
    public void Nothing_assumed_costs_what_was_charged()
    {
        var answer = Price([s_comet], new());

        Assert.Equal((10, 0, 120_000_000, 0), (answer.Calls, answer.ChangedCalls, answer.CostNanoUsd, answer.DifferenceNanoUsd));
    }

    [Fact]
    public void Another_model_costs_what_the_book_says()
    {
        var answer = Price([s_comet], new(), s_rocket);

        Assert.Equal((50_000_000, -70_000_000), (answer.CostNanoUsd, answer.DifferenceNanoUsd));
    }

    [Theory]
    [InlineData("0.5", null, null, 105_000_000)] // half of the input: 15 of 30 cents of a thousandth are saved
    [InlineData("0", 500, null, 75_000_000)]
    [InlineData("0", null, "0", 120_000_000)]
    public void The_same_model_costs_as_much_less_as_the_book_says_of_the_tokens(string cut, int? cap, string? cached, long expected) =>
        Assert.Equal(expected, Price([s_comet], new(decimal.Parse(cut, System.Globalization.CultureInfo.InvariantCulture), cap, cached is null ? null : decimal.Parse(cached, System.Globalization.CultureInfo.InvariantCulture))).CostNanoUsd);

    [Fact]
    public void A_charge_that_is_not_the_books_changes_in_proportion() =>
        Assert.Equal(52_500_000, Price([s_comet with { CostNanoUsd = 60_000_000 }], new(ContextCut: 0.5m)).CostNanoUsd);

    [Fact]
    public void Many_calls_are_priced_by_the_rate_of_the_mean_call()
    {
        var longCalls = new WhatIfCalls("acme", "comet", 10, 0, 7_500_000_000, new(2_500_000, 0, 0, 0, 0));

        Assert.Equal(5_000_000_000, Price([longCalls], new(), s_rocket).CostNanoUsd);
        Assert.Equal(1_000_000_000, Price([longCalls], new(ContextCut: 0.6m), s_rocket).CostNanoUsd);
    }

    [Fact]
    public void One_call_is_priced_with_all_that_is_known_of_it()
    {
        var one = new ModelCall("acme", "comet", new(10_000, 0, 0, 0, 10_000), ServiceTier: "flex", Units: new BillableUnits().With(Meter.WebSearch, 3));
        var answer = Price([s_comet with { Calls = 1, One = one }], new(), s_rocket);

        Assert.Equal((0, 0), (answer.Calls, answer.ChargedNanoUsd));
        Assert.Contains("no rate for", Assert.Single(answer.LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_priced_stands_on_neither_side_with_the_reason()
    {
        var answer = Price([s_comet, s_comet with { Model = "ufo" }, s_comet with { IncompleteCalls = 2 }], new(ContextCut: 0.5m));

        Assert.Equal((10, 120_000_000), (answer.Calls, answer.ChargedNanoUsd));
        Assert.Equal(["comet", "ufo"], answer.LeftOut.Select(o => o.Model).Order());
        Assert.All(answer.LeftOut, o => Assert.NotEmpty(o.Reason));
    }

    [Fact]
    public void Only_the_model_that_is_asked_of_changes()
    {
        var answer = new WhatIfPricer(s_book, A.Noon).Price([s_comet, s_comet with { Model = "rocket-1", CostNanoUsd = 50_000_000 }], new(OutputCap: 0), null, ("acme", "comet"));

        Assert.Equal((20, 10, 80_000_000), (answer.Calls, answer.ChangedCalls, answer.CostNanoUsd));
    }

    [Fact]
    public void Compared_and_left_out_calls_are_all_calls_and_less_is_never_dearer()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            WhatIfCalls[] calls = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => AnyCalls(random))];
            var few = new WhatIfAssumptions(random.Next(0, 50) / 100m, random.Next(2) == 0 ? random.Next(1, 5_000) : null);
            var fewer = few with { ContextCut = few.ContextCut + 0.3m };
            var instead = random.Next(2) == 0 ? s_rocket : null;
            var (some, less) = (Price(calls, few, instead), Price(calls, fewer, instead));

            Assert.Equal(calls.Sum(c => c.Calls), some.Calls + some.LeftOut.Sum(o => o.Calls));
            Assert.Equal(calls.Sum(c => c.CostNanoUsd), some.ChargedNanoUsd + some.LeftOut.Sum(o => o.CostNanoUsd));
            Assert.True(less.CostNanoUsd <= some.CostNanoUsd + calls.Length);
        }
    }

    [Fact]
    public void A_cached_share_moves_input_and_loses_none()
    {
        var usage = new WhatIfAssumptions(CachedShare: 0.8m).Of(new(100, 20, 30, 1, 7, 3), 1);

        Assert.Equal(new Usage(31, 120, 0, 0, 7, 3), usage);
    }

    private static WhatIfCalls AnyCalls(Random random)
    {
        var calls = random.Next(1, 50);
        return new(
            random.Next(8) == 0 ? "" : "acme",
            new[] { "comet", "rocket-1", "ufo" }[random.Next(3)],
            calls,
            random.Next(6) == 0 ? 1 : 0,
            random.NextInt64(0, 10_000_000_000),
            new(random.Next(0, 100_000) * calls, random.Next(0, 50_000) * calls, 0, 0, random.Next(0, 9_000) * calls));
    }

    private static WhatIfAnswer Price(WhatIfCalls[] calls, WhatIfAssumptions assumptions, ModelPrices? instead = null) =>
        new WhatIfPricer(s_book, A.Noon).Price(calls, assumptions, instead);
}
