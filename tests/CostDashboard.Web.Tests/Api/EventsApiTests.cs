using System.Net;
using System.Text;
using System.Text.Json;

namespace CostDashboard.Web.Tests.Api;

public sealed class EventsApiTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    private static string Hour => $"{s_now.AddHours(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}";

    [Fact]
    public async Task A_deploy_is_taken_once_and_listed()
    {
        var sent = $$"""{"kind":"deploy","service":"once","version":"2.8.1","environment":"production","time":"{{Hour}}","url":"https://ci.example/runs/7"}""";

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(sent)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(sent)).Status);

        var events = (await running.Dashboard.AskAsync("/api/v1/events")).GetProperty("events").EnumerateArray().Where(e => e.GetProperty("service").GetString() == "once");
        var e = Assert.Single(events);
        Assert.Equal(
            ("deploy", "2.8.1", "production", "https://ci.example/runs/7", "reported"),
            (e.GetProperty("kind").GetString(), e.GetProperty("name").GetString(), e.GetProperty("environment").GetString(), e.GetProperty("url").GetString(),
                e.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task An_event_without_a_time_is_taken_once_by_its_key()
    {
        const string Sent = """{"kind":"event","name":"Campaign begins"}""";

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(Sent, "campaign 1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Sent, "campaign 1")).Status);
        var (status, answer) = await SendAsync("""{"kind":"event","name":"Something else"}""", "campaign 1");

        Assert.Equal((HttpStatusCode.Conflict, "Idempotency-Key"), (status, answer.GetProperty("parameter").GetString()));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("""{"kind":"incident","name":"x"}""", "kind")]
    [InlineData("""{"service":"api"}""", "version")]
    [InlineData("""{"version":"1.0"}""", "service")]
    [InlineData("""{"kind":"event"}""", "name")]
    [InlineData("""{"service":"api","version":7}""", "version")]
    [InlineData("""{"service":"api","version":"1.0","time":"yesterday"}""", "time")]
    [InlineData("""{"service":"api","version":"1.0","time":"2031-01-01T00:00:00Z"}""", "time")]
    [InlineData("""{"service":"api","version":"1.0","time":"2001-01-01T00:00:00Z"}""", "time")]
    [InlineData("""{"service":"api","version":"1.0","url":"javascript:alert(1)"}""", "url")]
    [InlineData("""{"service":"api","version":"1.0","url":"//elsewhere.example"}""", "url")]
    [InlineData("""{"service":"api","version":"1.0","url":"https://user:password@elsewhere.example"}""", "url")]
    [InlineData("""{"service":"api","version":"1.0","colour":"red"}""", "colour")]
    public async Task What_cannot_be_meant_is_refused_with_the_field_and_the_remedy(string sent, string field)
    {
        var (status, answer) = await SendAsync(sent);

        Assert.Equal((HttpStatusCode.BadRequest, field), (status, answer.GetProperty("parameter").GetString()));
        Assert.Matches("[Ss]end|is none of|write", answer.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("version")]
    [InlineData("service")]
    [InlineData("environment")]
    public async Task A_text_that_is_too_long_is_refused(string field)
    {
        var texts = new Dictionary<string, string> { ["version"] = "1", ["service"] = "api", ["environment"] = "staging", [field] = new('x', 201) };

        var (status, answer) = await SendAsync(JsonSerializer.Serialize(texts));

        Assert.Equal((HttpStatusCode.BadRequest, field), (status, answer.GetProperty("parameter").GetString()));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync($$"""{"name":"{{new string('x', 20_000)}}"}""")).Status);

    [Fact]
    public async Task A_period_that_is_empty_is_refused() =>
        await running.Dashboard.AskAsync("/api/v1/events?from=2026-08-07&to=2026-08-06", HttpStatusCode.BadRequest);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string body, string? key = null)
    {
        using var client = new HttpClient { BaseAddress = running.Dashboard.Addresses.Web };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", Dashboard.Key);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        return (answer.StatusCode, JsonDocument.Parse(text).RootElement);
    }
}
