using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Arrivals;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Arrivals;

public sealed class IngestionSilenceTests
{
    private const int Week = 7 * 24;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Fact]
    public void A_project_that_gets_spans_all_the_time_and_gets_none_is_silent_from_the_first_complete_hour_on()
    {
        Assert.Equal(new IngestionSilence(A.Noon + -UnixNanos.PerHour, 1, 40), Find([.. Flat(3 * Week, 40), 0]));
        Assert.Equal(new IngestionSilence(A.Noon + -3 * UnixNanos.PerHour, 3, 120), Find([.. Flat(3 * Week, 40), 0, 0, 0]));
    }

    [Fact]
    public void Where_few_spans_come_it_takes_as_many_hours_as_make_thirty() =>
        Assert.Equal([false, false, true], new[] { 1, 2, 3 }.Select(hours => Find([.. Flat(3 * Week, 10), .. Flat(hours, 0)]) is not null));

    [Fact]
    public void Nights_and_weekends_are_quiet_as_usual_and_a_holiday_is_not_until_work_begins_again()
    {
        var weeks = OfficeHours(4 * Week, holiday: (3 * Week) + 24);

        for (var hour = 2 * Week; hour <= weeks.Count; hour++)
        {
            var found = Find([.. weeks.Take(hour)]);
            Assert.True(found is null || hour is > (3 * Week) + 24 and <= (3 * Week) + 48 + 8, $"Hour {hour % 24} of day {hour / 24} is taken for silence.");
        }
    }

    [Fact]
    public void A_working_day_without_spans_is_silent_although_weekends_are()
    {
        var monday = (3 * Week) + 12;

        Assert.NotNull(Find([.. OfficeHours(monday, holiday: 3 * Week)]));
    }

    [Fact]
    public void A_project_of_a_few_days_is_told_of_only_beyond_its_longest_pause()
    {
        IReadOnlyList<long> days = [.. Flat(30, 100), .. Flat(5, 0), .. Flat(40, 100)];

        Assert.Null(Find([.. days, .. Flat(5, 0)]));
        Assert.NotNull(Find([.. days, .. Flat(6, 0)]));
    }

    [Fact]
    public void Without_two_days_of_spans_nothing_is_said()
    {
        Assert.Null(Find([.. Flat(48, 1_000), 0, 0]));
        Assert.Null(Find([.. Flat(400, 0)]));
        Assert.Null(Find([]));
        Assert.NotNull(Find([.. Flat(49, 1_000), 0, 0]));
    }

    [Fact]
    public void Spans_that_come_again_end_it() => Assert.Null(Find([.. Flat(3 * Week, 40), 0, 0, 0, 1]));

    [Fact]
    public void A_silence_of_more_than_a_week_goes_on() => Assert.NotNull(Find([.. Flat(IngestionSilence.Looks - 200, 40), .. Flat(200, 0)]));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_comes_at_random_is_never_taken_for_silence(int seed)
    {
        var random = new Random(seed);
        var spans = new List<long>();
        for (var hour = 0; hour < 5 * Week; hour++)
        {
            // Poisson, about one to seven an hour with the time of day.
            var (rate, count, left) = (4 + (3 * Math.Sin(hour * Math.PI / 12)), 0, 1.0);
            for (left *= random.NextDouble(); left > Math.Exp(-rate); left *= random.NextDouble())
            {
                count++;
            }

            spans.Add(count);
            Assert.Null(Find([.. spans.TakeLast(IngestionSilence.Looks)]));
        }
    }

    [Fact]
    public void The_incident_says_since_when_and_what_is_missing_and_knows_no_money()
    {
        var report = new IngestionSilence(A.Noon, 2, 1_204).ToReport(A.Project, A.Noon + 2 * UnixNanos.PerHour, OrganisationCalendar.Utc);

        Assert.Equal("No span has come since 6 August 12:00: 2 hours in which at least 1,204 came before. What is spent meanwhile is not seen.", report.Sentence);
        Assert.Equal((IncidentKind.IngestionStopped, IncidentSeverity.Critical, A.Noon, null), (report.Kind, report.Severity, report.Since, report.MoneyPerHour));
    }

    private static IngestionSilence? Find(IReadOnlyList<long> spans) => IngestionSilence.Find(spans, A.Noon);

    private static IEnumerable<long> Flat(int hours, long spans) => Enumerable.Repeat(spans, hours);

    // From a Monday's midnight on: spans from 8 to 18 o'clock, Monday to Friday.
    private static List<long> OfficeHours(int hours, int holiday) =>
        [.. Enumerable.Range(0, hours).Select(hour => hour % 24 is >= 8 and < 18 && hour / 24 % 7 < 5 && (hour < holiday || hour >= holiday + 24) ? 50L : 0)];
}
