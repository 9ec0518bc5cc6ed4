using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Api;

public sealed class RoutesApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Path = "/api/v1/routes";
    private const string Address = "https://example.org/hook?token=abc123xyz";
    private const string Secret = "whsec_0123456789abcdef";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_route_is_added_changed_tried_and_deleted_and_no_answer_has_a_secret()
    {
        using var admin = await running.Dashboard.SignInAsync(Dashboard.AdminEmail);
        var made = await AskAsync(admin, HttpMethod.Post, Path + "?project=1", HttpStatusCode.Created, new
        {
            name = "on call", channel = "webhook", to = new[] { Address }, secret = Secret, kinds = new[] { "spend-spike" }, leastSeverity = "critical", quiet = new { from = "22:00", until = "07:00" }, digest = "hour", mostPerHour = 7,
        });
        var id = made.GetProperty("id").GetInt32();
        var stored = (await running.Dashboard.Get<IRouteStore>().GetAsync(A.Project, Cancel)).Single(route => route.Id == id);

        Assert.Equal(new(new(Address), Secret), running.Dashboard.Get<ISecretBox>().Open(stored.Sealed));
        Assert.Equal((IncidentSeverity.Critical, 7, DigestInterval.Hour, new QuietHours(new(22, 0), new(7, 0), CriticalComesAtOnce: true)), (stored.LeastSeverity, stored.MostPerHour, stored.Digest, stored.Quiet));
        Assert.Equal("https://example.org/…", made.GetProperty("to")[0].GetString());

        var changed = await AskAsync(admin, HttpMethod.Put, $"{Path}/{id}", HttpStatusCode.OK, new { name = "nights", isOn = false, version = 1 });
        var kept = (await running.Dashboard.Get<IRouteStore>().GetAsync(A.Project, Cancel)).Single(route => route.Id == id);
        Assert.Equal(("nights", false, 2), (changed.GetProperty("name").GetString(), changed.GetProperty("isOn").GetBoolean(), changed.GetProperty("version").GetInt32()));
        Assert.Equal(stored.Sealed, kept.Sealed);
        Assert.Equal("version", (await AskAsync(admin, HttpMethod.Put, $"{Path}/{id}", HttpStatusCode.Conflict, new { name = "mine", version = 1 })).GetProperty("parameter").GetString());

        var list = await AskAsync(admin, HttpMethod.Get, Path, HttpStatusCode.OK);
        Assert.Contains(list.GetProperty("routes").EnumerateArray(), route => route.GetProperty("id").GetInt32() == id);
        foreach (var answer in new[] { made, changed, list })
        {
            Assert.DoesNotContain("abc123xyz", answer.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, answer.GetRawText(), StringComparison.Ordinal);
        }

        var tried = await AskAsync(admin, HttpMethod.Post, $"{Path}/{id}/test", HttpStatusCode.Accepted, new { });
        var message = Guid.Parse(Assert.Single(tried.GetProperty("messages").EnumerateArray()).GetString()!);
        Assert.Equal(MessageForm.Test, (await running.Dashboard.Get<IOutbox>().GetAsync(A.Project, message, Cancel))!.Message.Form);
        await AskAsync(admin, HttpMethod.Delete, $"{Path}/{id}", HttpStatusCode.NoContent);
        await AskAsync(admin, HttpMethod.Delete, $"{Path}/{id}", HttpStatusCode.NotFound);
        var entries = (await running.Dashboard.Get<IAuditLog>().GetAsync(null, 50, Cancel)).Entries.Where(entry => entry.Action.StartsWith("delivery.route.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["delivery.route.change", "delivery.route.create", "delivery.route.delete", "delivery.route.test"], entries.Select(entry => entry.Action).Distinct().Order());
        Assert.All(entries, entry => Assert.Equal(Dashboard.AdminEmail, entry.Actor.Name));
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "channel")]
    [InlineData("""{"name":"x","channel":"pigeon"}""", "channel")]
    [InlineData("""{"name":"","channel":"mail","to":["ada@example.org"]}""", "name")]
    [InlineData("""{"name":"x","channel":"mail"}""", "to")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada"]}""", "to")]
    [InlineData("""{"name":"x","channel":"slack","to":["https://a.test","https://b.test"]}""", "to")]
    [InlineData("""{"name":"x","channel":"slack","to":["file:///etc/passwd"]}""", "to")]
    [InlineData("""{"name":"x","channel":"webhook","to":["https://a.test"]}""", "secret")]
    [InlineData("""{"name":"x","channel":"webhook","to":["https://a.test"],"secret":"short"}""", "secret")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"kinds":["spend-spike","moon"]}""", "kinds[1]")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"leastSeverity":"odd"}""", "leastSeverity")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"digest":"year"}""", "digest")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"mostPerHour":0}""", "mostPerHour")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"quiet":{"from":"noon","until":"07:00"}}""", "quiet.from")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"quiet":{"from":"07:00","until":"07:00"}}""", "quiet")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"template":"{}"}""", "template")]
    [InlineData("""{"name":"x","channel":"mail","to":["ada@example.org"],"colour":"red"}""", "colour")]
    public async Task What_cannot_be_meant_is_named(string body, string parameter)
    {
        using var admin = await running.Dashboard.SignInAsync(Dashboard.AdminEmail);

        Assert.Equal(parameter, (await AskAsync(admin, HttpMethod.Post, Path + "?project=1", HttpStatusCode.BadRequest, JsonDocument.Parse(body).RootElement)).GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("GET", Path)]
    [InlineData("POST", Path)]
    [InlineData("PUT", Path + "/1")]
    [InlineData("DELETE", Path + "/1")]
    [InlineData("POST", Path + "/1/test")]
    [InlineData("GET", "/api/v1/jobs")]
    [InlineData("GET", "/api/v1/jobs/delivery")]
    [InlineData("POST", "/api/v1/jobs/delivery/runs")]
    public async Task Only_administrators_who_are_signed_in_may(string method, string path)
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);
        using var key = running.Dashboard.WithKey(Dashboard.Key);
        using var stranger = running.Dashboard.Browse();

        foreach (var (who, status) in new[] { (viewer, HttpStatusCode.Forbidden), (key, HttpStatusCode.Forbidden), (stranger, HttpStatusCode.Unauthorized) })
        {
            using var content = method is "PUT" or "POST" ? JsonContent.Create(new { }) : null;
            using var answer = await who.SendAsync(new(method), path, content);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData(Path)]
    [InlineData(Path + "/1/test")]
    [InlineData("/api/v1/jobs/delivery/runs")]
    public async Task What_a_form_of_another_site_could_send_is_refused(string path)
    {
        using var admin = await running.Dashboard.SignInAsync(Dashboard.AdminEmail);
        using var form = new StringContent("{}");

        using var answer = await admin.SendAsync(HttpMethod.Post, path, form);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.UnsupportedMediaType, HttpStatusCode.MethodNotAllowed });
    }

    [Fact]
    public async Task Jobs_are_told_with_their_runs_and_run_when_somebody_asks()
    {
        using var admin = await running.Dashboard.SignInAsync(Dashboard.AdminEmail);

        var jobs = (await AskAsync(admin, HttpMethod.Get, "/api/v1/jobs", HttpStatusCode.OK)).GetProperty("jobs");
        Assert.Contains(jobs.EnumerateArray(), job => job.GetProperty("name").GetString() == "delivery");
        var asked = await AskAsync(admin, HttpMethod.Post, "/api/v1/jobs/insights/runs", HttpStatusCode.Accepted, new { });
        Assert.Equal("insights", asked.GetProperty("name").GetString());
        Assert.Equal(("job.run", Dashboard.AdminEmail), (await running.Dashboard.Get<IAuditLog>().GetAsync(null, 50, Cancel)).Entries.First(entry => entry.Action == "job.run") is var entry ? (entry.Action, entry.Actor.Name) : default);

        // One that the schedule began may have ended just before.
        var run = default(JsonElement);
        while (run.ValueKind is JsonValueKind.Undefined || run.GetProperty("outcome").GetString() == "running")
        {
            var runs = (await AskAsync(admin, HttpMethod.Get, "/api/v1/jobs/insights?limit=5", HttpStatusCode.OK)).GetProperty("runs");
            run = runs.EnumerateArray().FirstOrDefault(one => one.GetProperty("askedBy").GetString() == Dashboard.AdminEmail);
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
        }

        Assert.Equal("done", run.GetProperty("outcome").GetString());
        Assert.Equal("name", (await AskAsync(admin, HttpMethod.Get, "/api/v1/jobs/moon", HttpStatusCode.NotFound)).GetProperty("parameter").GetString());
        Assert.Equal("cursor", (await AskAsync(admin, HttpMethod.Get, "/api/v1/jobs/insights?cursor=x", HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());
    }

    private static async Task<JsonElement> AskAsync(Browser who, HttpMethod method, string path, HttpStatusCode status, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var answer = await who.SendAsync(method, path, content);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
