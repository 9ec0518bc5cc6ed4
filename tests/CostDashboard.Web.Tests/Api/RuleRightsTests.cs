using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Api;

/// <summary>Who may change what a project is told of. The key in an SDK's settings may not.</summary>
public sealed class RuleRightsTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Budget = """{"name":"of rights","amountUsd":"5"}""";
    private const string Rule = """{"name":"of rights","figure":"cost","condition":"above","limit":"5"}""";
    private const string Resolve = """{"action":"resolve"}""";

    private readonly Dashboard _dashboard = running.Dashboard;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IAccessStore Access => _dashboard.Get<IAccessStore>();

    [Fact]
    public async Task A_key_that_sends_spans_reads_budgets_rules_and_incidents_tries_a_rule_and_changes_none()
    {
        var incident = await ReportAsync();
        using var key = _dashboard.WithKey(Dashboard.Key);
        string[] read = ["/api/v1/budgets", "/api/v1/alert-rules", "/api/v1/incidents", $"/api/v1/incidents/{incident}"];

        foreach (var path in read)
        {
            using var answer = await key.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(key, HttpMethod.Post, "/api/v1/alert-rules/preview", Rule)).Status);
        foreach (var (method, path, body) in Changes(incident))
        {
            var (status, detail) = await SendAsync(key, method, path, body);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("on the page Keys", detail, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(await _dashboard.Get<IBudgetStore>().ListAsync(A.Project, Cancel), budget => budget.Name == "of rights");
        Assert.DoesNotContain(await _dashboard.Get<IAlertRuleStore>().ListAsync(A.Project, Cancel), rule => rule.Name == "of rights");
        Assert.Equal(IncidentStatus.Open, (await _dashboard.Get<IIncidentStore>().GetAsync(incident, Cancel))!.Status);
    }

    [Fact]
    public async Task A_key_that_an_administrator_let_change_rules_changes_them_and_routes_stay_with_administrators()
    {
        var incident = await ReportAsync();
        var secret = await _dashboard.MakeKeyAsync("other");
        var other = (await Access.GetProjectsAsync(Cancel)).Single(project => project.Name == "other");
        var key = (await Access.GetKeysAsync(other.Id, Cancel))[0];
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        using (await admin.PostFormAsync($"/keys?project={other.Id.Value}", $"rules-{key.Id}"))
        {
            Assert.Equal("key.grant-rules", (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0].Action);
        }

        using var holder = _dashboard.WithKey(secret);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(holder, HttpMethod.Post, "/api/v1/budgets", Budget)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(holder, HttpMethod.Post, "/api/v1/alert-rules", Rule)).Status);
        Assert.Equal(other.Id, (await _dashboard.Get<IBudgetStore>().ListAsync(other.Id, Cancel)).Single(budget => budget.Name == "of rights").Project);

        // Another project's are not there for it, and where incidents are told is no key's business.
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(holder, HttpMethod.Post, $"/api/v1/incidents/{incident}/actions", Resolve)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(holder, HttpMethod.Post, "/api/v1/budgets?project=tests", Budget)).Status);
        var (status, why) = await SendAsync(holder, HttpMethod.Get, "/api/v1/routes", null);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("administrators", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_who_is_signed_in_changes_them_in_the_project_that_is_named_and_the_audit_log_names_them()
    {
        var incident = await ReportAsync();
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(admin, HttpMethod.Post, "/api/v1/budgets", Budget)).Status);
        foreach (var (path, body) in new[] { ("/api/v1/budgets?project=tests", Budget), ("/api/v1/alert-rules?project=tests", Rule), ($"/api/v1/incidents/{incident}/actions", Resolve) })
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(admin, HttpMethod.Post, path, body)).Status);
        }

        foreach (var (path, id) in new[]
        {
            ("/api/v1/budgets", (await _dashboard.Get<IBudgetStore>().ListAsync(A.Project, Cancel)).Single(budget => budget.Name == "of rights").Id),
            ("/api/v1/alert-rules", (await _dashboard.Get<IAlertRuleStore>().ListAsync(A.Project, Cancel)).Single(rule => rule.Name == "of rights").Id),
        })
        {
            Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(admin, HttpMethod.Delete, $"{path}/{id}", null)).Status);
        }

        var entries = (await _dashboard.Get<IAuditLog>().GetAsync(null, 50, Cancel)).Entries
            .Where(entry => entry.Actor.Name == Dashboard.AdminEmail && (entry.Subject == "of rights" || entry.Subject == $"incident {incident}"));
        Assert.Equal(["alert-rule.create", "alert-rule.delete", "budget.create", "budget.delete", "incident.resolve"], entries.Select(entry => entry.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_viewer_changes_none_and_a_form_of_another_site_changes_none_in_an_administrators_name()
    {
        var incident = await ReportAsync();
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        foreach (var (method, path, body) in Changes(incident))
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(viewer, method, path, body)).Status);
            if (method == HttpMethod.Post)
            {
                using var form = new StringContent(body!);
                using var answer = await admin.SendAsync(method, path, form);
                Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.UnsupportedMediaType, HttpStatusCode.MethodNotAllowed });
            }
        }
    }

    private static IEnumerable<(HttpMethod Method, string Path, string? Body)> Changes(int incident) =>
    [
        (HttpMethod.Post, "/api/v1/budgets", Budget),
        (HttpMethod.Delete, "/api/v1/budgets/1", null),
        (HttpMethod.Post, "/api/v1/alert-rules", Rule),
        (HttpMethod.Delete, "/api/v1/alert-rules/1", null),
        (HttpMethod.Post, $"/api/v1/incidents/{incident}/actions", Resolve),
    ];

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(Browser who, HttpMethod method, string path, string? body)
    {
        using var content = body is null ? null : JsonContent.Create(JsonDocument.Parse(body).RootElement);
        using var answer = await who.SendAsync(method, path, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<int> ReportAsync()
    {
        var now = UnixNanos.From(_dashboard.Get<TimeProvider>().GetUtcNow());
        return (await _dashboard.Get<IIncidentStore>().ReportAsync(
            new(A.Project, IncidentKind.StepAnomaly, $"rights {Guid.NewGuid()}", IncidentSeverity.Warning, "of rights", now + -UnixNanos.PerHour, now), now, Cancel))!.Incident.Id;
    }
}
