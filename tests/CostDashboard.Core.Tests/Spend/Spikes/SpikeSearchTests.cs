using CostDashboard.Core.Spend.Spikes;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Spend.Spikes;

public sealed class SpikeSearchTests
{
    private static readonly int[] s_seeds = [1, 2, 3, 4, 5];

    public static TheoryData<string, int> Stories => [.. SpikeStory.All.Keys.SelectMany(name => s_seeds.Select(seed => (name, seed)))];

    [Theory]
    [MemberData(nameof(Stories))]
    public void What_was_planted_is_named_first(string story, int seed)
    {
        var causes = SpikeSearch.Find(new SpikeScenario(seed).Cells(SpikeStory.All[story].Plant));

        Assert.True(SpikeStory.All[story].IsToldBy(causes), SpikeStory.Names(causes));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Growth_of_everything_has_no_cause_within(int seed)
    {
        var causes = SpikeSearch.Find(new SpikeScenario(seed).Cells((ref t) => t.Calls *= 1.8));

        Assert.Null(causes.Single);
        Assert.Empty(causes.Causes);
        Assert.Equal(causes.DifferenceNanoUsd, causes.CommonNanoUsd);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Everything_dearer_has_no_cause_within(int seed) =>
        Assert.Null(SpikeSearch.Find(new SpikeScenario(seed).Cells((ref t) => t.NanoPerToken *= 1.5)).Single);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Causes_and_common_growth_add_up_to_the_difference(int seed)
    {
        var cells = new SpikeScenario(seed).Cells((ref t) => t.Calls *= t.Customer == "customer-02" ? 3 : 1.2);

        var causes = SpikeSearch.Find(cells);

        var difference = decimal.ToInt64(decimal.Round(cells.Sum(c => c.Now.CostNanoUsd - c.Usual.CostNanoUsd), 0, MidpointRounding.ToEven));
        Assert.Equal(difference, causes.DifferenceNanoUsd);
        Assert.Equal(difference, causes.Causes.Sum(c => c.ExcessNanoUsd) + causes.CommonNanoUsd);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_the_cells_changes_nothing(int seed)
    {
        var cells = new SpikeScenario(seed).Cells((ref t) => t.Calls *= t.Customer == "customer-02" ? 3 : 1);
        var shuffled = cells.ToArray();
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(Describe(SpikeSearch.Find(cells)), Describe(SpikeSearch.Find(shuffled)));
    }

    [Fact]
    public void Without_a_difference_there_is_nothing_to_explain()
    {
        var cells = new SpikeScenario(1).Cells((ref _) => { }).ConvertAll(c => c with { Now = c.Usual });

        Assert.Equal(new SpikeDrivers(0, 0, 0, 0, 0), SpikeDrivers.Of(cells));
        Assert.Empty(SpikeSearch.Find(cells).Causes);
    }

    [Fact]
    public void Without_a_baseline_all_is_new_and_nothing_is_singled_out()
    {
        var cells = new SpikeScenario(1).Cells((ref _) => { }).ConvertAll(c => c with { Usual = default });

        var causes = SpikeSearch.Find(cells);

        Assert.Null(causes.Single);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(11, 6)];

    private static IEnumerable<string> Names(SpikeCause cause) => cause.Values.Select(v => $"{v.Dimension}={v.Value}");

    private static string Describe(SpikeCauses causes) =>
        string.Join("; ", causes.Causes.Select(c => $"{string.Join("&", Names(c))} {c.ExcessNanoUsd}")) + $" {causes.CommonNanoUsd}";
}
