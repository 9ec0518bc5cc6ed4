using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Api;

public sealed class IncidentsApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private readonly Dashboard _dashboard = running.Dashboard;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UnixNanos Now => UnixNanos.From(_dashboard.Get<TimeProvider>().GetUtcNow());

    [Fact]
    public async Task Incidents_are_listed_page_by_page_the_latest_first()
    {
        int[] made = [await ReportAsync("paged 1"), await ReportAsync("paged 2"), await ReportAsync("paged 3")];
        var listed = new List<int>();
        string? cursor = null;
        do
        {
            var page = await _dashboard.AskAsync("/api/v1/incidents?state=all&limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
            listed.AddRange(page.GetProperty("incidents").Column("id").Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(listed.Distinct().OrderDescending(), listed);
        Assert.Subset(listed.ToHashSet(), made.ToHashSet());
    }

    [Fact]
    public async Task What_is_over_is_listed_by_its_state_only()
    {
        var open = await ReportAsync("stays open");
        var over = await ReportAsync("is resolved");
        await ActAsync(over, """{"action":"resolve","text":"rolled back"}""");

        Assert.Equal((true, false), (await IsListedAsync(open, ""), await IsListedAsync(over, "")));
        Assert.Equal((false, true), (await IsListedAsync(open, "?state=resolved"), await IsListedAsync(over, "?state=resolved")));
        Assert.Equal((true, true), (await IsListedAsync(open, "?state=all"), await IsListedAsync(over, "?state=all")));
        Assert.Equal((true, false), (await IsListedAsync(open, "?state=open"), await IsListedAsync(open, "?state=acknowledged")));
    }

    [Fact]
    public async Task An_incident_is_acknowledged_snoozed_assigned_commented_resolved_and_expected_and_says_by_whom()
    {
        var id = await ReportAsync("acted on");

        Assert.Equal("acknowledged", Status(await ActAsync(id, """{"action":"acknowledge"}""")));
        var snoozed = await ActAsync(id, """{"action":"snooze","hours":4}""");
        Assert.Equal("snoozed", Status(snoozed));
        Assert.NotNull(snoozed.GetProperty("snoozedUntil").GetString());
        Assert.Equal("ada@example.org", (await ActAsync(id, """{"action":"assign","text":"ada@example.org"}""")).GetProperty("assignee").GetString());
        await ActAsync(id, """{"action":"comment","text":"I look"}""");
        Assert.Equal("resolved", Status(await ActAsync(id, """{"action":"resolve","text":"rolled back"}""")));
        var end = await ActAsync(id, """{"action":"expect","text":"a campaign"}""");

        Assert.Equal("expected", Status(end));
        Assert.Equal(
            ["opened", "acknowledged", "snoozed", "assigned", "commented", "resolved", "marked-expected"],
            end.GetProperty("history").Column("kind"));
        Assert.All(end.GetProperty("history").Column("by").Skip(1), by => Assert.StartsWith("API key ", by, StringComparison.Ordinal));
        var audited = (await _dashboard.Get<IAuditLog>().GetAsync(null, 100, Cancel)).Entries.Where(entry => entry.Subject == $"incident {id}").Select(entry => entry.Action);
        Assert.Equal(
            ["incident.acknowledge", "incident.assign", "incident.comment", "incident.expect", "incident.resolve", "incident.snooze"],
            audited.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{}""", "action", 400)]
    [InlineData("""{"action":"explode"}""", "action", 400)]
    [InlineData("""{"action":"snooze"}""", "hours", 400)]
    [InlineData("""{"action":"snooze","hours":0}""", "hours", 400)]
    [InlineData("""{"action":"snooze","hours":-4}""", "hours", 400)]
    [InlineData("""{"action":"snooze","hours":100000}""", "hours", 400)]
    [InlineData("""{"action":"comment"}""", "text", 400)]
    [InlineData("""{"action":"comment","text":"  "}""", "text", 400)]
    public async Task What_cannot_be_done_is_refused_with_the_field_and_the_remedy(string sent, string field, int status)
    {
        var id = await ReportAsync("refuses");

        var (code, answer) = await PostAsync(id, sent);

        Assert.Equal((status, field), ((int)code, answer.GetProperty("parameter").GetString()));
        Assert.NotEmpty(answer.GetProperty("detail").GetString()!);
        Assert.Equal("open", Status(await _dashboard.AskAsync($"/api/v1/incidents/{id}")));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_with_its_field()
    {
        var id = await ReportAsync("is told too much");
        var text = new string('x', IncidentRules.LongestComment + 1);

        foreach (var action in (string[])["comment", "resolve", "expect", "assign"])
        {
            var (code, answer) = await PostAsync(id, JsonSerializer.Serialize(new { action, text }));
            Assert.Equal((HttpStatusCode.BadRequest, "text"), (code, answer.GetProperty("parameter").GetString()));
        }
    }

    [Fact]
    public async Task What_comes_too_late_is_a_conflict()
    {
        var id = await ReportAsync("is over");
        await ActAsync(id, """{"action":"resolve"}""");

        var (code, answer) = await PostAsync(id, """{"action":"snooze","hours":4}""");

        Assert.Equal((HttpStatusCode.Conflict, "action"), (code, answer.GetProperty("parameter").GetString()));
        Assert.Contains("is over", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?state=broken", "state")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?cursor=x", "cursor")]
    [InlineData("?colour=red", "colour")]
    public async Task A_question_that_cannot_be_meant_is_refused_with_the_parameter(string query, string parameter) =>
        Assert.Equal(parameter, (await _dashboard.AskAsync("/api/v1/incidents" + query, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());

    [Fact]
    public async Task A_key_sees_and_changes_the_incidents_of_its_project_alone()
    {
        var id = await ReportAsync("is somebody else's");
        var other = await _dashboard.MakeKeyAsync("other", KeyRight.ChangeRules);

        Assert.DoesNotContain(id.ToString(CultureInfo.InvariantCulture), (await _dashboard.AskAsync("/api/v1/incidents?state=all", key: other)).GetProperty("incidents").Column("id"));
        await _dashboard.AskAsync($"/api/v1/incidents/{id}", HttpStatusCode.NotFound, other);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(id, """{"action":"resolve"}""", other)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(id, """{"action":"resolve"}""", await _dashboard.MakeRevokedKeyAsync())).Status);
        await _dashboard.AskAsync("/api/v1/incidents/99999", HttpStatusCode.NotFound);
        Assert.Equal("open", Status(await _dashboard.AskAsync($"/api/v1/incidents/{id}")));
    }

    [Fact]
    public async Task A_viewer_reads_and_changes_nothing()
    {
        var id = await ReportAsync("is read by a viewer");
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        using var read = await viewer.GetAsync($"/api/v1/incidents/{id}");
        using var posted = await viewer.SendAsync(HttpMethod.Post, $"/api/v1/incidents/{id}/actions");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (read.StatusCode, posted.StatusCode));
    }

    private static string Status(JsonElement detail) => detail.GetProperty("incident").GetProperty("status").GetString()!;

    private async Task<bool> IsListedAsync(int id, string query) =>
        (await _dashboard.AskAsync("/api/v1/incidents" + query)).GetProperty("incidents").Column("id").Contains(id.ToString(CultureInfo.InvariantCulture));

    private async Task<JsonElement> ActAsync(int id, string sent)
    {
        var (status, answer) = await PostAsync(id, sent);
        Assert.True(status is HttpStatusCode.OK, $"{sent} is answered with {status}: {answer}");
        return answer;
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(int id, string sent, string? key = null)
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Addresses.Web };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key ?? await _dashboard.MakeKeyAsync("tests", KeyRight.ChangeRules));
        using var content = new StringContent(sent, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/v1/incidents/{id}/actions", content, Cancel);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement);
    }

    private async Task<int> ReportAsync(string subject) =>
        (await _dashboard.Get<IIncidentStore>().ReportAsync(
            new(A.Project, IncidentKind.StepAnomaly, $"{subject} {Guid.NewGuid()}", IncidentSeverity.Warning, subject, Now + -UnixNanos.PerHour, Now), Now, Cancel))!.Incident.Id;
}
