using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;

namespace CostDashboard.Web.Tests.Features.Content;

public sealed class ContentPageTests : IAsyncLifetime
{
    private const string Path = "/content?project=1";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IContentSettingsStore Settings => _dashboard.Get<IContentSettingsStore>();

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_project_keeps_no_content_until_an_administrator_turns_it_on_which_the_audit_log_says()
    {
        Assert.Contains(">no content</b>", await _admin.ReadAsync(Path), StringComparison.Ordinal);

        var page = await PostAsync(
            ("action", "save"),
            ("version", "0"),
            ("messages", "1"),
            ("days", "7"),
            ("readers", "Viewer"),
            ("rule.cards", "1"),
            ("pattern.0.name", ""),
            ("pattern.1.name", "order"),
            ("pattern.1.expression", "ORD-[0-9]+"),
            ("pattern.1.case", "1"));

        Assert.Contains("Saved. It holds for what is taken in from now on", page, StringComparison.Ordinal);
        Assert.Contains(">7 days</b>, read by everybody who signs in. Every reading is in the audit log.", page, StringComparison.Ordinal);
        Assert.Equal(
            new(new() { KeepsMessages = true, Days = 7, Readers = Role.Viewer, Rules = [BuiltInRule.Cards], Patterns = [new("order", "ORD-[0-9]+", IgnoresCase: true)] }, 1),
            await Settings.GetAsync(new(1), Cancel));
        var entry = (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0];
        Assert.Equal(("content.change", "tests", Dashboard.AdminEmail), (entry.Action, entry.Subject, entry.Actor.Name));
        Assert.Equal("keeps messages for 7 days; read by everybody who signs in; takes out card, order (ORD-[0-9]+, any case)", entry.Details);
        Assert.Equal(new(ContentSettings.Off, 0), await Settings.GetAsync(new(2), Cancel));
    }

    [Fact]
    public async Task The_rules_can_be_tried_on_a_text_which_stores_nothing()
    {
        var page = await PostAsync(
            ("action", "test"),
            ("version", "0"),
            ("days", "7"),
            ("rule.mails", "1"),
            ("pattern.0.name", "order"),
            ("pattern.0.expression", "ORD-[0-9]+"),
            ("sample", "ada@example.org ordered ORD-12 <script>alert(1)</script>"));

        Assert.Contains("[redacted: e-mail]</span> ordered <span", page, StringComparison.Ordinal);
        Assert.Contains("[redacted: order]</span> &lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)", page, StringComparison.Ordinal);
        Assert.Equal(0, (await Settings.GetAsync(new(1), Cancel)).Version);
    }

    [Fact]
    public async Task A_mistake_is_named_and_what_was_typed_stays()
    {
        var page = await PostAsync(("action", "save"), ("version", "0"), ("days", "7"), ("pattern.0.name", "order"), ("pattern.0.expression", "(a)\\1"));

        Assert.Contains("Pattern &#x27;order&#x27;: lookarounds, backreferences", page, StringComparison.Ordinal);
        Assert.Contains("value=\"(a)\\1\"", page, StringComparison.Ordinal);
        Assert.Equal(0, (await Settings.GetAsync(new(1), Cancel)).Version);
    }

    [Fact]
    public async Task Of_two_administrators_who_change_it_at_once_the_second_is_told()
    {
        await PostAsync(("action", "save"), ("version", "0"), ("days", "7"));

        var page = await PostAsync(("action", "save"), ("version", "0"), ("days", "9"));

        Assert.Contains("Somebody else has changed these settings", page, StringComparison.Ordinal);
        Assert.Equal(7, (await Settings.GetAsync(new(1), Cancel)).Settings.Days);
    }

    [Fact]
    public async Task All_that_is_kept_can_be_deleted_at_once()
    {
        using var answer = await _admin.PostFormAsync(Path, "delete-content");

        Assert.Contains("Nobody is shown any more", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.NotNull((await Settings.GetAsync(new(1), Cancel)).Settings.DeletedBefore);
        Assert.Equal("content.delete", (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0].Action);
    }

    [Fact]
    public async Task A_viewer_sees_what_holds_and_no_form()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(Path);

        Assert.Contains("Administrators change it.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"messages\"", page, StringComparison.Ordinal);
    }

    private async Task<string> PostAsync(params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(Path, "content", fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
