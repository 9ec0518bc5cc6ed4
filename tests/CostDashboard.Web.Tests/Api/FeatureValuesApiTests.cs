using System.Net;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Value;

namespace CostDashboard.Web.Tests.Api;

public sealed class FeatureValuesApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Path = "/api/v1/feature-values";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_records_values_of_its_project_and_the_same_again_changes_nothing()
    {
        const string Body = """{"values":[{"feature":"api","period":"2026-03","kind":"revenue","amount":"120.5"},{"feature":"api","period":"2026-03-05","kind":"units","unit":"tickets","amount":"42"}]}""";

        Assert.Equal("""{"added":2,"changed":0,"unchanged":0}""", (await PostAsync(Body, HttpStatusCode.OK)).GetRawText());
        Assert.Equal("""{"added":0,"changed":0,"unchanged":2}""", (await PostAsync(Body, HttpStatusCode.OK)).GetRawText());
        Assert.Equal("""{"added":0,"changed":1,"unchanged":1}""", (await PostAsync(Body.Replace("42", "43", StringComparison.Ordinal), HttpStatusCode.OK)).GetRawText());

        var stored = (await running.Dashboard.Get<IFeatureValueStore>().GetPageAsync(new(1), "api", 0, 10, Cancel)).Values;
        Assert.Equal([(120_500_000_000, true), (43_000_000, false)], stored.Select(value => (value.Value.Amount, value.Value.Key.IsRevenue)));
        var entries = (await running.Dashboard.Get<IAuditLog>().GetAsync(null, 50, Cancel)).Entries.Where(entry => entry.Details.StartsWith("API: api 2026-03", StringComparison.Ordinal));
        Assert.Equal(2, entries.Count());
        Assert.All(entries, entry => Assert.StartsWith("key ", entry.Actor.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{}""", "values")]
    [InlineData("""null""", "values")]
    [InlineData("""{"values":[null]}""", "values[0]")]
    [InlineData("""{"values":[{"feature":"a","period":"2026-04","kind":"revenue","amount":"1"},{"feature":"b","period":"April","kind":"revenue","amount":"1"}]}""", "values[1].period")]
    [InlineData("""{"values":[{"feature":"a","period":"2026-04","kind":"revenue","amount":"-1"}]}""", "values[0].amount")]
    [InlineData("""{"values":[{"feature":"a","period":"2026-04","kind":"units","amount":"1"}]}""", "values[0].unit")]
    [InlineData("""{"values":[{"feature":"a","period":"2026-04","kind":"revenue","amount":1}]}""", "$.values[0].amount")]
    [InlineData("""{"values":""", "$.values")]
    public async Task What_cannot_be_meant_is_named_and_nothing_is_recorded(string body, string parameter)
    {
        Assert.Equal(parameter, (await PostAsync(body, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());
        Assert.Equal(0, (await running.Dashboard.Get<IFeatureValueStore>().GetPageAsync(new(1), "a", 0, 10, Cancel)).Count);
    }

    [Fact]
    public async Task Values_that_share_a_day_are_a_conflict()
    {
        const string Body = """{"values":[{"feature":"clash","period":"2026-04","kind":"revenue","amount":"1"},{"feature":"clash","period":"2026-04-05","kind":"revenue","amount":"1"}]}""";

        var problem = await PostAsync(Body, HttpStatusCode.Conflict);

        Assert.Equal("values[1].period", problem.GetProperty("parameter").GetString());
        Assert.EndsWith("Nothing was recorded.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_request_may_hold_is_refused()
    {
        var values = string.Join(',', Enumerable.Range(0, 1_001).Select(i => $$"""{"feature":"f{{i}}","period":"2026-04","kind":"revenue","amount":"1"}"""));

        Assert.Contains("at most 1000", (await PostAsync($$"""{"values":[{{values}}]}""", HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await PostAsync($$"""{"values":[],"x":"{{new string('x', 1024 * 1024)}}"}""", HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task<JsonElement> PostAsync(string body, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = running.Dashboard.Addresses.Web };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Dashboard.Key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Path, content, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
