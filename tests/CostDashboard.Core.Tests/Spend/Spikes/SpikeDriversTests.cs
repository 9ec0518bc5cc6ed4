using CostDashboard.Core.Spend.Spikes;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Spend.Spikes;

public sealed class SpikeDriversTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_parts_add_up_to_the_difference_to_the_nano(int seed)
    {
        var random = new Random(seed);
        var (calls, tokens, price) = (random.NextDouble() * 5, random.NextDouble() * 5, random.NextDouble() * 5);
        var cells = new SpikeScenario(seed).Cells(
            (ref t) =>
            {
                t.Calls *= t.Customer == "customer-03" ? calls : 1;
                t.Tokens *= t.Step == "summarise" ? tokens : 1;
                t.NanoPerToken *= t.Model == "gpt-4o" ? price : 1;
                t.Model = t is { Step: "check_answer", Feature: "mail" } ? "gpt-5" : t.Model;
            },
            periods: 3);

        var drivers = SpikeDrivers.Of(cells);

        Assert.Equal(
            decimal.Round(cells.Sum(c => c.Now.CostNanoUsd - c.Usual.CostNanoUsd), 0, MidpointRounding.ToEven), drivers.DifferenceNanoUsd);
        Assert.Equal(
            drivers.DifferenceNanoUsd,
            drivers.VolumeNanoUsd + drivers.MixNanoUsd + drivers.TokensPerCallNanoUsd + drivers.PricePerTokenNanoUsd);
    }

    [Fact]
    public void Twice_the_calls_of_everything_is_volume() =>
        Assert.Equal(
            Only(drivers => drivers.VolumeNanoUsd),
            Parts(c => new(c.Calls * 2, c.Tokens * 2, c.CostNanoUsd * 2)));

    [Fact]
    public void Twice_the_tokens_in_each_call_is_tokens() =>
        Assert.Equal(
            Only(drivers => drivers.TokensPerCallNanoUsd),
            Parts(c => new(c.Calls, c.Tokens * 2, c.CostNanoUsd * 2)));

    [Fact]
    public void Twice_the_price_of_each_token_is_price() =>
        Assert.Equal(
            Only(drivers => drivers.PricePerTokenNanoUsd),
            Parts(c => new(c.Calls, c.Tokens, c.CostNanoUsd * 2)));

    [Fact]
    public void As_many_calls_of_dearer_kinds_is_mix()
    {
        List<SpikeCell> cells = [.. Usual().DistinctBy(c => c.Series.Step)];
        var (dear, cheap) = (cells.MaxBy(UnitCost)!, cells.MinBy(UnitCost)!);
        var moved = cells.ConvertAll(c => c with
        {
            Now = c == cheap ? Times(c.Usual, 0)
                : c == dear ? Times(c.Usual, (c.Usual.Calls + cheap.Usual.Calls) / c.Usual.Calls)
                : c.Usual,
        });

        var drivers = SpikeDrivers.Of(moved);

        Assert.True(drivers.MixNanoUsd > 0);
        Assert.Equal((0, 0, 0), (drivers.VolumeNanoUsd, drivers.TokensPerCallNanoUsd, drivers.PricePerTokenNanoUsd));
        Assert.Equal(drivers.DifferenceNanoUsd, drivers.MixNanoUsd);

        static decimal UnitCost(SpikeCell cell) => cell.Usual.CostNanoUsd / cell.Usual.Calls;
        static SpikeFigures Times(SpikeFigures figures, decimal by) => new(figures.Calls * by, figures.Tokens * by, figures.CostNanoUsd * by);
    }

    [Fact]
    public void Without_any_call_before_all_is_volume()
    {
        var drivers = SpikeDrivers.Of(Usual().ConvertAll(c => c with { Now = c.Usual, Usual = default }));

        Assert.True(drivers.DifferenceNanoUsd > 0);
        Assert.Equal(drivers.DifferenceNanoUsd, drivers.VolumeNanoUsd);
    }

    [Fact]
    public void Calls_with_a_stated_cost_and_no_tokens_change_by_their_price()
    {
        var cells = Usual().ConvertAll(c => c with { Now = new(c.Usual.Calls, 0, c.Usual.CostNanoUsd * 3), Usual = c.Usual with { Tokens = 0 } });

        var drivers = SpikeDrivers.Of(cells);

        Assert.Equal(drivers.DifferenceNanoUsd, drivers.PricePerTokenNanoUsd);
    }

    private static List<SpikeCell> Usual() => new SpikeScenario(7).Cells((ref _) => { }, periods: 1);

    private static SpikeDrivers Parts(Func<SpikeFigures, SpikeFigures> change) => SpikeDrivers.Of(Usual().ConvertAll(c => c with { Now = change(c.Usual) }));

    // The whole difference, in the one part that is named.
    private static SpikeDrivers Only(Func<SpikeDrivers, long> part)
    {
        var difference = decimal.ToInt64(Usual().Sum(c => c.Usual.CostNanoUsd));
        SpikeDrivers[] all =
        [
            new(difference, difference, 0, 0, 0), new(difference, 0, difference, 0, 0), new(difference, 0, 0, difference, 0), new(difference, 0, 0, 0, difference),
        ];
        return Assert.Single(all, drivers => part(drivers) == difference);
    }
}
