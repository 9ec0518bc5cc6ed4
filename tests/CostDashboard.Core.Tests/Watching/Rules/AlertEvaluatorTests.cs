using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Rules;

public sealed class AlertEvaluatorTests
{
    private const long Dollar = Usd.NanosPerDollar;

    private static readonly UnixNanos s_start = A.Noon.Floor(UnixNanos.PerHour);

    private static readonly AlertRule s_dear = new(
        1, A.Project, "dear", "cost", [], null, AlertCondition.Above, 10 * Dollar, 60, 0, IncidentSeverity.Warning, IsOn: true, default);

    [Fact]
    public void It_opens_with_the_first_window_over_the_limit_and_ends_once_all_was_well_for_two()
    {
        var findings = Run(s_dear, 5, 11, 30, 5, 12, 5, 5, 5);

        Assert.Equal(
            [(1, 11L, false), (2, 30L, false), (4, 12L, false), (6, 12L, true)],
            findings.Select(f => (f.Window, (long)(f.Finding.Episode.Amount / Dollar), f.Finding.Episode.IsOver)));
        var episode = findings[^1].Finding.Episode;
        Assert.Equal((At(1), At(5), 53 * Dollar, 30 * Dollar), (episode.From, episode.To, episode.CostNanoUsd, (long)episode.Furthest));
    }

    [Fact]
    public void The_limit_itself_breaks_nothing_and_what_trembles_around_it_opens_once()
    {
        Assert.Empty(Run(s_dear, 10, 10, 10));

        // 9.5 is within a tenth of the limit: it neither breaks it nor is it well.
        var findings = Run(s_dear, [11, 9.5m, 11, 9.5m, 9.5m, 11, 9, 9]);
        Assert.Single(findings, f => f.Finding.Episode.IsOver);
        Assert.Equal(7, findings[^1].Window);
    }

    [Fact]
    public void In_short_windows_all_must_be_well_for_half_an_hour()
    {
        var rule = s_dear with { WindowMinutes = 5 };

        var findings = Run(rule, [11, .. Enumerable.Repeat(1m, 10)]);

        Assert.Equal([0, 6], findings.Select(f => f.Window));
    }

    [Fact]
    public void What_is_not_known_decides_nothing()
    {
        // Calls without a price: $11 and more is over the limit whatever they cost, $5 and more is not known to be well, nor to be below anything.
        Assert.Equal([0], Run(s_dear, [11, 5, 5, 5], unpriced: 1).Select(f => f.Window));
        Assert.Empty(Run(s_dear with { Condition = AlertCondition.Below }, [5, 5, 5], unpriced: 1));
        Assert.Equal(3, Run(s_dear with { Condition = AlertCondition.Below }, 5, 5, 5).Count);

        // The number of calls is known, whatever they cost.
        Assert.Equal(3, Run(s_dear with { Figure = "calls", Condition = AlertCondition.Below, Limit = 5 }, [5, 5, 5], unpriced: 1).Count);
    }

    [Fact]
    public void A_window_without_anything_is_zero_for_a_sum_and_nothing_for_a_mean()
    {
        var silent = s_dear with { Figure = "calls", Condition = AlertCondition.Below, Limit = 1 };
        Assert.Equal([1, 2], Run(silent, [5, null, null, 5]).Where(f => !f.Finding.Episode.IsOver).Select(f => f.Window));

        // A mean of nothing is not less than anything; and a call that was too dear is over when there are no calls any more.
        Assert.Empty(Run(silent with { Figure = "cost-per-call", Limit = Dollar }, [5, null, null]));
        Assert.Equal([0, 2], Run(s_dear with { Figure = "cost-per-call" }, [20, null, null]).Select(f => f.Window));
    }

    [Theory]
    [InlineData(AlertCondition.RisesFromBefore, 0.5, new[] { 10, 15, 23, 23, 23 }, new[] { 2 })]
    [InlineData(AlertCondition.RisesFromBefore, 0.5, new[] { 0, 5, 5 }, new int[0])]
    [InlineData(AlertCondition.FallsFromBefore, 0.5, new[] { 10, 5, 2, 2, 0 }, new[] { 2, 4 })]
    [InlineData(AlertCondition.FallsFromBefore, 0.5, new[] { 0, 0, 0 }, new int[0])]
    public void A_change_is_a_share_of_the_window_before(AlertCondition condition, double limit, int[] dollars, int[] breaks) =>
        Assert.Equal(
            breaks,
            Run(s_dear with { Condition = condition, Limit = (decimal)limit }, [.. dollars.Select(d => (decimal?)d)]).Where(f => !f.Finding.Episode.IsOver).Select(f => f.Window));

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Australia/Lord_Howe")]
    public void A_week_before_is_the_same_time_of_the_same_day_also_where_clocks_change(string zone)
    {
        var calendar = new OrganisationCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var rule = s_dear with { Condition = AlertCondition.RisesFromWeekBefore, Limit = 0.2m };
        var evaluator = new AlertEvaluator(rule, calendar);
        var findings = new List<AlertFinding>();

        // From a month before the change to a month after it: each hour of the local day has its own usual cost, and one of them doubles.
        var doubled = calendar.StartOf(new(2026, 11, 4)) + (30 * UnixNanos.PerHour);
        for (var start = AlertWindow.StartOf(60, calendar.StartOf(new(2026, 9, 20)), calendar); start < calendar.StartOf(new(2026, 11, 20)); start = AlertWindow.Next(60, start, calendar))
        {
            var usual = 10 + TimeZoneInfo.ConvertTime(start.ToDateTimeOffset(), calendar.Zone).Hour;
            findings.AddRange(evaluator.Observe(start, Window(start == AlertWindow.StartOf(60, doubled, calendar) ? 2 * usual : usual)));
        }

        Assert.Equal(AlertWindow.StartOf(60, doubled, calendar), Assert.Single(findings, f => !f.Episode.IsOver).Start);
    }

