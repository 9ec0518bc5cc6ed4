using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Steps;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching;

public sealed class StepWatchTests
{
    private const int Before = 21 * 24;
    private static readonly UnixNanos s_start = A.Noon;

    [Fact]
    public void A_step_that_takes_ten_times_the_tokens_is_told_of_in_its_first_hour_until_it_does_not_any_more()
    {
        var told = Told(hour => new() { ["retrieve"] = Hour(100, hour is >= Before and < Before + 5 ? 20_000 : 2_000), ["answer"] = Hour(80, 900) }, Before + 12);

        var tokens = told.Where(finding => finding is { Step: "retrieve", Measure: WatchedMeasure.TokensPerCall }).ToList();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], tokens.Select(finding => HourOf(finding.Hour) - Before));
        Assert.All(tokens, finding => Assert.Equal(Before, HourOf(finding.Since)));
        Assert.Equal([false, false, false, false, false, true, true], tokens.Select(finding => finding.IsOver));
        Assert.InRange(tokens[0].Ratio, 8, 12);
        Assert.DoesNotContain(told, finding => finding.Step == "answer");
        Assert.Contains(told, finding => finding.Step is null && HourOf(finding.Hour) == Before);
    }

    [Fact]
    public void The_money_is_what_the_hour_costs_more_than_expected_and_adds_up()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, hour >= Before ? 30_000 : 3_000) }, Before + 3).Where(finding => finding is { Step: "a", Measure: WatchedMeasure.Spend }).ToList();

        Assert.Equal(3, told.Count);
        Assert.All(told, finding => Assert.Equal(finding.Actual - finding.Expected, finding.MoneyPerHour!.Value, finding.Actual * 1e-6));
        Assert.Equal(told.Sum(finding => finding.MoneyPerHour), told[^1].MoneySoFar);
    }

    [Fact]
    public void Cents_do_not_page_anyone() =>
        Assert.Empty(Told(hour => new() { ["a"] = Hour(1, hour >= Before ? 900 : 90) }, Before + 12));

    [Fact]
    public void What_costs_less_or_is_not_called_at_night_is_not_told_of() =>
        Assert.Empty(Told(hour => hour % 24 < 8 ? [] : new() { ["a"] = Hour(100, hour >= Before ? 200 : 2_000) }, Before + 24));

    [Fact]
    public void What_an_hour_costs_that_has_calls_without_a_price_is_unknown_and_not_zero()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, hour >= Before ? 30_000 : 3_000, unpriced: hour >= Before ? 1 : 0) }, Before + 1);

        var finding = Assert.Single(told);
        Assert.Equal(WatchedMeasure.TokensPerCall, finding.Measure);
        Assert.Null(finding.MoneyPerHour);
        Assert.Null(finding.MoneySoFar);
        Assert.Contains("not known as a whole", Report(finding, new()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_come_in_their_order()
    {
        var watch = new StepWatch();
        watch.Observe(s_start, new Dictionary<string, SpendMeasures>());

        Assert.Throws<ArgumentException>(() => watch.Observe(s_start, new Dictionary<string, SpendMeasures>()));
        Assert.Throws<ArgumentException>(() => watch.Observe(s_start + 2 * UnixNanos.PerHour, new Dictionary<string, SpendMeasures>()));
    }

    [Fact]
    public void A_report_says_in_a_sentence_what_since_when_after_what_how_much_and_whose()
    {
        var finding = new StepFinding("retrieve_context", WatchedMeasure.TokensPerCall, s_start, s_start, 20_400, 2_000, 41 * Usd.NanosPerDollar, 41 * Usd.NanosPerDollar, false);
        var deploy = new ProjectEvent(A.Project, EventKind.Deploy, "2.8.1", "api", "", s_start);

        var report = Report(finding, new(deploy, "acme", 0.93));

        Assert.Equal(
            "retrieve_context takes 10.2 times the usual tokens per call since 6 August 12:00, after release 2.8.1 of api; $41.00 an hour more than expected; 93 % of it from customer acme.",
            report.Sentence);
        Assert.Equal((IncidentKind.StepAnomaly, IncidentSeverity.Warning, s_start), (report.Kind, report.Severity, report.Since));
        Assert.Equal([new(Dimension.Step, "retrieve_context"), new(Dimension.Customer, "acme")], report.Scope);
        Assert.True(Report(finding with { IsOver = true }, new()).IsOver);
    }

    [Fact]
    public void A_customer_is_named_where_most_of_what_is_more_is_theirs()
    {
        var before = new Dictionary<string, long> { ["acme"] = 100, ["umbrella"] = 100, [""] = 50 };

        Assert.Equal(("acme", 0.9), StepCause.Most(before, new Dictionary<string, long> { ["acme"] = 1_000, ["umbrella"] = 200, [""] = 50 }));
        Assert.Equal((null, 0), StepCause.Most(before, new Dictionary<string, long> { ["acme"] = 200, ["umbrella"] = 200 }));
        Assert.Equal((null, 0), StepCause.Most(before, new Dictionary<string, long> { [""] = 5_000, ["acme"] = 100 }));
        Assert.Equal((null, 0), StepCause.Most(before, before));
    }

    private static List<StepFinding> Told(Func<int, Dictionary<string, SpendMeasures>> steps, int hours)
    {
        var watch = new StepWatch();
        return [.. Enumerable.Range(0, hours).SelectMany(hour => watch.Observe(s_start + hour * UnixNanos.PerHour, steps(hour)))];
    }

    private static int HourOf(UnixNanos time) => (int)((time - s_start) / UnixNanos.PerHour);

    private static IncidentReport Report(StepFinding finding, StepCause why) => StepReport.Of(A.Project, finding, null, why, [], OrganisationCalendar.Utc);

    // A thousand tokens cost a cent.
    private static SpendMeasures Hour(int calls, int tokens, int unpriced = 0) => new()
    {
        Calls = calls,
        UnpricedCalls = unpriced,
        Usage = new Usage((long)calls * tokens, 0, 0, 0, 0),
        CostNanoUsd = (long)(calls - unpriced) * tokens * (Usd.NanosPerDollar / 100_000),
    };
}
