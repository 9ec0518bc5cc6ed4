using Microsoft.Playwright;

namespace CostDashboard.Browser.Tests;

/// <summary>
/// Walks the pages of spend over the demonstration data: every amount opens the spans behind it, which cost as much to the nano-dollar, or says how it
/// is made; of every chart, the points of its dearest moment do, and of a picture of densities the counts.
/// </summary>
public sealed class SpansBehindTests(SpansBehindTests.DemoDashboard demo) : IClassFixture<SpansBehindTests.DemoDashboard>
{
    // A page with the amounts and points that it must have at least to have been walked at all.
    private static readonly (string Path, int Least)[] s_pages =
    [
        ("/?range=7d", 20),
        ("/?range=7d&by=customer", 20),
        ("/spend?range=7d", 15),
        ("/spend?range=7d&by=model,step&open=*&top=5", 15),
        ("/spend?range=7d&by=user&top=5", 10),
        ("/spend?range=7d&by=price", 4),
        ("/spend?range=7d&customer=acme&compare=none", 10),
        ("/spend/spike?range=24h", 8),
        ("/steps?range=7d", 30),
        ("/steps/step?range=7d&step=generate_response", 10),
        ("/correlation?range=7d", 10),
        ("/correlation?range=7d&of=calls", 10),
        ("/errors?range=7d", 40),
        ("/errors?range=7d&model=claude-sonnet-4-5-20250929&compare=2w&sort=unlimited", 10),
        ("/environments?range=7d", 12),
        ("/features?range=30d", 6),
        ("/features?range=7d&feature=refunds", 2),
        ("/sessions?range=7d", 50),
        ("/sessions?range=7d&customer=acme&model=claude-sonnet-4-5-20250929&sort=traces", 1),
        ("/sessions/users?range=7d", 50),
        ("/insights?range=7d", 0),
        ("/budgets?of=all", 0),
        ("/what-if?range=7d", 0),
        ("/what-if?range=7d&cut=20", 0),
        ("/alert-rules?edit=1", 0),
    ];

    // The page of the first row of a list.
    private static readonly (string List, int Least)[] s_lists = [("/sessions?range=7d", 4), ("/sessions/users?range=7d", 3)];

    private const string FirstOf =
        "async list => new DOMParser().parseFromString(await (await fetch(list, { headers: { 'X-Live': '1' } })).text(), 'text/html').querySelector('main a[data-row]').getAttribute('href')";

