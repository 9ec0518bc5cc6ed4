using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Features.Delivery;

public sealed class DeliveryPagesTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
    public async Task A_webhook_is_added_with_a_secret_that_is_shown_once_and_stored_unreadable()
    {
        Assert.Contains(">nobody</b>", await _admin.ReadAsync("/delivery?project=1"), StringComparison.Ordinal);

        var page = await PostAsync(
            "/delivery?project=1&add=webhook",
            ("name", "<b>on call</b>"), ("to", "https://example.org/hook?token=abc123xyz"), ("severity", "Critical"), ("most", "7"), ("digest", "Hour"), ("from", "22:00"), ("until", "07:00"), ("critical", "1"), ("kind.SpendSpike", "1"), ("on", "1"));

        Assert.Contains("whsec_", page, StringComparison.Ordinal);
        Assert.DoesNotContain("abc123xyz", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>on call</b>", page, StringComparison.Ordinal);
        var route = Assert.Single(await RoutesAsync());
        Assert.Equal(("<b>on call</b>", IncidentSeverity.Critical, 7, DigestInterval.Hour, new QuietHours(new(22, 0), new(7, 0), true)), (route.Name, route.LeastSeverity, route.MostPerHour, route.Digest, route.Quiet));
        Assert.Equal(["https://example.org/…"], route.Recipients);
        Assert.DoesNotContain("abc123xyz", route.Sealed, StringComparison.Ordinal);
        Assert.Equal("https://example.org/hook?token=abc123xyz", _dashboard.Get<ISecretBox>().Open(route.Sealed)!.Address.OriginalString);
        Assert.DoesNotContain("whsec_", await _admin.ReadAsync($"/delivery?project=1&edit={route.Id}"), StringComparison.Ordinal);
        var entry = (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0];
        Assert.Equal(("delivery.route.create", Dashboard.AdminEmail), (entry.Action, entry.Actor.Name));
        Assert.DoesNotContain("abc123xyz", entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_keeps_the_secret_that_is_not_typed_again_and_a_mistake_keeps_what_was_typed()
    {
        await PostAsync("/delivery?project=1&add=slack", ("name", "chat"), ("to", "https://hooks.slack.test/a/b"), ("severity", "Info"), ("most", "20"), ("on", "1"));
        var before = Assert.Single(await RoutesAsync());

        var wrong = await PostAsync($"/delivery?project=1&edit={before.Id}", ("version", "1"), ("name", "renamed"), ("severity", "Info"), ("most", "0"), ("on", "1"));
        Assert.Contains("The messages in an hour are 1 to 1,000.", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"renamed\"", wrong, StringComparison.Ordinal);
        var right = await PostAsync($"/delivery?project=1&edit={before.Id}", ("version", "1"), ("name", "renamed"), ("severity", "Info"), ("most", "20"));
        Assert.Contains("Saved.", right, StringComparison.Ordinal);

        var after = Assert.Single(await RoutesAsync());
        Assert.Equal((before.Sealed, "renamed", false), (after.Sealed, after.Name, after.IsOn));
        Assert.Contains("Somebody else has changed", await PostAsync($"/delivery?project=1&edit={before.Id}", ("version", "1"), ("name", "mine"), ("severity", "Info"), ("most", "20")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_is_planned_and_its_message_is_in_the_log()
    {
        await PostAsync("/delivery?project=1&add=mail", ("name", "mails"), ("to", "ada@example.org\nbob@example.org"), ("severity", "Info"), ("most", "20"), ("on", "1"));
        var route = Assert.Single(await RoutesAsync());

        using var answer = await _admin.PostFormAsync("/delivery?project=1", "route-act", ("test", $"{route.Id}"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await _admin.ReadAsync(answer.Headers.Location!.PathAndQuery);
        Assert.Contains("This is a test: nothing happened.", page, StringComparison.Ordinal);
        Assert.Contains("ada@example.org", page, StringComparison.Ordinal);
        Assert.Equal(2, (await _dashboard.Get<IOutbox>().GetAsync(new(new(1)), null, 10, Cancel)).Messages.Count);
    }

    [Fact]
    public async Task What_is_dead_is_found_by_the_filter_dismissed_with_a_reason_and_replayed()
    {
        // A private address, which the guard refuses, so that it is dead by itself.
        await PostAsync("/delivery?project=1&add=slack", ("name", "inside"), ("to", "http://127.0.0.1:9/hook"), ("severity", "Info"), ("most", "20"), ("on", "1"));
        using (await _admin.PostFormAsync("/delivery?project=1", "route-act", ("test", $"{Assert.Single(await RoutesAsync()).Id}")))
        {
        }

        var dead = await DeadAsync();
        Assert.Contains("this machine", dead.LastError, StringComparison.Ordinal);
        var page = await _admin.ReadAsync("/delivery/log?project=1&state=dead&route=");
        Assert.Contains(">1 message</b>", page, StringComparison.Ordinal);
        Assert.Contains("Nothing of the kind.", await _admin.ReadAsync("/delivery/log?project=1&state=delivered"), StringComparison.Ordinal);

        using (var refused = await _admin.PostFormAsync($"/delivery/log?project=1&message={dead.Id:N}", "dismiss", ("why", " ")))
        {
            Assert.Contains("Say in 1 to 500 characters", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        using (var dismissed = await _admin.PostFormAsync($"/delivery/log?project=1&message={dead.Id:N}", "dismiss", ("why", "<b>the channel</b> is gone")))
        {
            var log = await dismissed.Content.ReadAsStringAsync(Cancel);
            Assert.Contains("One message is dismissed.", log, StringComparison.Ordinal);
            Assert.Contains("&lt;b&gt;the channel&lt;/b&gt; is gone", log, StringComparison.Ordinal);
        }

        var entry = (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0];
        Assert.Equal(("delivery.dismiss", Dashboard.AdminEmail), (entry.Action, entry.Actor.Name));
        Assert.EndsWith("is gone", entry.Details, StringComparison.Ordinal);
        using var answer = await _admin.PostFormAsync($"/delivery/log?project=1&message={dead.Id:N}", "replay");

        Assert.Contains("One message is tried again.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("delivery.replay", (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0].Action);
    }

    [Theory]
    [InlineData("/delivery?project=1")]
    [InlineData("/delivery/log?project=1")]
    public async Task Only_administrators_see_where_incidents_are_told(string path)
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        using var answer = await viewer.GetAsync(path);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_cursor_of_nobodys_is_answered_with_a_sentence() =>
        Assert.Contains("not a cursor", await _admin.ReadAsync("/delivery/log?project=1&cursor=x"), StringComparison.Ordinal);

    private Task<IReadOnlyList<DeliveryRoute>> RoutesAsync() => _dashboard.Get<IRouteStore>().GetAsync(A.Project, Cancel);

    // The job looks every two seconds.
    private async Task<DeliveryMessage> DeadAsync()
    {
        while (true)
        {
            if ((await _dashboard.Get<IOutbox>().GetAsync(new(A.Project, MessageState.Dead), null, 1, Cancel)).Messages is [var dead])
            {
                return dead;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
        }
    }

    private async Task<string> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(path, "route", fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
