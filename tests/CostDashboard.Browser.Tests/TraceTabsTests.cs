using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>From what an application sends to what a trace, and the page of errors, show of it.</summary>
public sealed class TraceTabsTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const string Said = "Write to ada@example.com, charge 4111 1111 1111 1111 and sign in with sk-proj-4fQ7tZ1xW9bN3mK8vR2yD6pL0sJ5hG1c";

    private static readonly DateTime s_at = DateTime.UtcNow.AddMinutes(-30);

    [Fact]
    public async Task Where_a_project_keeps_content_a_trace_is_read_as_a_conversation_without_key_mail_and_card_and_a_role_without_access_reads_nothing()
    {
        var before = Send(application => application.Ask(s_at, Said));
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(Address("content"));
        await page.GetByLabel("Messages").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It holds for what is taken in from now on")).ToBeVisibleAsync();

        // Within five seconds: until then what is sent is taken in as before. Each is asked at another time, lest it be taken for a retry.
        string kept;
        var message = page.Locator(".message.user");
        var at = s_at;
        do
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            at = at.AddMinutes(-10);
            kept = Send(application => application.Ask(at, Said));
            await page.GotoAsync(Address($"traces/{kept}?view=conversation"));
            await message.Or(page.GetByText("Nothing is kept of this trace")).First.WaitForAsync();
        }
        while (await message.CountAsync() == 0);

        await Assertions.Expect(message).ToContainTextAsync("Write to [redacted: e-mail], charge [redacted: card] and sign in with [redacted: secret]");
        await Assertions.Expect(message).Not.ToContainTextAsync("4111");
        await page.GotoAsync(Address($"traces/{before}?view=conversation"));
        await Assertions.Expect(page.GetByText("Nothing is kept of this trace: it came before content was turned on")).ToBeVisibleAsync();

        await SignInAsViewerAsync(page, $"traces/{kept}?view=conversation");
        await Assertions.Expect(page.GetByText("Your role may not read prompts, completions and tools' payloads of this project.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_failed_calls_cost_opens_the_traces_that_failed()
    {
        var failed = Send(application => application.Ask(s_at.AddMinutes(2), "anything", fails: true));
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;

        await page.GotoAsync(Address("errors?range=24h"));
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ask_once" }).Locator("a.behind[href*='failed']").First.ClickAsync();

        await Assertions.Expect(page.Locator($"a[data-row][href*='{failed}']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main tbody a[data-row]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_tabs_of_a_trace_are_walked_by_keyboard_into_the_flame_graph_and_out_of_it()
    {
        var trace = Send(application => application.RunAgent(s_at, turns: 3));
        await using var browser = await SignedInPage.OpenAsync(dashboard);
        var page = browser.Page;
        await page.GotoAsync(Address($"traces/{trace}?view=run"));

        // Turns are links until the circuit is there; tabs change within it from then on.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Turn 1", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Flame graph" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var flame = page.GetByRole(AriaRole.Tree);
        await Assertions.Expect(flame).ToHaveAttributeAsync("aria-activedescendant", "frame-0");
        await flame.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator(".frame.selected")).ToContainTextAsync("think");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Zoomed into")).ToContainTextAsync("invoke_agent refunds");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByLabel("Zoomed into")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "by cost" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Tree, new() { Name = "Flame graph by cost" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "As a table" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("think");
    }

    private string Address(string path) => new Uri(dashboard.Address, path).ToString();

    private string Send(Func<TracedApplication, string> trace)
    {
        using var application = new TracedApplication(dashboard, OtlpExportProtocol.HttpProtobuf);
        var id = trace(application);
        Assert.True(application.Flush(), "The exporter could not deliver.");
        return id;
    }

    // The administrator hands the link over; who uses it is signed in by it.
    private async Task SignInAsViewerAsync(IPage page, string path)
    {
        await page.GotoAsync(Address("administration/users"));
        await page.GetByLabel("Mail address").FillAsync("reader@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        var link = await page.GetByLabel("The link", new() { Exact = true }).InputValueAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(link);
        await page.Locator("input[type=password]").FillAsync(RunningDashboard.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password and sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("password", StringComparison.Ordinal));
        await page.GotoAsync(Address(path));
    }
}
