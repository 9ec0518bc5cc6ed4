using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Spend;

public sealed class OrganisationCalendarTests
{
    [Theory]
    [InlineData("UTC", "2026-03-29", "2026-03-29T00:00Z", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", 23)] // clocks go forward
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", 25)] // and back
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00Z", 25)]
    [InlineData("Asia/Kolkata", "2026-08-06", "2026-08-05T18:30Z", 24)]
    [InlineData("Asia/Kathmandu", "2026-08-06", "2026-08-05T18:15Z", 24)]
    [InlineData("Pacific/Chatham", "2026-08-06", "2026-08-05T11:15Z", 24)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00Z", 24.5)] // half an hour back
    [InlineData("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30Z", 23.5)]
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00Z", 23)] // from 00:00 to 01:00: the day has no midnight
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z", 23)] // the same
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00Z", 25)] // midnight comes twice
    public void A_day_begins_at_its_first_moment_in_the_zone(string zone, string day, string start, double hours)
    {
        var calendar = Calendar(zone);
        var date = Day(day);

        Assert.Equal(At(start), calendar.StartOf(date));
        Assert.Equal(hours, (calendar.StartOf(date.AddDays(1)) - calendar.StartOf(date)) / (double)UnixNanos.PerHour);
        Assert.Equal(date, calendar.DayOf(At(start)));
        Assert.Equal(date.AddDays(-1), calendar.DayOf(At(start) + -1));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Kiritimati")]
    public void A_day_beyond_the_reach_of_nanoseconds_is_refused(string zone)
    {
        var calendar = Calendar(zone);

        Assert.Equal(Day("2262-04-11"), calendar.DayOf(calendar.StartOf(Day("2262-04-11"))));
        Assert.Throws<OverflowException>(() => calendar.StartOf(Day("2262-04-12")));
        Assert.Throws<OverflowException>(() => calendar.StartOf(Day("1677-09-20")));
    }

    [Fact]
    public void A_day_that_a_zone_left_out_has_no_length()
    {
        var samoa = Calendar("Pacific/Apia");

        Assert.Equal(At("2011-12-30T10:00Z"), samoa.StartOf(new(2011, 12, 31)));
        Assert.Equal(samoa.StartOf(new(2011, 12, 31)), samoa.StartOf(new(2011, 12, 30)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-31T23:30Z", "2026-10-31T23:00Z", "2026-11-30T23:00Z")]
    [InlineData("Europe/Berlin", "2026-10-15T12:00Z", "2026-09-30T22:00Z", "2026-10-31T23:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-01-31T10:00Z", "2026-01-31T10:00Z", "2026-02-28T10:00Z")]
    [InlineData("UTC", "2028-02-29T12:00Z", "2028-02-01T00:00Z", "2028-03-01T00:00Z")]
    public void A_month_is_the_zone_s_month(string zone, string time, string start, string next)
    {
        Assert.Equal(At(start), Calendar(zone).Floor(At(time), Grain.Month));
        Assert.Equal(At(next), Calendar(zone).Next(At(time), Grain.Month));
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2026-08-06T10:29:59Z", "2026-08-06T09:30Z")]
    [InlineData("Asia/Kathmandu", "2026-08-06T10:15Z", "2026-08-06T10:15Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:59Z", "2026-10-25T00:00Z")] // the first of two hours that a clock calls two
    [InlineData("Europe/Berlin", "2026-10-25T01:01Z", "2026-10-25T01:00Z")]
    public void An_hour_is_the_zone_s_hour(string zone, string time, string start) =>
        Assert.Equal(At(start), Calendar(zone).Floor(At(time), Grain.Hour));

    // A brush over a chart steps from one beginning to the next: what lies between two steps must belong to the first.
    [Theory]
    [InlineData("UTC", "2026-03-28T00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-28T00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T00:00Z")]
    [InlineData("America/New_York", "2026-10-31T00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-10-31T00:00Z")]
    [InlineData("Asia/Beirut", "2026-03-28T00:00Z")]
    [InlineData("Asia/Beirut", "2026-10-24T00:00Z")]
    [InlineData("America/Havana", "2026-10-31T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-29T00:00Z")]
    [InlineData("Pacific/Chatham", "2026-04-04T00:00Z")]
    public void Beginnings_and_nexts_cover_time_without_gap_or_overlap(string zone, string from)
    {
        var calendar = Calendar(zone);
        foreach (var grain in (ReadOnlySpan<Grain>)[Grain.Quarter, Grain.Hour, Grain.Day, Grain.Month])
        {
            for (var time = At(from); time < At(from) + (3 * UnixNanos.PerDay); time += 5 * UnixNanos.PerMinute)
            {
                var start = calendar.Floor(time, grain);
                var next = calendar.Next(time, grain);

                Assert.True(start <= time && time < next, $"{grain} at {time.ToDateTimeOffset():O}");
                Assert.Equal(start, calendar.Floor(start, grain));
                Assert.Equal(start, calendar.Floor(next + -1, grain));
                Assert.Equal(next, calendar.Floor(next, grain));
            }
        }
    }

    [Fact]
    public void Days_have_numbers_from_1970_on()
    {
        Assert.Equal(0, OrganisationCalendar.NumberOf(new(1970, 1, 1)));
        Assert.Equal(new(2026, 11, 22), OrganisationCalendar.DayOfNumber(OrganisationCalendar.NumberOf(new(2026, 11, 22))));
        Assert.Equal(20_671, Calendar("Asia/Tokyo").DayNumberOf(At("2026-08-05T15:00Z")));
    }

    [Fact]
    public void The_total_has_no_beginning_and_no_next()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OrganisationCalendar.Utc.Floor(default, Grain.Total));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrganisationCalendar.Utc.Next(default, Grain.Total));
    }

    private static OrganisationCalendar Calendar(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
