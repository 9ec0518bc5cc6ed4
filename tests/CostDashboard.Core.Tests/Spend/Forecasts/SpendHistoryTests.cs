using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Tests.Spend.Forecasts;

public sealed class SpendHistoryTests
{
    private static readonly OrganisationCalendar s_losAngeles = new(TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));

    [Fact]
    public void Every_day_between_the_first_full_one_and_today_has_its_place_also_without_spend()
    {
        var history = SpendHistory.Of(
            At("2026-06-10T08:00Z"), At("2026-06-14T12:00Z"), OrganisationCalendar.Utc,
            [Row("2026-06-10T00:00Z", 1), Row("2026-06-11T00:00Z", 2), Row("2026-06-13T00:00Z", 4), Row("2026-06-14T00:00Z", 5)], []);

        Assert.Equal(new DateOnly(2026, 6, 14), history.Today);
        Assert.Equal([2, 0, 4], history.Days);
        Assert.Equal((5, 0.5), (history.TodayNanoUsd, history.TodayShare));
    }

    [Fact]
    public void A_day_with_which_the_records_begin_is_a_full_one() =>
        Assert.Equal(
            [1],
            SpendHistory.Of(At("2026-06-13T00:00Z"), At("2026-06-14T12:00Z"), OrganisationCalendar.Utc, [Row("2026-06-13T00:00Z", 1)], []).Days);

    [Fact]
    public void Only_the_latest_days_count() =>
        Assert.Equal(
            (SpendHistory.MostDays, new DateOnly(2026, 6, 14).AddDays(-SpendHistory.MostDays)),
            SpendHistory.Of(At("2020-01-01T00:00Z"), At("2026-06-14T12:00Z"), OrganisationCalendar.Utc, [], []) is var history ? (history.Days.Count, history.First) : default);

    [Fact]
    public void The_share_of_a_day_that_is_over_is_the_median_of_the_days_before_at_this_time()
    {
        var history = SpendHistory.Of(
            At("2026-06-01T00:00Z"), At("2026-06-14T12:30Z"), OrganisationCalendar.Utc, [],
            [.. Hours("2026-06-11", 25, 20, 55), .. Hours("2026-06-12", 20, 20, 60), .. Hours("2026-06-13", 40, 20, 40), Row("2026-06-14T03:00Z", 1_000_000)]);

        // Half an hour into the hour at twelve, half of it counts: 0.35 of the day, 0.3 and 0.5.
        Assert.Equal(0.35, history.TodayShare, 9);

        static IEnumerable<SpendRow> Hours(string day, long before, long within, long after) =>
            [Row($"{day}T09:00Z", before), Row($"{day}T12:00Z", within), Row($"{day}T17:00Z", after)];
    }

    [Fact]
    public void On_the_morning_after_clocks_went_forward_nine_is_nine()
    {
        // On 8 March 2026 Los Angeles went from UTC-8 to UTC-7: nine in the morning is 17:00Z before it and 16:00Z from then on.
        var history = SpendHistory.Of(
            At("2026-03-01T08:00Z"), At("2026-03-09T16:00Z"), s_losAngeles, [Row("2026-03-08T08:00Z", 7), Row("2026-03-09T07:00Z", 3)],
            [
                Row("2026-03-07T16:00Z", 25), Row("2026-03-07T17:00Z", 75),
                Row("2026-03-08T15:00Z", 25), Row("2026-03-08T16:00Z", 75),
            ]);

        Assert.Equal(0.25, history.TodayShare, 9);
        Assert.Equal((7, 3, 8), (history.Days[^1], history.TodayNanoUsd, history.Days.Count));
    }

    private static SpendRow Row(string start, long nanos) => new(At(start), [], new() { CostNanoUsd = nanos });

    private static UnixNanos At(string time) => UnixNanos.From(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
