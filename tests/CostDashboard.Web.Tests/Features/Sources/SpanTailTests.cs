using System.Net;
using System.Text.Json;
using CostDashboard.Core.Sources;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Sources;

public sealed class SpanTailTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Hostile = "\"><script>alert(1)</script>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_are_followed_as_they_arrive_and_the_page_shows_those_that_came()
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);
        using var events = await viewer.OpenAsync("/sources/tail?project=1");
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (events.StatusCode, events.Content.Headers.ContentType?.MediaType));
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync(Cancel));

        await running.Dashboard.SendAsync("0000000000000000000000000000d00d", DateTimeOffset.UtcNow.AddSeconds(-2), [new("a1", null, Hostile, 0, 300, [.. Sending.Call("gpt-4o-mini", 1_000_000, 0), ("customer_id", "acme")])]);

        string? line;
        do
        {
            line = await reader.ReadLineAsync(Cancel);
        }
        while (line is not null && !line.StartsWith("data: ", StringComparison.Ordinal));
        var span = JsonDocument.Parse(line!["data: ".Length..]).RootElement;
        Assert.Equal((Hostile, "gpt-4o-mini", "$0.1500", "acme"), (span.GetProperty("name").GetString(), span.GetProperty("model").GetString(), span.GetProperty("cost").GetString(), span.GetProperty("for").GetString()));
        var page = await viewer.ReadAsync("/sources?project=1&live=1");
        Assert.Contains("data-tail=\"/sources/tail?project=1\"", page, StringComparison.Ordinal);
        Assert.Contains("/traces/0000000000000000000000000000d00d", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_arrived_is_written_within_moments_and_shown_by_source()
    {
        await running.Dashboard.SendAsync("0000000000000000000000000000d00e", DateTimeOffset.UtcNow.AddSeconds(-2), [new("a1", null, "step", 0, 300)]);
        var store = running.Dashboard.Get<ISourceStore>();
        while ((await store.GetAsync(new(1), default, Cancel)).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
        }

        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);
        Assert.Contains("OTLP over HTTP", await viewer.ReadAsync("/sources?project=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_follows_nothing_and_a_project_that_is_not_there_has_no_tail()
    {
        using var stranger = running.Dashboard.Browse();
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        using var refused = await stranger.GetAsync("/sources/tail?project=1");
        using var missing = await viewer.GetAsync("/sources/tail?project=99");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
