using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Access;

namespace CostDashboard.Web.Tests.Api;

public sealed class BudgetsApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Path = "/api/v1/budgets";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_makes_a_budget_of_its_project_and_the_same_again_changes_nothing()
    {
        const string Body = """{"name":"made by key","for":{"dimension":"tag:team","value":"red"},"amountUsd":"120.5","period":"week","thresholds":[90],"carriesOver":true}""";

        var made = await SendAsync(HttpMethod.Post, Path, Body, HttpStatusCode.OK);
        var again = await SendAsync(HttpMethod.Post, Path, Body, HttpStatusCode.OK);
        var changed = await SendAsync(HttpMethod.Post, Path, Body.Replace("120.5", "99", StringComparison.Ordinal), HttpStatusCode.OK);

        Assert.Equal(made.GetProperty("id").GetInt32(), again.GetProperty("id").GetInt32());
        Assert.Equal(("99", "tag:team", "red"), (changed.GetProperty("amountUsd").GetString(), changed.GetProperty("for").GetProperty("dimension").GetString(), changed.GetProperty("for").GetProperty("value").GetString()));
        var state = changed.GetProperty("state");
        Assert.Equal(("0", "99", "unknown"), (state.GetProperty("spentUsd").GetString(), state.GetProperty("remainingUsd").GetString(), state.GetProperty("outlook").GetString()));
        var entries = (await running.Dashboard.Get<IAuditLog>().GetAsync(null, 50, Cancel)).Entries.Where(entry => entry.Subject == "made by key").ToList();
        Assert.Equal(["budget.change", "budget.create"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.StartsWith("API key ", entry.Actor.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_budget_has_spent_is_what_spend_answers_for_its_period_and_value()
    {
        await running.Dashboard.SendAsync(
            "0000000000000000000000000000b0d8", DateTimeOffset.UtcNow.AddMinutes(-5), [new("a0", null, "job", 0, 900), new("a1", "a0", "chat", 0, 300, Sending.Call("gpt-4o-mini", 123_457, 89)), new("a2", "a0", "chat", 310, 600, Sending.Call("unknown-to-all", 1000, 100))]);
        var budget = await SendAsync(HttpMethod.Post, Path, """{"name":"of a provider","for":{"dimension":"provider","value":"openai"},"amountUsd":"0.01"}""", HttpStatusCode.OK);
        var state = budget.GetProperty("state");

        var spend = await running.Dashboard.AskAsync(
            $"/api/v1/spend?provider=openai&from={Uri.EscapeDataString(state.GetProperty("from").GetString()!)}&to={Uri.EscapeDataString(state.GetProperty("to").GetString()!)}");

        Assert.Equal(spend.GetProperty("total").GetProperty("costUsd").GetString(), state.GetProperty("spentUsd").GetString());
        Assert.Equal(1, state.GetProperty("unpricedCalls").GetInt64());
        Assert.Equal(("spent", 100), (state.GetProperty("outlook").GetString(), state.GetProperty("reachedThreshold").GetInt32()));
    }

    [Fact]
    public async Task A_budget_is_seen_by_its_project_alone_and_deleted_once()
    {
        var id = (await SendAsync(HttpMethod.Post, Path, """{"name":"for a while","amountUsd":"1"}""", HttpStatusCode.OK)).GetProperty("id").GetInt32();
        var other = await running.Dashboard.MakeKeyAsync("other", KeyRight.ChangeRules);

        await running.Dashboard.AskAsync($"{Path}/{id}", HttpStatusCode.NotFound, other);
        Assert.Equal(0, (await running.Dashboard.AskAsync(Path, key: other)).GetProperty("budgets").GetArrayLength());
        await SendAsync(HttpMethod.Delete, $"{Path}/{id}", null, HttpStatusCode.NotFound, other);
        Assert.Equal("for a while", (await running.Dashboard.AskAsync($"{Path}/{id}")).GetProperty("name").GetString());
        await SendAsync(HttpMethod.Delete, $"{Path}/{id}", null, HttpStatusCode.NoContent);
        await SendAsync(HttpMethod.Delete, $"{Path}/{id}", null, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"amountUsd":"1"}""", "budget")]
    [InlineData("""{"name":"x"}""", "amountUsd")]
    [InlineData("""{"name":"x","amountUsd":"-1"}""", "amountUsd")]
    [InlineData("""{"name":"x","amountUsd":1}""", "amountUsd")]
    [InlineData("""{"name":"x","amountUsd":"1","period":"year"}""", "period")]
    [InlineData("""{"name":"x","amountUsd":"1","thresholds":[0]}""", "budget")]
    [InlineData("""{"name":"x","amountUsd":"1","for":{"dimension":"moon","value":"a"}}""", "for.dimension")]
    [InlineData("""{"name":"x","amountUsd":"1","for":{"dimension":"customer"}}""", "for.value")]
    [InlineData("""{"name":"x","amountUsd":"1","for":{"dimension":"key","value":"no such key"}}""", "for.value")]
    [InlineData("""{"name":"x","amountUsd":"1","colour":"red"}""", "colour")]
    [InlineData("""null""", "body")]
    [InlineData("""{"name":""", "name")]
    public async Task What_cannot_be_meant_is_named(string body, string parameter) =>
        Assert.Equal(parameter, (await SendAsync(HttpMethod.Post, Path, body, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());

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
