using System.Collections.Concurrent;
using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>axe on every page, at both widths and in both themes: with spans in them, before the first one, and for those who are not signed in.</summary>
public sealed class AccessibilityTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const int Wide = 1440;
    private const int Narrow = 390;
    private const int Visitors = 2;

    private const string Talk = "a <b>talk</b>";

    private const string UnknownModel = "frontier-of-our-own";

    private static readonly string[] s_pages =
        [
        "", "spend", "spend?by=model&measure=calls", "spend/spike?range=24h", "spend/spike?range=24h&user=u1", "steps", "steps/step", "steps/step?step=answer", "correlation", "correlation?of=calls", "errors?range=30d", "traces", "traces?query=model%3Agpt*%20cost%3E0&density=compact&cols=user,session,errors,cached", "traces?query=stpe%3Aa%20cost%3Eten", "sessions", "sessions?sort=last&dir=asc&customer=nobody", "sessions/users", "sessions/0123456789abcdef", "keys", "attributes", "content", "start", "what-if?range=30d", "what-if?range=30d&with=openai%2Fgpt-4o-mini&cut=20&cap=100", "traces/compare", "traces/compare?b=nonsense", "administration/projects", "administration/users", "no-such-page",
        "spend?range=24h&by=step%2Cmodel%2Ccustomer&open=*&views=1&compare=1w&live=1", "spend?by=customer&measure=cost-per-trace&top=5",
        "prices", "prices?q=gpt&has=batch&seen=1", "prices/openai/gpt-4o", "prices/openai/no-such-model",
        "prices/repricing?range=30d", "administration/audit", "jobs", "jobs/insights", "jobs/watch?runs=not-done", "guardrails", "sources", "propagation?range=7d",
        "prices/overrides", "prices/overrides?new=price", "prices/overrides?new=price&provider=openai&model=gpt-4o", "prices/overrides?new=discount",
        "prices/overrides?new=alias", "prices/import", "prices/unknown", $"prices/unknown?provider=openai&model={UnknownModel}",
        "spend/differences", "spend/differences?range=30d",
        "insights", "incidents", "incidents?state=all&of=all", "incidents/1", "delivery", "delivery/log", "budgets", "budgets?edit=new", "alert-rules", "alert-rules?edit=new",
        "environments?range=30d", "coding-agents", "features?range=30d", "features/values", "features/import",
    ];

    // A link that does not work any more leads to "setup" and "password" as they are here.
    private static readonly string[] s_strangersPages = ["signin", "setup", "password"];

    [Fact]
    public async Task Axe_finds_nothing_on_any_page()
    {
        await using var administrator = await SignedInPage.OpenAsync(dashboard);
        var page = administrator.Page;
        var violations = new List<string>(await CheckAsync(dashboard.Session, ""));

        string trace, run;
        using (var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf))
        {
            trace = application.HandleMessage(DateTime.UtcNow.AddMinutes(-90), 1_000, session: Talk);
            application.HandleMessage(DateTime.UtcNow.AddMinutes(-85), 2_000, session: Talk);
            application.HandleMessage(DateTime.UtcNow.AddMinutes(-80), 1_000, UnknownModel);
            run = application.RunAgent(DateTime.UtcNow.AddMinutes(-70), turns: 6);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        var call = await LastSpanAsync(page, trace);
        violations.AddRange(await CheckAsync(dashboard.Session, [.. s_pages, $"traces/{trace}", $"traces/{trace}?span={call}", $"traces/{trace}?zoom=0-1&outside=hide&only-status=fine&find=e&open=2", $"traces/{trace}?costpath=on&path=off", $"traces/{run}?view=run", $"traces/{run}?view=flame", $"traces/{run}?view=flame&by=cost&table=1", $"traces/{run}?view=statistics", $"traces/{run}?view=conversation", $"what-if?trace={run}", $"traces/compare?a={trace}&b={run}", $"traces/compare?b={run}&rows=all", await OneAsync(page, "sessions", Talk), await OneAsync(page, "sessions/users", Talk + "'s user"), await ReviewOfAListAsync(page)]));
        violations.AddRange(await CheckAsync(null, [.. s_strangersPages, await PasswordLinkAsync(page)]));
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    /// <param name="session">The signed-in session; null visits as a stranger.</param>
    private async Task<IEnumerable<string>> CheckAsync(string? session, params IReadOnlyList<string> paths)
    {
        var next = new ConcurrentQueue<(int At, string Path)>(paths.Index());
        var found = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(async _ =>
        {
            await using var context = await Chromium.OpenAsync(new() { StorageState = session });
            var page = await context.NewPageAsync();
            var violations = new List<string>();
            while (next.TryDequeue(out var one))
            {
                violations.AddRange((await ViolationsAsync(page, one.Path, one.At % 2 == 0)).Select(violation => $"{one.Path}: {violation}"));
            }

            return violations;
        }));
        return found.SelectMany(violations => violations);
    }

    // Widths and themes are styles of one document, which is loaded once. The themes are the same names for other colours, and the parts that only
    // one width shows are those of many pages: so a page is looked at wide in one theme and narrow in the other, and the next one the other way round.
    private async Task<IEnumerable<string>> ViolationsAsync(IPage page, string path, bool isLightWide)
    {
        var address = new Uri(dashboard.Address, path).AbsoluteUri;
        await ShowAsync(page, Wide, isLightWide);
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });

        // Sent elsewhere, axe would look at another page.
        Assert.StartsWith(address, new Uri(page.Url).AbsoluteUri, StringComparison.Ordinal);
        var wide = await page.RunAxe();
        await ShowAsync(page, Narrow, !isLightWide);
        return [.. Texts(wide, isLightWide ? "wide in light" : "wide in dark"), .. Texts(await page.RunAxe(), isLightWide ? "narrow in dark" : "narrow in light")];
    }

    private static async Task ShowAsync(IPage page, int width, bool isLight)
    {
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = isLight ? ColorScheme.Light : ColorScheme.Dark });
    }

    private static IEnumerable<string> Texts(AxeResult result, string shown) =>
        result.Violations.Select(v => $"{v.Id} {shown} at {string.Join(", ", v.Nodes.Select(n => n.Html))}");

    /// <summary>The page of one session, or user, found by its name.</summary>
    private async Task<string> OneAsync(IPage page, string list, string name)
    {
        await page.GotoAsync(new Uri(dashboard.Address, $"{list}?id={Uri.EscapeDataString(name)}").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
        return new Uri(page.Url).PathAndQuery[1..];
    }

    private async Task<string> LastSpanAsync(IPage page, string trace)
    {
        await page.GotoAsync(new Uri(dashboard.Address, $"traces/{trace}").ToString());
        var row = await page.Locator(".line").Last.GetAttributeAsync("id");
        return row!["span-".Length..];
    }

    /// <summary>The review of a list with an entry that changes a price, one that is new and one that cannot be taken over.</summary>
    private async Task<string> ReviewOfAListAsync(IPage page)
    {
        const string List = """
            {
              "gpt-4o": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-05 },
              "gpt-next": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 4e-06 },
              "gpt-odd": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_pixel": 1e-06 }
            }
            """;
        await page.GotoAsync(new Uri(dashboard.Address, "prices/import").ToString());
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "list.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(List) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/prices/import/", StringComparison.Ordinal));
        return new Uri(page.Url).PathAndQuery[1..];
    }

    /// <summary>The link by which a new user chooses a password.</summary>
    private async Task<string> PasswordLinkAsync(IPage page)
    {
        await page.GotoAsync(new Uri(dashboard.Address, "administration/users").ToString());
        await page.GetByLabel("Mail address").FillAsync("viewer@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        return await page.GetByLabel("The link", new() { Exact = true }).InputValueAsync();
    }
}
