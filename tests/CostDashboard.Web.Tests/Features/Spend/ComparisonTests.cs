using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;

namespace CostDashboard.Web.Tests.Features.Spend;

public sealed class ComparisonTests
{
    private static readonly OrganisationCalendar s_losAngeles = Zone("America/Los_Angeles");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "2026-11-01", "2026-11-08", "2026-10-25", "2026-11-01")]
    [InlineData("1w", "2026-11-01", "2026-11-08", "2026-10-25", "2026-11-01")]
    [InlineData("2w", "2026-11-02", "2026-11-04", "2026-10-19", "2026-10-21")]
    [InlineData("4w", "2026-03-08", "2026-03-09", "2026-02-08", "2026-02-09")]
    [InlineData("1w", "2026-11-01", "2026-11-20", "2026-10-11", "2026-10-30")] // longer than a week: as many weeks more as it takes
    public void Weekdays_are_compared_with_the_same_weekdays_also_where_clocks_change(string compare, string from, string to, string before, string until)
    {
        var range = TimeRange.OfDays(Day(from), Day(to), 7, s_losAngeles);

        var compared = Comparison.From(UrlQuery.Of("?compare=" + compare)).Of(range, s_losAngeles);

        Assert.Equal((Day(before), Day(until)), (compared.PreviousFrom, compared.PreviousTo));
    }

    [Theory]
    [InlineData("?compare=none", "none")]
    [InlineData("?compare=2w", "2w")]
    [InlineData("?compare=52w", "52w")]
    [InlineData("?compare=53w", null)]
    [InlineData("?compare=0w", null)]
    [InlineData("?compare=w", null)]
    [InlineData("?compare=-1w", null)]
    [InlineData("?compare=previous", null)]
    public void A_comparison_comes_back_from_its_own_address(string query, string? name) =>
        Assert.Equal(name, PageQuestion.From(UrlQuery.Of(query), OrganisationCalendar.Utc).Compare.Name);

    [Theory]
    [InlineData("America/Los_Angeles", "2026-11-01", Grain.Hour, 25)]
    [InlineData("America/Los_Angeles", "2026-11-08", Grain.Hour, 24)]
    [InlineData("America/Los_Angeles", "2026-03-08", Grain.Hour, 23)]
    [InlineData("America/Los_Angeles", "2026-03-15", Grain.Quarter, 96)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", Grain.Hour, 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-12", Grain.Hour, 24)]
    [InlineData("Australia/Lord_Howe", "2026-10-04", Grain.Quarter, 94)]
    [InlineData("Asia/Kolkata", "2026-11-02", Grain.Hour, 24)]
    public async Task The_line_of_the_week_before_is_all_of_it_at_its_own_times_of_day(string zone, string day, Grain grain, int buckets)
    {
        var calendar = Zone(zone);
        var (from, to) = (calendar.StartOf(DateOnly.Parse(day, null)), calendar.StartOf(DateOnly.Parse(day, null).AddDays(1)));
        var range = new Comparison(1).Of(TimeRange.Of(from, to), calendar);
        var store = new InMemoryStore(calendar);
        await store.CommitAsync([.. Quarters(range.PreviousFrom, range.PreviousTo).Concat(Quarters(from, to))], Cancel);
        var context = Questions.Context($"/spend?compare=1w&from={RangeChoice.Text(from)}&to={RangeChoice.Text(to)}", calendar);
        var shape = new UsageShape(context, range, grain, new(Dimension.Step), Measure.Cost);

        var before = await UsageChart.AskBeforeAsync(store, shape, Cancel);
        var chart = UsageChart.Of(shape, await UsageChart.AskAsync(store, shape, Cancel), before);

        Assert.Equal(buckets, chart.Buckets.Count);
        Assert.Equal(before.Sum(row => row.Measures.CostNanoUsd), chart.Comparison!.Values.Sum(v => (long)Math.Round(v * 1e9)));

        // Each quarter of an hour costs its time of day: what stands at six in the morning was six in the morning.
        var six = TimeAxis.Of(range, grain, calendar).IndexOf(SixOf(calendar, from))!.Value;
        Assert.Equal(chart.Series.Sum(s => Math.Round(s.Values[six]!.Value * 1e9)), Math.Round(chart.Comparison.Values[six] * 1e9));

        IEnumerable<PricedSpan> Quarters(UnixNanos first, UnixNanos end)
        {
            for (var at = first; at < end; at += UnixNanos.PerQuarter)
            {
                var local = TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), calendar.Zone);
                yield return A.Span(
                    $"s{at.Value}", trace: $"t{at.Value}", name: "step", start: (at - A.Noon) / 1e6, tokens: new(1, 0, 0, 0, 0),
                    usd: (1 + (local.Hour * 60) + local.Minute) / 1_000_000_000m);
            }
        }
    }

    [Fact]
    public async Task Without_a_record_of_the_period_before_nothing_is_compared()
    {
        var store = new InMemoryStore();
        await store.CommitAsync([A.Span("s", tokens: new(1, 0, 0, 0, 0), usd: 1m)], Cancel);

        var context = Questions.Context("/spend?range=24h");

        Assert.False((await new SpendTreeQuestions(store, context, SpendView.From(context.Query)).AskAsync(false, Cancel)).HasBefore);
    }

    private static UnixNanos SixOf(OrganisationCalendar calendar, UnixNanos day) => UnixNanos.From(new DateTimeOffset(
        calendar.DayOf(day).ToDateTime(new(6, 0)), calendar.Zone.GetUtcOffset(calendar.DayOf(day).ToDateTime(new(6, 0)))));

    private static UnixNanos Day(string day) => s_losAngeles.StartOf(DateOnly.Parse(day, null));

    private static OrganisationCalendar Zone(string name) => new(TimeZoneInfo.FindSystemTimeZoneById(name));
}
