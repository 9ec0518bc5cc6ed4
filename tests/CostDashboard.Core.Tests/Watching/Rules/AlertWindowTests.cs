using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Rules;

namespace CostDashboard.Core.Tests.Watching.Rules;

public sealed class AlertWindowTests
{
    private static readonly OrganisationCalendar s_berlin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    public static TheoryData<int, string, string, string> Windows => new()
    {
        { 120, "2026-08-06T13:59:59Z", "2026-08-06T12:00:00Z", "2026-08-06T14:00:00Z" },
        { 360, "2026-08-06T13:00:00Z", "2026-08-06T10:00:00Z", "2026-08-06T16:00:00Z" },
        { 720, "2026-08-06T21:59:59Z", "2026-08-06T10:00:00Z", "2026-08-06T22:00:00Z" },
        { AlertWindow.OfWeek, "2026-08-09T21:59:59Z", "2026-08-02T22:00:00Z", "2026-08-09T22:00:00Z" },

        // Clocks go forward at two in the morning: the window has one hour less.
        { 120, "2026-03-29T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z" },
        { 360, "2026-03-29T03:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z" },
        { AlertWindow.OfWeek, "2026-03-25T12:00:00Z", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z" },

        // Clocks go back at three: the hour from two comes twice, in one window.
        { 120, "2026-10-25T01:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z" },
        { 720, "2026-10-25T00:30:00Z", "2026-10-24T22:00:00Z", "2026-10-25T11:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Several_hours_begin_at_midnight_and_weeks_on_monday_by_the_clock_of_the_zone(int minutes, string moment, string start, string next)
    {
        var time = At(moment);

        Assert.Equal(At(start), AlertWindow.StartOf(minutes, time, s_berlin));
        Assert.Equal(At(next), AlertWindow.Next(minutes, At(start), s_berlin));
    }

    [Fact]
    public void Windows_follow_each_other_without_a_gap_all_year_in_every_length()
    {
        foreach (var minutes in AlertWindow.Lengths.Where(minutes => minutes >= AlertWindow.OfHour))
        {
            var end = At("2026-12-31T00:00:00Z");
            for (var start = AlertWindow.StartOf(minutes, At("2026-01-01T12:00:00Z"), s_berlin); start < end;)
            {
                var next = AlertWindow.Next(minutes, start, s_berlin);
                Assert.True(next > start);
                Assert.Equal(start, AlertWindow.StartOf(minutes, start, s_berlin));
                Assert.Equal(start, AlertWindow.StartOf(minutes, next + -1, s_berlin));
                start = next;
            }
        }
    }

    [Fact]
    public void A_window_says_how_long_it_is() =>
        Assert.Equal(["5 minutes", "15 minutes", "30 minutes", "1 hour", "2 hours", "6 hours", "12 hours", "1 day", "1 week"], AlertWindow.Lengths.Select(AlertWindow.Text));

    private static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
