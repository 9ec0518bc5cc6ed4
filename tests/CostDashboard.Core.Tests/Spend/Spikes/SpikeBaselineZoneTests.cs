using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Spend.Spikes;

/// <summary>The same hours of the clock, in zones whose clocks change by an hour, by half an hour, and never.</summary>
public sealed class SpikeBaselineZoneTests
{
    private const string LosAngeles = "America/Los_Angeles";
    private const string Kolkata = "Asia/Kolkata";
    private const string LordHowe = "Australia/Lord_Howe";

    [Theory]
    // Clocks went forward in Los Angeles on 8 March 2026, and back on 1 November.
    [InlineData(LosAngeles, "2026-03-11T16:00Z", "2026-03-04T17:00Z 2026-02-25T17:00Z 2026-02-18T17:00Z 2026-02-11T17:00Z")]
    [InlineData(LosAngeles, "2026-11-04T17:00Z", "2026-10-28T16:00Z 2026-10-21T16:00Z 2026-10-14T16:00Z 2026-10-07T16:00Z")]
    [InlineData(Kolkata, "2026-03-11T03:30Z", "2026-03-04T03:30Z 2026-02-25T03:30Z 2026-02-18T03:30Z 2026-02-11T03:30Z")]
    // By half an hour on Lord Howe: back on 5 April 2026, forward on 4 October.
    [InlineData(LordHowe, "2026-04-07T22:30Z", "2026-03-31T22:00Z 2026-03-24T22:00Z 2026-03-17T22:00Z 2026-03-10T22:00Z")]
    [InlineData(LordHowe, "2026-10-06T22:00Z", "2026-09-29T22:30Z 2026-09-22T22:30Z 2026-09-15T22:30Z 2026-09-08T22:30Z")]
    public void An_hour_is_compared_with_the_same_hour_of_the_clock(string zone, string from, string usual)
    {
        var baseline = For(zone, Hours(from, 1));

        Assert.Equal(BaselineKind.Weeks, baseline.Kind);
        Assert.Equal(usual.Split(' ').Select(start => Hours(start, 1)), baseline.Periods);
    }

    [Theory]
    // 02:00 to 03:00 in Los Angeles was not there on 8 March; on Lord Howe, half of it was not there on 4 October.
    [InlineData(LosAngeles, "2026-03-15T09:00Z", "2026-03-01T10:00Z 2026-02-22T10:00Z 2026-02-15T10:00Z")]
    [InlineData(LordHowe, "2026-10-10T15:00Z", "2026-09-26T15:30Z 2026-09-19T15:30Z 2026-09-12T15:30Z")]
    public void Hours_that_clocks_skipped_are_not_usual(string zone, string from, string usual) =>
        Assert.Equal(usual.Split(' ').Select(start => Hours(start, 1)), For(zone, Hours(from, 1)).Periods);

    [Theory]
    // 01:00 to 02:00 in Los Angeles for the first time, and 01:30 to 02:00 on Lord Howe for the second time.
    [InlineData(LosAngeles, "2026-11-01T08:00Z", 60)]
    [InlineData(LordHowe, "2026-04-04T15:00Z", 30)]
    public void A_time_that_comes_twice_is_compared_with_as_long_as_it_really_is(string zone, string from, int minutes)
    {
        var period = new Period(At(from), At(from) + (minutes * UnixNanos.PerMinute));

        var baseline = For(zone, period);

        Assert.NotEmpty(baseline.Periods);
        Assert.All(baseline.Periods, p => Assert.Equal(period.Length, p.Length));
    }

    [Theory]
    [InlineData(LosAngeles, 2026, 3, 8, 23.0)]
    [InlineData(LosAngeles, 2026, 11, 1, 25.0)]
    [InlineData(LordHowe, 2026, 4, 5, 24.5)]
    [InlineData(LordHowe, 2026, 10, 4, 23.5)]
    [InlineData(Kolkata, 2026, 3, 8, 24.0)]
    public void A_day_is_compared_with_whole_days_however_long_it_is(string zone, int year, int month, int day, double hours)
    {
        var calendar = Calendar(zone);
        var date = new DateOnly(year, month, day);
        var whole = Day(date);

        var baseline = For(zone, whole);

        Assert.Equal(hours, (double)whole.Length / UnixNanos.PerHour);
        Assert.Equal([7, 14, 21, 28], baseline.Periods.Select(p => date.DayNumber - calendar.DayOf(p.From).DayNumber));
        Assert.All(baseline.Periods, p => Assert.Equal(Day(calendar.DayOf(p.From)), p));

        Period Day(DateOnly of) => new(calendar.StartOf(of), calendar.StartOf(of.AddDays(1)));
    }

    private static SpikeBaseline For(string zone, Period period) => SpikeBaseline.For(period, At("2025-06-01T00:00Z"), Calendar(zone));

    private static OrganisationCalendar Calendar(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static Period Hours(string from, int hours) => new(At(from), At(from) + (hours * UnixNanos.PerHour));

    private static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
