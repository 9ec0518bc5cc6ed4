using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.AlertRules;

public sealed class AlertRulesPageTests : IAsyncLifetime
{
    private const string Path = "/alert-rules?project=1";
    private const string Hostile = "<script>alert(1)</script>";

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
    public async Task A_preview_says_when_the_rule_would_have_fired_and_stores_nothing()
    {
        var start = DateTimeOffset.UtcNow.AddHours(-3);
        await _dashboard.SendAsync(
            "0000000000000000000000000000a1e0", start, [new("a1", null, "chat", 0, 300, [.. Sending.Call("gpt-4o-mini", 1_000_000, 0), ("customer_id", Hostile)])]);

        using var none = await PostAsync("new", "preview", ("limit", "1"));
        Assert.Contains("It would not have fired.", await none.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var some = await PostAsync("new", "preview", ("limit", "0.1"), ("each", "customer"));
        var page = await some.Content.ReadAsStringAsync(Cancel);

        Assert.Contains(">once</b>", page, StringComparison.Ordinal);
        Assert.Contains("$0.15 at its furthest", page, StringComparison.Ordinal);
        Assert.Contains("value=\"0.1\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task An_administrator_makes_changes_and_deletes_a_rule_and_the_audit_log_says_so()
    {
        using (var made = await PostAsync("new", "save", ("limit", "250"), ("figure", "p95"), ("condition", "below"), ("floor", "0.5"), ("filter.0.by", "customer"), ("filter.0.value", Hostile), ("filter.1.by", "customer"), ("filter.1.value", "b"), ("filter.2.by", "model"), ("filter.2.not", "1"), ("filter.2.value", "m")))
        {
            Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        }

        var rule = Assert.Single(await StoredAsync());
        Assert.Equal(("p95", AlertCondition.Below, 250_000_000m, 500_000_000L, IncidentSeverity.Warning), (rule.Figure, rule.Condition, rule.Limit, rule.FloorNanoUsd, rule.Severity));
        Assert.Equal([new SpendFilter(Dimension.Customer, [Hostile, "b"]), new(Dimension.Model, ["m"], IsExclude: true)], rule.Filters);
        var edit = rule.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("value=\"250\"", await _admin.ReadAsync($"{Path}&edit={edit}"), StringComparison.Ordinal);
        using (var changed = await PostAsync(edit, "save", ("limit", "50"), ("condition", "rises-from-before"), ("version", "1")))
        {
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        }

        Assert.Equal((0.5m, 2), Assert.Single(await StoredAsync()) is var now ? (now.Limit, now.Version) : default);
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        var seen = await viewer.ReadAsync($"{Path}&edit={edit}");
        Assert.DoesNotContain("name=\"limit\"", seen, StringComparison.Ordinal);
        Assert.Contains("cost in 1 hour more than 50 % above the window before", seen, StringComparison.Ordinal);
        using var deleted = await _admin.PostFormAsync($"{Path}&edit={edit}", "delete-alert-rule");
        Assert.Empty(await StoredAsync());
        Assert.Equal(
            ["alert-rule.delete", "alert-rule.change", "alert-rule.create"],
            (await _dashboard.Get<IAuditLog>().GetAsync(null, 20, Cancel)).Entries.Where(entry => entry.Action.StartsWith("alert-rule.", StringComparison.Ordinal)).Select(entry => entry.Action));
    }

    [Theory]
    [InlineData("limit", "many", "as a number")]
    [InlineData("figure", "happiness", "no such figure")]
    [InlineData("window", "7", "A window lasts 5 minutes")]
    [InlineData("each", "user", "a window of 1 day")]
    [InlineData("each", "moon", "cannot be applied by this")]
    public async Task What_cannot_be_meant_is_said_and_stays_in_the_form(string field, string text, string message)
    {
        using var answer = await PostAsync("new", "save", (field, text));

        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(message, page, StringComparison.Ordinal);
        Assert.Contains("value=\"the team&#x27;s\"", page, StringComparison.Ordinal);
        Assert.Empty(await StoredAsync());
    }

    private async Task<IReadOnlyList<AlertRule>> StoredAsync() => await _dashboard.Get<IAlertRuleStore>().ListAsync(new(1), Cancel);

    private Task<HttpResponseMessage> PostAsync(string edit, string action, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] usual = [("name", "the team's"), ("figure", "cost"), ("condition", "above"), ("limit", "5"), ("window", "60"), ("severity", "warning"), ("on", "1")];
        return _admin.PostFormAsync($"{Path}&edit={edit}", "alert-rule", [("action", action), .. usual.Where(field => !fields.Any(own => own.Name == field.Name)), .. fields]);
    }
}