    [Fact]
    public void Each_value_has_an_episode_of_its_own_and_one_that_is_gone_has_fallen()
    {
        var rule = s_dear with { By = new(Dimension.Customer), Condition = AlertCondition.FallsFromBefore, Limit = 0.9m };
        var evaluator = new AlertEvaluator(rule, OrganisationCalendar.Utc);

        Assert.Empty(evaluator.Observe(At(0), Values(("acme", 10), ("globex", 10))));
        Assert.Equal(["globex"], evaluator.Observe(At(1), Values(("acme", 9.5m))).Select(f => f.Episode.Value));
        Assert.Equal(["acme"], evaluator.Observe(At(2), Values(("initech", 1))).Select(f => f.Episode.Value));
        Assert.Equal(["globex"], evaluator.Observe(At(3), Values(("initech", 1))).Where(f => f.Episode.IsOver).Select(f => f.Episode.Value));
    }

    [Fact]
    public void Cents_alarm_nobody_where_there_is_a_floor()
    {
        var rule = s_dear with { Figure = "calls", Limit = 0, FloorNanoUsd = 2 * Dollar };

        Assert.Equal([1], Run(rule, 1, 2, 1, 1).Where(f => !f.Finding.Episode.IsOver).Select(f => f.Window));
        Assert.Empty(Run(rule, [1, 1], unpriced: 1));
        Assert.Equal([1], Run(rule with { Condition = AlertCondition.FallsFromBefore, Limit = 0.5m }, [3, null, null]).Where(f => !f.Finding.Episode.IsOver).Select(f => f.Window));
    }

    [Fact]
    public void Of_very_many_values_those_with_the_greatest_figure_are_looked_at()
    {
        var rule = s_dear with { By = new(Dimension.Customer), Limit = 0 };
        var evaluator = new AlertEvaluator(rule, OrganisationCalendar.Utc);

        var findings = evaluator.Observe(At(0), Values([.. Enumerable.Range(1, 300).Select(i => ($"c{i:000}", (decimal)i))]));

        Assert.Equal(Enumerable.Range(101, 200).Select(i => $"c{i:000}"), findings.Select(f => f.Episode.Value));
    }

    [Fact]
    public void A_window_that_does_not_follow_is_refused()
    {
        var evaluator = new AlertEvaluator(s_dear, OrganisationCalendar.Utc);
        evaluator.Observe(At(0), Window(1));

        Assert.Throws<ArgumentException>(() => evaluator.Observe(At(2), Window(1)));
    }

    private static List<(int Window, AlertFinding Finding)> Run(AlertRule rule, params int[] dollars) => Run(rule, [.. dollars.Select(d => (decimal?)d)]);

    private static List<(int Window, AlertFinding Finding)> Run(AlertRule rule, IReadOnlyList<decimal?> dollars, long unpriced = 0)
    {
        var evaluator = new AlertEvaluator(rule, OrganisationCalendar.Utc);
        return
        [
            .. dollars.Index().SelectMany(one => evaluator
                .Observe(s_start + (one.Index * rule.WindowMinutes * UnixNanos.PerMinute), one.Item is { } usd ? Window(usd, unpriced) : Values())
                .Select(finding => (one.Index, finding))),
        ];
    }

    private static UnixNanos At(int window) => s_start + (window * UnixNanos.PerHour);

    private static Dictionary<string, SpendMeasures> Window(decimal usd, long unpriced = 0) =>
        new() { [""] = new() { CostNanoUsd = (long)(usd * Dollar), Calls = usd > 0 ? 1 + unpriced : unpriced, UnpricedCalls = unpriced } };

    private static Dictionary<string, SpendMeasures> Values(params (string Value, decimal Usd)[] values) =>
        values.ToDictionary(one => one.Value, one => new SpendMeasures { CostNanoUsd = (long)(one.Usd * Dollar), Calls = 1 });
}