    [Fact]
    public async Task Every_amount_opens_spans_that_cost_as_much_or_says_how_it_is_made()
    {
        await using var browser = await SignedInPage.OpenAsync(demo.Running);
        var page = browser.Page;
        var project = await FilledProjectAsync(page);
        var wrong = new List<string>();
        List<(string Path, int Least)> pages = [.. s_pages.Select(one => ($"{one.Path}&project={project}", one.Least))];
        foreach (var (list, least) in s_lists)
        {
            pages.Add((await page.EvaluateAsync<string>(FirstOf, $"{list}&project={project}"), least));
        }

        pages.Add(($"/traces/compare?b={await DearestTraceAsync(page, project)}&project={project}", 4));
        foreach (var (path, least) in pages)
        {
            var walked = await page.EvaluateAsync<Walked>(Walk, path);
            wrong.AddRange(walked.Wrong);
            if (walked.Opened < least || walked.Opened + walked.Made == 0)
            {
                wrong.Add($"{path}: only {walked.Opened} numbers could be opened.");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static async Task<string> DearestTraceAsync(IPage page, string project)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/traces?range=24h&sort=cost&project={project}").ToString());
        var link = await page.Locator("main tbody a[data-row]").First.GetAttributeAsync("href");
        return link!["/traces/".Length..].Split('?')[0];
    }

    /// <returns>The number of the project that the demonstration data is in, once all of it is there and has been looked at for insights.</returns>
    private async Task<string> FilledProjectAsync(IPage page)
    {
        await page.GotoAsync(demo.Running.Address.ToString());
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Look at it" });
        await Assertions.Expect(link).ToBeVisibleAsync(new() { Timeout = 180_000 });
        var project = (await link.GetAttributeAsync("href"))!.Split("project=")[1];
        await page.WaitForFunctionAsync(
            "async project => (await (await fetch('/insights?project=' + project)).text()).includes('saved a month')", project, new() { PollingInterval = 500, Timeout = 60_000 });
        return project;
    }

    // Follows an amount, over pages that begin with the same amount, to a list of traces or to a trace. The header asks for a page as a whole.
    private const string Walk =
        """
        async path => {
            const nanos = amount => Math.round(Number(amount) * 1e9);
            const read = async url => new DOMParser().parseFromString(await (await fetch(url, { headers: { "X-Live": "1" } })).text(), "text/html");
            const linkOf = amount => (amount.closest("a[href]") ?? amount.closest("tr")?.querySelector("a[data-row]"))?.getAttribute("href");
            const number = (where, value, link, isCount) => ({ where: `${path}: ${where}`, value, link, isCount });

            // What a page begins with: a list of traces with their number and sum, a trace with its own cost.
            const pages = new Map();
            const begin = link => pages.get(link) ?? pages.set(link, read(link).then(page => {
                const amount = page.querySelector("main .sentence data.money, main .figures data.money");
                return {
                    amount: amount ? nanos(amount.getAttribute("value")) : null,
                    count: Number(page.querySelector("main .sentence b")?.textContent.replaceAll(",", "")),
                    next: /^\/traces[/?]/.test(link) || !amount ? null : amount.dataset.made ? "" : linkOf(amount) ?? "",
                };
            })).get(link);
            const mistake = async ({ where, value, link, isCount }) => {
                while (link) {
                    const found = await begin(link);
                    if ((isCount ? found.count : found.amount) !== value) return `${where}: ${value}, but ${isCount ? found.count : found.amount} behind it at ${link}`;
                    if (found.next === "") return `${where}: ${link} does not lead to its spans`;
                    link = found.next;
                }
            };

            const page = await read(path);
            const [numbers, wrong, amounts] = [[], [], [...page.querySelectorAll("main data.money")]];
            for (const amount of amounts.filter(amount => !amount.dataset.made)) {
                const row = amount.closest("tr, li, p, .sentence, section").textContent.trim().replace(/\s+/g, " ").slice(0, 60);
                const found = number(`${amount.textContent} in “${row}”`, nanos(amount.getAttribute("value")), linkOf(amount));
                found.link ? numbers.push(found) : wrong.push(`${found.where} neither opens its spans nor says how it is made`);
            }

            for (const element of page.querySelectorAll("main cost-chart")) {
                const chart = JSON.parse(element.getAttribute("options"));
                // A trace with several calls in a cell is one trace of its list.
                const isCount = chart.kind === "density" && chart.fromKey === "minseconds";
                if (!chart.link || chart.kind === "density" && !isCount) continue;
                const valueOf = (series, at) => isCount ? series.values[at] : nanos(series.values[at] ?? 0);
                // Revenue has no spans behind it, and no link of its own.
                const spent = chart.series.filter(series => series.link !== null);
                const sum = at => spent.reduce((all, series) => all + valueOf(series, at), 0);
                const dearest = chart.buckets.map((_, at) => at).sort((a, b) => sum(b) - sum(a))[0];
                const { from, to, label } = chart.buckets[dearest];
                const behind = `${chart.link}&${chart.fromKey ?? "from"}=${from}&${chart.toKey ?? "to"}=${to}`;
                if (!isCount) numbers.push(number(`all at ${label}`, sum(dearest), behind + chart.linkOfAll));
                numbers.push(...spent.filter(series => series.values[dearest]).map(series => number(`${series.name} at ${label}`, valueOf(series, dearest), behind + series.link, isCount)));
            }

            for (let first = 0; first < numbers.length; first += 4) {
                wrong.push(...(await Promise.all(numbers.slice(first, first + 4).map(mistake))).filter(text => text));
            }

            return { opened: numbers.length, made: amounts.filter(amount => amount.dataset.made).length, wrong };
        }
        """;

    // Playwright fills it property by property.
    private sealed class Walked
    {
        public int Opened { get; set; }

        public int Made { get; set; }

        public string[] Wrong { get; set; } = [];
    }

    /// <summary>The program with demonstration data.</summary>
    public sealed class DemoDashboard : IAsyncLifetime
    {
        internal RunningDashboard Running { get; } = new() { HasDemo = true };

        public ValueTask InitializeAsync() => Running.InitializeAsync();

        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }
}
