using System.Globalization;
using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>The Spend page in zones far from UTC, on days on which clocks change and on one of half an hour's distance.</summary>
public sealed class ZoneTests
{
    // A day, its hours, and two moments of it at which something is spent.
    private static readonly Dictionary<string, (string Day, int Hours, string First, string Second)[]> s_days = new(StringComparer.Ordinal)
    {
        ["America/Los_Angeles"] =
        [
            ("2025-11-02", 25, "2025-11-02T08:30Z", "2025-11-02T09:30Z"), // half past one comes twice
            ("2025-03-09", 23, "2025-03-09T09:30Z", "2025-03-09T10:30Z"), // from half past one to half past three
        ],
        ["Asia/Kolkata"] = [("2025-11-02", 24, "2025-11-01T18:30Z", "2025-11-02T18:29Z")], // the first and the last minute of the day
        ["Australia/Lord_Howe"] =
        [
            ("2025-10-05", 24, "2025-10-04T15:15Z", "2025-10-04T15:45Z"), // two o'clock becomes half past two
            ("2025-04-06", 25, "2025-04-05T14:45Z", "2025-04-05T15:15Z"), // two o'clock becomes half past one
        ],
    };

    public static TheoryData<string> Zones => [.. s_days.Keys];

    [Theory]
    [MemberData(nameof(Zones))]
    public async Task A_day_of_the_zone_shows_its_hours_each_once_and_all_that_was_spent(string zone)
    {
        await using var dashboard = new RunningDashboard { TimeZone = zone };
        await dashboard.InitializeAsync();
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        foreach (var (day, hours, first, second) in s_days[zone])
        {
            Messages.Send(dashboard, (At(first), 1_000, "gpt-4o"), (At(second), 3_000, "gpt-4o"));
            await LookAsync(browser.Page, dashboard, zone, day, hours);
        }
    }

    private static async Task LookAsync(IPage page, RunningDashboard dashboard, string zone, string day, int hours)
    {
        var next = DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(1).ToString("O", CultureInfo.InvariantCulture);
        await page.GotoAsync(new Uri(dashboard.Address, $"spend?from={day}T00:00&to={next}T00:00&grain=hour&by=model").ToString());
        var chart = await page.Locator("cost-chart").EvaluateAsync<Chart>(
            """
            element => {
                const { buckets, series } = JSON.parse(element.getAttribute("options"));
                const sum = i => series.reduce((all, s) => all + (s.values[i] ?? 0), 0);
                return { hours: buckets.length, spent: buckets.filter((_, i) => sum(i) > 0).length, total: buckets.reduce((all, _, i) => all + sum(i), 0) };
            }
            """);
        Assert.Equal((hours, 2), (chart.Hours, chart.Spent));
        var total = await page.Locator("tfoot td.cost data.money").GetAttributeAsync("value");
        Assert.Equal(Math.Round(double.Parse(total!, CultureInfo.InvariantCulture) * 1e9), Math.Round(chart.Total * 1e9));
        await Assertions.Expect(page.Locator(".head .sub")).ToContainTextAsync(zone);
        await Assertions.Expect(page.Locator("tfoot td").Nth(1)).ToHaveTextAsync("2");
    }

    private static DateTime At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;

    // Playwright fills it property by property.
    private sealed class Chart
    {
        public int Hours { get; set; }

        public int Spent { get; set; }

        public double Total { get; set; }
    }
}
