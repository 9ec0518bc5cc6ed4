using CostDashboard.Core.Spend.Spikes;

namespace CostDashboard.Core.Tests.Spend.Spikes;

public sealed class SpikeSearchTests
{
    private static readonly int[] s_seeds = [1, 2, 3, 4, 5];

    private static readonly Dictionary<string, (SpikeScenario.Planting Plant, string[] Causes)> s_single = new()
    {
        ["a step reads ten times the tokens"] = ((ref t) => t.Tokens *= t.Step == "classify_intent" ? 40 : 1, ["Step=classify_intent"]),
        ["a step's prompt doubles"] = ((ref t) => t.Tokens *= t.Step == "generate_answer" ? 2 : 1, ["Step=generate_answer"]),
        ["a customer asks five times as much"] = ((ref t) => t.Calls *= t.Customer == "customer-02" ? 5 : 1, ["Customer=customer-02"]),
        ["a small customer asks fifty times as much"] = ((ref t) => t.Calls *= t.Customer == "customer-19" ? 50 : 1, ["Customer=customer-19"]),
        ["a feature becomes popular"] = ((ref t) => t.Calls *= t.Feature == "mail" ? 2.5 : 1, ["Feature=mail"]),
        ["staging runs a load test"] = ((ref t) => t.Calls *= t.Environment == "staging" ? 8 : 1, ["Environment=staging"]),
        ["a model becomes dearer"] = ((ref t) => t.NanoPerToken *= t.Model == "gpt-4o-mini" ? 8 : 1, ["Model=gpt-4o-mini"]),
        ["a step moves to a dearer model"] = (
            (ref t) => (t.Model, t.NanoPerToken) = t.Step == "check_answer" ? ("claude-opus-4-1", 20_000) : (t.Model, t.NanoPerToken), ["Model=claude-opus-4-1"]),
        ["a slow ramp of one step"] = ((ref t) => t.Tokens *= t.Step == "summarise" ? 1.8 : 1, ["Step=summarise"]),
        ["one step of one customer"] = (
            (ref t) => t.Tokens *= t is { Step: "generate_answer", Customer: "customer-03" } ? 9 : 1, ["Step=generate_answer", "Customer=customer-03"]),
        ["one feature in staging"] = (
            (ref t) => t.Calls *= t is { Feature: "search", Environment: "staging" } ? 25 : 1, ["Environment=staging", "Feature=search"]),
        ["a customer's mails"] = (
            (ref t) => t.Calls *= t is { Feature: "mail", Customer: "customer-01" } ? 6 : 1, ["Customer=customer-01", "Feature=mail"]),
        ["a customer loud while all grew by a third"] = (
            (ref t) => t.Calls *= (t.Customer == "customer-04" ? 12 : 1) * 1.33, ["Customer=customer-04"]),
        ["a step was switched off"] = ((ref t) => t.Calls *= t.Step == "summarise" ? 0 : 1, ["Step=summarise"]),
    };

    public static TheoryData<string, int> Single => [.. s_single.Keys.SelectMany(name => s_seeds.Select(seed => (name, seed)))];

    [Theory]
    [MemberData(nameof(Single))]
    public void The_planted_cause_is_named_first(string scenario, int seed)
    {
        var (plant, expected) = s_single[scenario];

        var causes = SpikeSearch.Find(new SpikeScenario(seed).Cells(plant));

        var single = Assert.IsType<SpikeCause>(causes.Single);
        // "check_answer on its new model" and "the new model" are the same calls.
        Assert.Equal(expected.Order(), Names(single).Order());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Two_causes_are_both_named(int seed)
    {
        var causes = SpikeSearch.Find(new SpikeScenario(seed).Cells((ref t) =>
        {
            t.Calls *= t.Customer == "customer-05" ? 8 : 1;
            t.Tokens *= t.Step == "summarise" && t.Customer != "customer-05" ? 2.5 : 1;
        }));

        Assert.Equal(["Customer=customer-05", "Step=summarise"], causes.Causes.SelectMany(Names).Order());
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
