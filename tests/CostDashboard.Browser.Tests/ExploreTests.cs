using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>The Spend page in a browser: what is asked stands in the address, every number leads to spans that cost as much, and it refreshes itself in place.</summary>
public sealed class ExploreTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const string TotalCost = "tfoot td.cost data.money";

    [Fact]
    public async Task A_view_is_its_address_and_survives_reload_and_back()
    {
        Send((At(1), 1_000, "gpt-4o"), (At(2), 3_000, "gpt-4o-mini"));
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(Address("spend?range=24h"));
        await page.GetByText("then by …").ClickAsync();
        await page.GetByLabel("Group within it by").GetByRole(AriaRole.Link, new() { Name = "Model" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("by=step%2Cmodel", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("tbody a[data-row]", new() { HasText = "gpt-4o-mini" })).ToHaveCountAsync(0);

        await page.GetByLabel("Open step generate_response").ClickAsync();
        await Assertions.Expect(page.Locator("tbody a[data-row]", new() { HasText = "gpt-4o-mini" })).ToBeVisibleAsync();
        var open = page.Url;
        var rows = await page.Locator("tbody td.name bdi").AllInnerTextsAsync();

        // By keyboard: the tools of a row appear with the focus.
        await page.Locator("tbody a[data-row]", new() { HasText = "gpt-4o-mini" }).FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("not.model=gpt-4o-mini", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".chip.on")).ToContainTextAsync("model is not");

        await page.GoBackAsync();
        await Assertions.Expect(page).ToHaveURLAsync(open);
        await Assertions.Expect(page.Locator("tbody td.name bdi")).ToHaveTextAsync(rows);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("tbody td.name bdi")).ToHaveTextAsync(rows);
    }

    [Fact]
    public async Task Every_number_of_the_page_leads_to_spans_that_cost_as_much()
    {
        Send((At(3), 1_234, "gpt-4o"), (At(4), 987, "gpt-4o-mini"), (At(5), 50_001, "gpt-4o"), (At(5), 7, "gpt-4.1-mini"));
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(Address("spend?range=24h&by=model%2Cstep%2Ccustomer&open=*&top=5"), new() { WaitUntil = WaitUntilState.NetworkIdle });

        var total = await page.Locator(TotalCost).GetAttributeAsync("value");
        await Assertions.Expect(page.Locator(".sentence data.money").First).ToHaveAttributeAsync("value", total!);
        var numbers = await page.EvaluateAsync<Number[]>(
            """
            () => {
                const chart = JSON.parse(document.querySelector("cost-chart").getAttribute("options"));
                // A point opens its report, which leads to the same list of traces.
                const behind = chart.link.replace("/spend/spike?", "/traces?basis=spent&");
                const sum = i => chart.series.reduce((all, s) => all + (s.values[i] ?? 0), 0);
                const points = chart.buckets.flatMap((b, i) => sum(i) === 0 ? [] : [
                    { where: `total at ${b.label}`, value: sum(i), link: `${behind}&from=${b.from}&to=${b.to}${chart.linkOfAll}` },
                    ...chart.series.filter(s => s.values[i]).map(s => ({ where: `${s.name} at ${b.label}`, value: s.values[i], link: `${behind}&from=${b.from}&to=${b.to}${s.link}` })),
                ]);
                const rows = [...document.querySelectorAll("tbody tr:has(td.cost)")].map(row => ({
                    where: row.querySelector("td.name").innerText,
                    value: Number(row.querySelector("td.cost data").getAttribute("value")),
                    link: row.querySelector("a[data-row]").href,
                }));
                return [...points, ...rows];
            }
            """);

        Assert.True(numbers.Length >= 10, $"Only {numbers.Length} numbers were found.");
        foreach (var number in numbers)
        {
            await page.GotoAsync(new Uri(dashboard.Address, number.Link).ToString());
            var behind = await page.Locator(".sentence data.money").First.GetAttributeAsync("value");
            Assert.Equal((number.Where, Nanos(number.Value)), (number.Where, Nanos(double.Parse(behind!, System.Globalization.CultureInfo.InvariantCulture))));
        }
    }

    [Fact]
    public async Task What_comes_in_is_shown_in_place_and_nothing_moves_under_the_pointer()
    {
        Send((At(6), 1_000, "gpt-4o"));
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(Address("spend?range=24h&live=1"), new() { WaitUntil = WaitUntilState.NetworkIdle });
        var total = await page.Locator(TotalCost).GetAttributeAsync("value");
        await page.EvaluateAsync("() => { window.isTheSameDocument = true; document.querySelector('cost-chart').isTheSameChart = true; }");
        await page.Locator("tfoot").HoverAsync();

        Send((At(6), 2_000, "gpt-4o"));

        var patience = new LocatorAssertionsToHaveAttributeOptions { Timeout = 30_000 };
        await Assertions.Expect(page.Locator(".sentence data.money").First).Not.ToHaveAttributeAsync("value", total!, patience);
        var now = await page.Locator(".sentence data.money").First.GetAttributeAsync("value");
        await Assertions.Expect(page.Locator(TotalCost)).ToHaveAttributeAsync("value", total!);

        await page.Mouse.MoveAsync(1, 1);
        await Assertions.Expect(page.Locator(TotalCost)).ToHaveAttributeAsync("value", now!, patience);
        Assert.True(await page.EvaluateAsync<bool>("() => window.isTheSameDocument && document.querySelector('cost-chart').isTheSameChart"));
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_page_is_as_wide_as_the_window(int width)
    {
        Send((At(7), 1_000, "gpt-4o"));
        await using var browser = await SignedInPage.OpenAsync(dashboard, new() { ViewportSize = new() { Width = width, Height = 900 } });
        await browser.Page.GotoAsync(Address("spend?range=24h&by=step%2Cmodel&open=*&measure=tokens&views=1"), new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Equal(width, await browser.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.True(await browser.Page.Locator("tbody td.name").First.IsVisibleAsync());
    }

    private static long Nanos(double dollars) => (long)Math.Round(dollars * 1e9);

    private static DateTime At(int hoursAgo)
    {
        var now = DateTime.UtcNow;
        return new DateTime(now.Year, now.Month, now.Day, now.Hour, 10, 0, DateTimeKind.Utc).AddHours(-hoursAgo);
    }

    private string Address(string path) => new Uri(dashboard.Address, path).ToString();

    private void Send(params (DateTime At, long Input, string Model)[] messages) => Messages.Send(dashboard, messages);

    // Playwright fills it property by property.
    private sealed class Number
    {
        public string Where { get; set; } = "";

        public double Value { get; set; }

        public string Link { get; set; } = "";
    }
}
