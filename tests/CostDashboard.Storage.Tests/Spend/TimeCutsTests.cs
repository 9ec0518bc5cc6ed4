using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Spend;

namespace CostDashboard.Storage.Tests.Spend;

public sealed class TimeCutsTests
{
    private static readonly OrganisationCalendar s_berlin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("2026-10-25T00:46Z", "2026-10-25T01:05Z")]
    [InlineData("2026-03-29T00:46Z", "2026-03-29T01:05Z")]
    [InlineData("2026-03-29T00:59Z", "2026-03-29T01:01Z")]
    [InlineData("2026-03-28T23:07Z", "2026-03-29T09:53Z")]
    [InlineData("2026-03-01T00:01Z", "2026-04-01T00:01Z")]
    public void A_period_of_whole_minutes_is_cut_where_clocks_change(string from, string to)
    {
        var change = At(from[..7] == "2026-10" ? "2026-10-25T01:00Z" : "2026-03-29T01:00Z");

        var segments = new TimeCuts(s_berlin, Grain.Hour).Segments(At(from), At(to)).Take(3).ToList();

        Assert.Equal([(At(from), change), (change, At(to))], segments.Select(s => (s.From, s.To)));
        Assert.Equal(UnixNanos.PerHour, Math.Abs(segments[0].Offset - segments[1].Offset));
    }

    [Fact]
    public void A_period_up_to_the_last_moment_that_there_is_has_an_end()
    {
        var (from, to) = (At("2262-04-10T00:00Z"), new UnixNanos(long.MaxValue));

        Assert.Equal(to, new TimeCuts(OrganisationCalendar.Utc, Grain.Hour).Segments(from, to).Single().To);
    }

    private static UnixNanos At(string time) => UnixNanos.From(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
}
