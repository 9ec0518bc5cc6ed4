using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Ui.Charts;

public sealed class TimeAxisTests
{
    private static readonly OrganisationCalendar s_berlin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("2026-03-28T23:00Z", "2026-03-29T22:00Z", 23)]
    [InlineData("2026-10-24T22:00Z", "2026-10-25T23:00Z", 25)]
    public void A_day_shows_all_the_hours_it_has(string from, string to, int hours) =>
        Assert.Equal(hours, Axis(from, to, Grain.Hour).Buckets.Count);

    [Fact]
    public void The_hour_that_comes_twice_stands_twice()
    {
        var axis = Axis("2026-10-24T22:00Z", "2026-10-25T23:00Z", Grain.Hour);

        Assert.Equal(
            ["Sun 25 Oct, 02:00 – 02:00 (clocks back 1 h)", "Sun 25 Oct, 02:00 – 03:00 (UTC+01:00)"], axis.Buckets.Skip(2).Take(2).Select(b => b.Label));
        Assert.Equal((2, 3), (axis.IndexOf(At("2026-10-25T00:00Z")), axis.IndexOf(At("2026-10-25T01:00Z"))));
    }

    // Lord Howe's clocks move by half an hour; Kolkata's never do.
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T23:00Z", "2026-03-29T22:00Z", Grain.Day, "Sun 29 Mar 2026 (23 h)")]
    [InlineData("America/Los_Angeles", "2026-11-01T07:00Z", "2026-11-02T08:00Z", Grain.Day, "Sun 1 Nov 2026 (25 h)")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T13:00Z", "2026-04-05T13:30Z", Grain.Day, "Sun 5 Apr 2026 (24 h 30 min)")]
    [InlineData("Asia/Kolkata", "2026-04-04T18:30Z", "2026-04-05T18:30Z", Grain.Day, "Sun 5 Apr 2026")]
    [InlineData("Europe/Berlin", "2026-03-29T00:00Z", "2026-03-29T01:00Z", Grain.Hour, "Sun 29 Mar, 01:00 – 03:00 (clocks forward 1 h)")]
    public void Where_clocks_change_the_label_says_so(string zone, string from, string to, Grain grain, string label)
    {
        var calendar = new OrganisationCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal([label], TimeAxis.Of(TimeRange.Of(At(from), At(to)), grain, calendar).Buckets.Select(b => b.Label));
    }

    [Theory]
    [InlineData("2026-10-24T22:00Z", -0.5)]
    [InlineData("2026-10-24T22:30Z", 0.0)]
    [InlineData("2026-10-25T00:30Z", 2.0)]
    [InlineData("2026-10-25T01:30Z", 3.0)]
    [InlineData("2026-10-25T22:59Z", 24.48)]
    [InlineData("2026-10-25T23:00Z", null)]
    [InlineData("2026-10-24T21:59Z", null)]
    public void A_moment_lies_where_its_hour_does_also_where_an_hour_comes_twice(string moment, double? position)
    {
        var found = Axis("2026-10-24T22:00Z", "2026-10-25T23:00Z", Grain.Hour).PositionOf(At(moment));

        Assert.Equal(position, found is { } at ? Math.Round(at, 2) : null);
    }

    [Fact]
    public void A_period_that_begins_within_a_day_keeps_its_own_bounds()
    {
        var axis = Axis("2026-11-19T13:15Z", "2026-11-20T10:00Z", Grain.Day);

        Assert.Equal(
            [new("Thu 19 Nov 2026", "2026-11-19T13:15Z", "2026-11-19T23:00Z"), new ChartBucket("Fri 20 Nov 2026", "2026-11-19T23:00Z", "2026-11-20T10:00Z")],
            axis.Buckets);
    }

    [Theory]
    [InlineData(Grain.Hour, "2026-11-15T23:00Z", "2026-11-22T10:15Z", "16 Nov|17 Nov|18 Nov|19 Nov|20 Nov|21 Nov|22 Nov")]
    [InlineData(Grain.Day, "2026-10-23T22:00Z", "2026-11-22T10:15Z", "26 Oct|2 Nov|9 Nov|16 Nov")]
    [InlineData(Grain.Quarter, "2026-11-21T23:00Z", "2026-11-22T23:00Z", "22 Nov|03:00|06:00|09:00|12:00|15:00|18:00|21:00")]
    [InlineData(Grain.Month, "2025-12-31T23:00Z", "2026-06-30T22:00Z", "2026|Feb|Mar|Apr|May|Jun")]
    public void Labels_stand_where_the_zone_turns_over(Grain grain, string from, string to, string labels) =>
        Assert.Equal(labels.Split('|'), Axis(from, to, grain).Ticks.Select(t => t.Label));

    [Theory]
    [InlineData("1h", Grain.Minute)]
    [InlineData("24h", Grain.Quarter)]
    [InlineData("7d", Grain.Hour)]
    [InlineData("30d", Grain.Day)]
    [InlineData("400d", Grain.Month)]
    public void The_grain_follows_the_range(string range, Grain grain) =>
        Assert.Equal(grain, TimeAxis.GrainFor(RangeChoice.From(UrlQuery.Of("?range=" + range), s_berlin).At(At("2026-11-22T10:00Z"), s_berlin), isDaily: false));

    private static TimeAxis Axis(string from, string to, Grain grain) => TimeAxis.Of(TimeRange.Of(At(from), At(to)), grain, s_berlin);

    private static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
