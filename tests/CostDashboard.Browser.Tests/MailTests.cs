using System.Text;
using System.Text.RegularExpressions;
using CostDashboard.TestKit;
using Microsoft.Playwright;
using OpenTelemetry.Exporter;

namespace CostDashboard.Browser.Tests;

/// <summary>From a mail, over a conversation in SMTP, to what it is about.</summary>
public sealed partial class MailTests(MailTests.MailingDashboard mailing) : IClassFixture<MailTests.MailingDashboard>
{
    [Fact]
    public async Task The_link_of_a_mail_leads_to_the_incident_and_on_to_its_trace()
    {
        await using var browser = await SignedInPage.OpenAsync(mailing.Running);
        var page = browser.Page;
        await page.GotoAsync(new Uri(mailing.Running.Address, "delivery").ToString());
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Channels" }).GetByRole(AriaRole.Link).First.FollowAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("on call");
        await page.GetByLabel("Recipients").FillAsync("ada@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add route" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test on call" }).WaitForAsync();

        using (var application = new TracedApplication(mailing.Running, OtlpExportProtocol.HttpProtobuf))
        {
            application.RunAgent(DateTime.UtcNow.AddMinutes(-5), turns: 6);
            Assert.True(application.Flush(), "The exporter could not deliver.");
        }

        await page.GotoAsync(new Uri(mailing.Running.Address, "jobs/guardrails").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).FollowAsync();
        var text = await MailAsync();

        await page.GotoAsync(Link().Match(text).Value);
        await page.GetByRole(AriaRole.Heading, new() { Name = "What to do with it" }).WaitForAsync();
        await page.Locator("main a[href^='/traces/']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/traces/[0-9a-f]{32}"));
        await Assertions.Expect(page.Locator("main h1")).ToBeVisibleAsync();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+/incidents/[^ \r\n]+")]
    private static partial Regex Link();

    // It is delivered in the background, within seconds.
    private async Task<string> MailAsync()
    {
        var mail = await mailing.Server.NextAsync(TestContext.Current.CancellationToken);
        Assert.Contains("ada@example.org", mail.To, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(mail.Parts[0]);
    }

    /// <summary>The program with a mail server of its own.</summary>
    public sealed class MailingDashboard : IAsyncLifetime
    {
        public MailingDashboard() => Running = new() { SmtpPort = Server.Port };

        internal MailServer Server { get; } = MailServer.Start();

        internal RunningDashboard Running { get; }

        public ValueTask InitializeAsync() => Running.InitializeAsync();

        public async ValueTask DisposeAsync()
        {
            await Running.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
