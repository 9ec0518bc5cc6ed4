using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Spend.Spikes;

public sealed class SpikeReportTests
{
    private static readonly Period s_period = new(A.Noon, A.Noon + (6 * UnixNanos.PerHour));

    public static TheoryData<string> Stories => [.. SpikeStory.All.Where(story => story.Value.Causes.Count < 2).Select(story => story.Key)];

    [Theory]
    [MemberData(nameof(Stories))]
    public void The_factor_that_was_planted_is_the_one_that_moved(string story) =>
        Assert.Equal(SpikeStory.All[story].Factor, Report(new SpikeScenario(5).Cells(SpikeStory.All[story].Plant)).Focus.Factor);

    [Fact]
    public void Usual_and_the_four_parts_add_up_to_what_was_spent()
    {
        var cells = new SpikeScenario(3).Cells((ref t) => t.Tokens *= 1.3, periods: 3);

        var report = Report(cells);

        Assert.Equal(decimal.ToInt64(cells.Sum(c => c.Now.CostNanoUsd)), report.NowNanoUsd);
        Assert.Equal(report.NowNanoUsd, report.UsualNanoUsd + Enum.GetValues<SpikeFactor>().Sum(report.Drivers.Of));
        Assert.Equal(decimal.Round(cells.Sum(c => c.Usual.CostNanoUsd), 0), report.UsualNanoUsd);
    }

    [Fact]
    public void A_release_is_not_the_cause_and_is_told_of_it()
    {
        // All calls of the step come from the new release: by themselves both of its series look all new and all gone.
        var cells = new SpikeScenario(3).Cells((ref t) => t.Tokens *= t.Step == "generate_answer" ? 3 : 1)
            .SelectMany(c => (SpikeCell[])[
                c with { Series = c.Series with { Release = "1.0" }, Now = default },
                c with { Series = c.Series with { Release = "2.0" }, Usual = default }])
            .ToList();

        var report = Report(cells);

        Assert.Equal([new DimensionValue(Dimension.Step, "generate_answer")], report.Causes.Single!.Values);
        Assert.Equal(new(Dimension.Release, "2.0"), Assert.Single(report.Main!.Novelties).Value);
        Assert.Equal(SpikeFactor.TokensPerCall, report.Main.Factor);
    }

    [Fact]
    public void A_step_that_moved_to_a_new_model_is_told_with_it()
    {
        var report = Report(new SpikeScenario(3).Cells(SpikeStory.All["a step moves to a dearer model"].Plant));

        Assert.Equal([new DimensionValue(Dimension.Step, "check_answer")], report.Main!.Values);
        Assert.Equal(new(Dimension.Model, "claude-opus-4-1"), Assert.Single(report.Main.Novelties).Value);
    }

    [Fact]
    public void Values_of_the_same_calls_are_told_beside_the_cause_and_what_grew_with_all_is_counted()
    {
        var cells = new SpikeScenario(3).Cells((ref t) => t.Tokens *= t.Step == "classify_intent" ? 40 : 1);

        var values = Report(cells).Values;

        Assert.Equal(new(Dimension.Step, "classify_intent"), values.Moved[0].Value);
        Assert.Contains(values.Moved, v => v.Value == new DimensionValue(Dimension.Model, "gpt-4o-mini"));
        Assert.DoesNotContain(values.Moved, v => v.Value.Dimension is Dimension.Customer && v.Value.Value == "customer-20");
        // 5 steps, 24 customers, 3 features, 4 models, 2 environments, 2 providers; one service and one key say nothing.
        Assert.Equal(40, values.Moved.Count + values.WithTheRest);
    }

    [Fact]
    public void Without_a_baseline_nothing_is_explained_and_what_was_spent_is_told()
    {
        var cells = new SpikeScenario(3).Cells((ref _) => { }).ConvertAll(c => c with { Usual = default });

        var report = SpikeReport.Of(s_period, new(BaselineKind.None, []), new(cells, []));

        Assert.False(report.IsCompared);
        Assert.Empty(report.Causes.Causes);
        Assert.Empty(report.Values.Moved);
        Assert.Empty(report.Focus.Novelties);
        Assert.Equal(decimal.ToInt64(cells.Sum(c => c.Now.CostNanoUsd)), report.NowNanoUsd);
    }

    [Fact]
    public void Calls_that_the_numbers_leave_out_are_counted()
    {
        var priced = new SpikeScenario(3).Cells((ref _) => { })[0];
        SpikeCell[] cells =
        [
            priced,
            priced with { Series = priced.Series with { PriceState = PriceState.Unpriced }, Now = new(7, 700, 0) },
            priced with { Series = priced.Series with { PriceState = PriceState.Partial }, Now = new(3, 300, 10) },
        ];

        var report = Report(cells);

        Assert.Equal((7, 3), (report.UnpricedCalls, report.PartialCalls));
    }

