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
    public void Cents_do_not_page_anyone()
    {
        Assert.Empty(Told(hour => new() { ["a"] = Hour(1, hour >= Before ? 900 : 90) }, Before + 12));
        Assert.Empty(Told(hour => new() { ["a"] = Hour(hour >= Before ? 100 : 10, 90) }, Before + 12));
    }

    [Fact]
    public void What_costs_less_or_is_not_called_at_night_is_not_told_of() =>
        Assert.Empty(Told(hour => hour % 24 < 8 ? [] : new() { ["a"] = Hour(100, hour >= Before ? 200 : 2_000) }, Before + 24));

    [Fact]
    public void What_an_hour_costs_that_has_calls_without_a_price_is_unknown_and_not_zero()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, hour >= Before ? 30_000 : 3_000, unpriced: hour >= Before ? 1 : 0) }, Before + 1);

        Assert.Equal([WatchedMeasure.TokensPerCall, WatchedMeasure.InputPerCall], told.Select(one => one.Measure));
        var finding = told[0];
        Assert.Null(finding.MoneyPerHour);
        Assert.Null(finding.MoneySoFar);
        Assert.Contains("not known as a whole", Report(finding, new()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_come_in_their_order()
    {
        var watch = new StepWatch(s_start);
        watch.Observe(new(s_start, new Dictionary<string, SpendMeasures>()));

        Assert.Throws<ArgumentException>(() => watch.Observe(new(s_start, new Dictionary<string, SpendMeasures>())));
        Assert.Throws<ArgumentException>(() => watch.Observe(new(s_start + 2 * UnixNanos.PerHour, new Dictionary<string, SpendMeasures>())));
    }

    [Fact]
    public void A_report_says_in_a_sentence_what_since_when_after_what_how_much_and_whose()
    {
        var finding = new StepFinding("retrieve_context", WatchedMeasure.TokensPerCall, s_start, s_start, 20_400, 2_000, 41 * Usd.NanosPerDollar, 41 * Usd.NanosPerDollar, false);
        var deploy = new ProjectEvent(A.Project, EventKind.Deploy, "2.8.1", "api", "", s_start);

        var report = Report(finding, new(deploy, Whose: [new(Dimension.Customer, "acme")], Share: 0.93m));

        Assert.Equal(
            "retrieve_context takes 10.2 times the usual tokens per call since 6 August 12:00, after release 2.8.1 of api; $41.00 an hour more than expected; 93 % of it from customer acme.",
            report.Sentence);
        Assert.Equal((IncidentKind.StepAnomaly, IncidentSeverity.Warning, s_start), (report.Kind, report.Severity, report.Since));
        Assert.Equal([new(Dimension.Step, "retrieve_context"), new(Dimension.Customer, "acme")], report.Scope);
        Assert.True(Report(finding with { IsOver = true }, new()).IsOver);
    }

    [Fact]
    public void What_is_expected_is_known_after_a_day_and_says_from_how_many_hours()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, hour >= 26 ? 30_000 : 3_000) }, 27);

        var cost = Assert.Single(told, finding => finding is { Step: "a", Measure: WatchedMeasure.CostPerCall });
        Assert.Equal(27, cost.Learned);
        Assert.Contains(new("expected from", "27 hours with calls"), Report(cost, new()).Evidence);
    }

    [Fact]
    public void A_step_that_takes_longer_or_fails_more_is_told_of_without_money_where_money_is_spent_on_it()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, 3_000, millis: hour >= Before ? 9_000 : 900, errors: hour >= Before ? 30 : 0) }, Before + 2);

        Assert.All(told.Where(finding => finding.Measure is WatchedMeasure.Latency or WatchedMeasure.ErrorRate), finding => Assert.Null(finding.MoneyPerHour));
        var latency = told.First(finding => finding is { Step: "a", Measure: WatchedMeasure.Latency });
        Assert.Equal(Before, HourOf(latency.Since));
        Assert.StartsWith("A call of a takes 10 times the usual time (9.0", Report(latency, new()).Sentence, StringComparison.Ordinal);
        var errors = told.First(finding => finding is { Step: "a", Measure: WatchedMeasure.ErrorRate });
        Assert.StartsWith("30 % of a fails, usually 0 %, since", Report(errors, new()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_that_no_longer_come_from_the_cache_are_told_of_with_what_calls_cost_more()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, hour >= Before ? 4_000 : 1_000, cached: hour >= Before ? 0 : 9_000) }, Before + 1);

        var input = Assert.Single(told, finding => finding.Measure is WatchedMeasure.InputPerCall);
        var cost = Assert.Single(told, finding => finding.Measure is WatchedMeasure.CostPerCall);
        Assert.Equal(cost.MoneyPerHour!.Value, input.MoneyPerHour!.Value, tolerance: 1);
        Assert.Contains("4 times the usual uncached input tokens per call", Report(input, new()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_whose_part_of_a_step_becomes_dear_is_told_of_by_name()
    {
        var watch = new StepWatch(s_start);
        List<StepFinding> told = [];
        for (var hour = 0; hour < Before + 2; hour++)
        {
            var acme = Hour(10, hour >= Before ? 60_000 : 3_000);
            var all = Hour(990, 3_000);
            all.Add(acme);
            told.AddRange(watch.Observe(new(s_start + hour * UnixNanos.PerHour, new Dictionary<string, SpendMeasures> { ["a"] = all })
            {
                Parts = new Dictionary<StepPart, SpendMeasures> { [new("a", Dimension.Customer, "acme")] = acme },
            }));
        }

        var cost = told.First(finding => finding is { Beside: not null, Measure: WatchedMeasure.CostPerCall });
        var report = Report(cost, new());
        Assert.StartsWith("A call of a for customer acme costs 20 times the usual since", report.Sentence, StringComparison.Ordinal);
        Assert.Equal([new(Dimension.Step, "a"), new(Dimension.Customer, "acme")], report.Scope);
    }

    [Fact]
    public void What_somebody_expects_is_how_things_are_and_is_not_told_of_any_more()
    {
        var since = s_start + Before * UnixNanos.PerHour;
        var told = Told(Shift, Before + 72, new WatchLesson("a", since, since + UnixNanos.PerHour, IsNewLevel: true));

        Assert.DoesNotContain(told, finding => finding.Step == "a");
        Assert.NotEmpty(Told(Shift, Before + 72));
        Assert.Contains(
            Told(hour => hour >= Before + 60 ? new() { ["a"] = Hour(100, 300_000) } : Shift(hour), Before + 62, new WatchLesson("a", since, since + UnixNanos.PerHour, IsNewLevel: true)),
            finding => finding is { Step: "a", Ratio: > 5 });

        static Dictionary<string, SpendMeasures> Shift(int hour) => new() { ["a"] = Hour(100, hour >= Before ? 30_000 : 3_000) };
    }

    [Fact]
    public void Nothing_is_learned_from_the_hours_of_an_incident_that_somebody_confirmed()
    {
        var (since, end) = (s_start + Before * UnixNanos.PerHour, s_start + (Before + 96) * UnixNanos.PerHour);

        var again = Told(Twice, Before + 200, new WatchLesson("a", since, end, IsNewLevel: false), new WatchLesson(null, since, end, IsNewLevel: false))
            .First(finding => HourOf(finding.Hour) >= Before + 150 && finding is { Measure: WatchedMeasure.CostPerCall, IsOver: false });

        // The second time is as far from the usual as the first: the first is not part of it.
        Assert.Equal((Before + 150, Before + 150), (HourOf(again.Hour), HourOf(again.Since)));
        Assert.InRange(again.Expected, 29_000_000, 31_000_000);

        static Dictionary<string, SpendMeasures> Twice(int hour) => new() { ["a"] = Hour(100, hour is >= Before and < Before + 96 or >= Before + 150 ? 30_000 : 3_000) };
    }

    [Fact]
    public void After_a_release_a_new_level_is_learned_within_days_and_told_of_at_first()
    {
        var watch = new StepWatch(s_start);
        List<StepFinding> told = [];
        for (var hour = 0; hour < Before + 240; hour++)
        {
            told.AddRange(watch.Observe(new(s_start + hour * UnixNanos.PerHour, new Dictionary<string, SpendMeasures> { ["a"] = Hour(100, (hour >= Before ? 9_000 : 3_000) + (hour * 7919 % 500)) })
            {
                Released = hour == Before ? new HashSet<string> { "a" } : [],
            }));
        }

        var cost = told.Where(finding => finding is { Step: "a", Measure: WatchedMeasure.CostPerCall }).ToList();
        Assert.Equal(Before, HourOf(cost[0].Hour));
        Assert.True(cost[^1].IsOver);
        Assert.InRange(HourOf(cost[^1].Hour) - Before, 12, 200);
    }

    [Fact]
    public void A_part_of_an_hour_tells_early_what_the_whole_will_tell_and_takes_back_what_it_will_not()
    {
        var (start, watch) = (s_start + Before * UnixNanos.PerHour, new StepWatch(s_start));
        for (var hour = 0; hour < Before; hour++)
        {
            watch.Observe(new(s_start + hour * UnixNanos.PerHour, new Dictionary<string, SpendMeasures> { ["a"] = Hour(100, 3_000), ["b"] = Hour(100, 3_000) }));
        }

        var early = watch.Peek(
            new(start, new Dictionary<string, SpendMeasures> { ["a"] = Hour(40, 30_000), ["b"] = Hour(5, 60_000) }), start + 10 * UnixNanos.PerMinute);
        Assert.Contains(early, finding => finding is { Step: "a", Measure: WatchedMeasure.Spend } && finding.End == start + 10 * UnixNanos.PerMinute);
        Assert.Contains(early, finding => finding is { Step: "b", Measure: WatchedMeasure.CostPerCall });
        Assert.Empty(watch.Peek(new(start, new Dictionary<string, SpendMeasures> { ["a"] = Hour(60, 30_000) }), start + 15 * UnixNanos.PerMinute));

        var whole = watch.Observe(new(start, new Dictionary<string, SpendMeasures> { ["a"] = Hour(100, 30_000), ["b"] = Hour(100, 3_000) }));
        Assert.All(early, finding => Assert.Contains(whole, later => later.Subject == finding.Subject && later.IsOver == (finding.Step == "b")));
        Assert.Empty(watch.Peek(new(start, new Dictionary<string, SpendMeasures>()), start));
    }

    [Fact]
    public void What_rises_a_little_every_week_is_told_of_once_a_day_though_no_hour_of_it_is_an_alarm()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, 3_000 + (hour / 24 * 100)) }, 35 * 24).Where(finding => finding.IsSlow).ToList();

        var tokens = told.Where(finding => finding.Measure is WatchedMeasure.TokensPerCall).ToList();
        Assert.NotEmpty(tokens);
        Assert.All(tokens, finding => Assert.Equal(23, HourOf(finding.Hour) % 24));
        Assert.Equal(HourOf(tokens[0].Hour) + 24, HourOf(tokens[1].Hour));
        Assert.InRange(tokens[0].Ratio, 1.5, 1.8);
        Assert.Equal(28, tokens[0].Points.Count);
        var report = Report(tokens[0], new());
        Assert.StartsWith("a takes 1.", report.Sentence, StringComparison.Ordinal);
        Assert.Contains("times the tokens per call of four weeks before and has risen every week", report.Sentence, StringComparison.Ordinal);
        Assert.NotEqual(tokens[0].Subject, (tokens[0] with { IsSlow = false }).Subject);
    }

    [Fact]
    public void One_step_up_is_no_rise_and_neither_is_noise()
    {
        Assert.DoesNotContain(Told(hour => new() { ["a"] = Hour(100, hour >= 18 * 24 ? 6_000 : 3_000) }, 40 * 24), finding => finding.IsSlow);
        Assert.DoesNotContain(Told(hour => new() { ["a"] = Hour(100, 3_000 + (hour * 7919 % 900)) }, 40 * 24), finding => finding.IsSlow);
    }

    [Fact]
    public void A_rise_that_ends_is_told_to_be_over()
    {
        var told = Told(hour => new() { ["a"] = Hour(100, 3_000 + (Math.Min(hour / 24, 35) * 100)) }, 60 * 24)
            .Where(finding => finding is { IsSlow: true, Measure: WatchedMeasure.TokensPerCall }).ToList();

        Assert.True(told[^1].IsOver);
        Assert.Single(told, finding => finding.IsOver);
    }

    [Fact]
    public void Lessons_agree_where_they_say_the_same_of_the_hours_so_far()
    {
        var hour = UnixNanos.PerHour;
        WatchLesson open = new("a", s_start, new(long.MaxValue), false);
        WatchLesson over = open with { To = s_start + 5 * hour };

        Assert.True(WatchLesson.Agree([open], [over], s_start + 5 * hour));
        Assert.False(WatchLesson.Agree([open], [over], s_start + 6 * hour));
        Assert.False(WatchLesson.Agree([], [open], s_start + hour));
        Assert.True(WatchLesson.Agree([], [open], s_start));
        Assert.False(WatchLesson.Agree([open], [open with { IsNewLevel = true }], s_start + hour));
    }

    private static List<StepFinding> Told(Func<int, Dictionary<string, SpendMeasures>> steps, int hours, params WatchLesson[] lessons)
    {
        var watch = new StepWatch(s_start, lessons);
        return [.. Enumerable.Range(0, hours).SelectMany(hour => watch.Observe(new(s_start + hour * UnixNanos.PerHour, steps(hour))))];
    }

    private static int HourOf(UnixNanos time) => (int)((time - s_start) / UnixNanos.PerHour);

    private static IncidentReport Report(StepFinding finding, StepCause why) => StepReport.Of(A.Project, finding, null, why, [], OrganisationCalendar.Utc);

    // A thousand tokens cost a cent; those from the cache a tenth of it.
    private static SpendMeasures Hour(int calls, int tokens, int unpriced = 0, int millis = 900, int errors = 0, int cached = 0)
    {
        var measures = new SpendMeasures
        {
            Calls = calls,
            Spans = calls,
            Errors = errors,
            UnpricedCalls = unpriced,
            Usage = new Usage((long)calls * tokens, (long)calls * cached, 0, 0, 0),
            CostNanoUsd = (long)(calls - unpriced) * (10 * tokens + cached) * (Usd.NanosPerDollar / 1_000_000),
        };
        measures.Latency.Add(millis * 1_000_000L, calls);
        return measures;
    }
}
