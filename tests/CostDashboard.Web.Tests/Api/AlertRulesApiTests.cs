using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Access;

namespace CostDashboard.Web.Tests.Api;

public sealed class AlertRulesApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Path = "/api/v1/alert-rules";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_makes_a_rule_of_its_project_and_the_same_again_changes_nothing()
    {
        const string Body = """{"name":"by key","figure":"p95","filters":[{"dimension":"model","values":["m"],"isExclude":true}],"by":"step","condition":"above","limit":"250","windowMinutes":15,"floorUsd":"0.5","severity":"critical"}""";

        var made = await SendAsync(HttpMethod.Post, Path, Body, HttpStatusCode.OK);
        var again = await SendAsync(HttpMethod.Post, Path, Body, HttpStatusCode.OK);
        var changed = await SendAsync(HttpMethod.Post, Path, Body.Replace("250", "300", StringComparison.Ordinal), HttpStatusCode.OK);

        Assert.Equal(made.GetRawText(), again.GetRawText());
        Assert.Equal(
            (made.GetProperty("id").GetInt32(), "300", "call latency, 95th percentile in 15 minutes above 300 ms, model is not 'm', for each step, where it costs at least $0.50"),
            (changed.GetProperty("id").GetInt32(), changed.GetProperty("limit").GetString(), changed.GetProperty("does").GetString()));
        var other = await running.Dashboard.MakeKeyAsync("other", KeyRight.ChangeRules);
        Assert.Equal(0, (await running.Dashboard.AskAsync(Path, key: other)).GetProperty("rules").GetArrayLength());
        await SendAsync(HttpMethod.Delete, $"{Path}/{made.GetProperty("id").GetInt32()}", null, HttpStatusCode.NotFound, other);
        await SendAsync(HttpMethod.Delete, $"{Path}/{made.GetProperty("id").GetInt32()}", null, HttpStatusCode.NoContent);
        var entries = (await running.Dashboard.Get<IAuditLog>().GetAsync(null, 50, Cancel)).Entries.Where(entry => entry.Subject == "by key").ToList();
        Assert.Equal(["alert-rule.delete", "alert-rule.change", "alert-rule.create"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.StartsWith("API key ", entry.Actor.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_tells_of_the_windows_that_would_have_fired_and_stores_nothing()
    {
        await running.Dashboard.SendAsync(
            "0000000000000000000000000000a1e1", DateTimeOffset.UtcNow.AddHours(-3), [new("a1", null, "chat", 0, 300, [.. Sending.Call("gpt-4o-mini", 1_000_000, 0), ("customer_id", "acme")])]);

        var preview = await SendAsync(HttpMethod.Post, Path + "/preview", """{"name":"only tried","figure":"cost","by":"customer","filters":[{"dimension":"customer","values":["acme"]}],"condition":"above","limit":"0.1"}""", HttpStatusCode.OK);

        Assert.Equal(1, preview.GetProperty("count").GetInt32());
        var episode = preview.GetProperty("episodes")[0];
        Assert.Equal(("acme", "$0.15", "0.15", true), (episode.GetProperty("value").GetString(), episode.GetProperty("furthest").GetString(), episode.GetProperty("costUsd").GetString(), episode.GetProperty("isCostComplete").GetBoolean()));
        Assert.DoesNotContain("only tried", (await running.Dashboard.AskAsync(Path)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_by_key_names_the_keys()
    {
        await running.Dashboard.SendAsync("0000000000000000000000000000a1e2", DateTimeOffset.UtcNow.AddHours(-30), [new("a2", null, "chat", 0, 300, [.. Sending.Call("gpt-4o-mini", 1_000_000, 0)])]);
        var key = (await running.Dashboard.Get<IAccessStore>().GetKeysAsync(new(1), Cancel)).First(one => one.IsActive && one.Prefix == Dashboard.Key[..one.Prefix.Length]);

        var preview = await SendAsync(HttpMethod.Post, Path + "/preview", """{"name":"only tried","figure":"cost","by":"key","condition":"above","limit":"0.1","windowMinutes":1440}""", HttpStatusCode.OK);

        Assert.All(preview.GetProperty("episodes").EnumerateArray(), episode => Assert.Equal(key.Name, episode.GetProperty("value").GetString()));
        Assert.NotEqual(0, preview.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("""{"figure":"cost","condition":"above","limit":"1"}""", "rule")]
    [InlineData("""{"name":"x","figure":"moon","condition":"above","limit":"1"}""", "figure")]
    [InlineData("""{"name":"x","figure":"cost","condition":"odd","limit":"1"}""", "condition")]
    [InlineData("""{"name":"x","figure":"cost","condition":"above"}""", "limit")]
    [InlineData("""{"name":"x","figure":"cost","condition":"above","limit":1}""", "limit")]
    [InlineData("""{"name":"x","figure":"cost","condition":"above","limit":"1","floorUsd":"-"}""", "floorUsd")]
    [InlineData("""{"name":"x","figure":"cost","condition":"above","limit":"1","by":"moon"}""", "by")]
    [InlineData("""{"name":"x","figure":"cost","condition":"above","limit":"1","filters":[{"dimension":"model"}]}""", "filters[0].values")]
    [InlineData("""{"name":"x","figure":"cost","condition":"above","limit":"1","filters":[{"dimension":"key","values":["no such key"]}]}""", "filters[0].values")]
    [InlineData("""{"name":"x","figure":"cost","condition":"above","limit":"1","colour":"red"}""", "colour")]
    public async Task What_cannot_be_meant_is_named(string body, string parameter)
    {
        Assert.Equal(parameter, (await SendAsync(HttpMethod.Post, Path, body, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());
        Assert.Equal(parameter, (await SendAsync(HttpMethod.Post, Path + "/preview", body, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, HttpStatusCode status, string? key = null)
    {
        using var client = new HttpClient { BaseAddress = running.Dashboard.Addresses.Web };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key ?? await running.Dashboard.MakeKeyAsync("tests", KeyRight.ChangeRules));
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