    [Theory]
    [InlineData(SpikeFactor.TokensPerCall, OperationKind.Chat, SpikeAdvice.LimitTokens, "top_k")]
    [InlineData(SpikeFactor.TokensPerCall, OperationKind.Embeddings, SpikeAdvice.LimitTokens, "Embed smaller chunks")]
    [InlineData(SpikeFactor.TokensPerCall, OperationKind.Rerank, SpikeAdvice.LimitTokens, "Rerank fewer")]
    [InlineData(SpikeFactor.TokensPerCall, OperationKind.Media, SpikeAdvice.LimitTokens, "images")]
    [InlineData(SpikeFactor.PricePerToken, OperationKind.Chat, SpikeAdvice.CheckPrice, "cache")]
    [InlineData(SpikeFactor.Mix, OperationKind.Chat, SpikeAdvice.MoveBack, "cheaper models")]
    public void The_action_follows_from_the_factor_and_the_kind_of_call(SpikeFactor factor, OperationKind kind, SpikeAdvice advice, string words)
    {
        var action = SpikeAction.For(Part(factor, 6_000_000_000, kind), "generate_answer", null, periodsPerDay: 2.5m);

        Assert.Equal(advice, action.Advice);
        Assert.Contains(words, action.What, StringComparison.Ordinal);
        Assert.Contains("generate_answer", action.What, StringComparison.Ordinal);
        Assert.Equal(15_000_000_000, action.NanoUsdPerDay);
        Assert.Contains("usual", action.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public void More_calls_in_a_trace_are_a_loop_and_more_traces_are_none()
    {
        var part = Part(SpikeFactor.Volume, 6_000_000_000, OperationKind.Chat);

        var loop = SpikeAction.For(part, "agent.think", (12, 4), 1);
        var popular = SpikeAction.For(part, "agent.think", (4.1m, 4), 1);

        Assert.Equal((SpikeAdvice.GuardLoop, "the usual 4 calls per trace instead of 12"), (loop.Advice, loop.Assumption));
        // Two thirds of what it costs now, and never more than the difference.
        Assert.Equal(6_000_000_000, loop.NanoUsdPerDay);
        Assert.Equal((SpikeAdvice.SetBudget, null), (popular.Advice, popular.NanoUsdPerDay));
    }

    [Fact]
    public void What_is_new_has_to_be_decided_upon() =>
        Assert.Contains(
            "it is new", SpikeAction.For(Part(SpikeFactor.Volume, 5, OperationKind.Chat) with { Usual = default }, "x", null, 1).What, StringComparison.Ordinal);

    [Fact]
    public void Where_it_cost_less_there_is_nothing_to_do() =>
        Assert.Equal(SpikeAdvice.Nothing, SpikeAction.For(Part(SpikeFactor.Volume, -5, OperationKind.Chat), "x", null, 1).Advice);

    [Fact]
    public void A_day_is_not_twenty_four_busy_hours()
    {
        var part = Part(SpikeFactor.Volume, 5, OperationKind.Chat);
        var hour = new Period(A.Noon, A.Noon + UnixNanos.PerHour);
        var week = new Period(A.Noon, A.Noon + (7 * UnixNanos.PerDay));

        Assert.Equal(6.5m, SpikeAction.PeriodsPerDay(part, hour, callsOfDay: 6_500));
        Assert.Equal(1, decimal.Round(7 * SpikeAction.PeriodsPerDay(part, week, callsOfDay: 6_500), 9));
    }

    private static SpikePart Part(SpikeFactor factor, long difference, OperationKind kind)
    {
        long Of(SpikeFactor one) => one == factor ? difference : 0;
        return new(
            [new(Dimension.Step, "s")],
            new(1_000, 300_000, 9_000_000_000),
            new(1_000, 100_000, 9_000_000_000 - difference),
            new(difference, Of(SpikeFactor.Volume), Of(SpikeFactor.Mix), Of(SpikeFactor.TokensPerCall), Of(SpikeFactor.PricePerToken)),
            [],
            [kind]);
    }

    private static SpikeReport Report(IReadOnlyList<SpikeCell> cells) =>
        SpikeReport.Of(s_period, new(BaselineKind.Weeks, [new(A.Noon + (-7 * UnixNanos.PerDay), A.Noon + (-7 * UnixNanos.PerDay) + 1)]), new(cells, []));
}
