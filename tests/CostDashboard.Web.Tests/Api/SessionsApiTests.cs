using System.Net;
using CostDashboard.Core.Traces.Sessions;

namespace CostDashboard.Web.Tests.Api;

public sealed class SessionsApiTests : IAsyncLifetime
{
    private const string Day = "/api/v1/sessions?from=2026-08-06&to=2026-08-07";
    private const string Talk = "a/b <i>";

    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        await SendAsync("1", 0, Talk, "gpt-4o-mini", 1000);
        await SendAsync("2", 5, Talk, "a-model-of-our-own", 1000);
        await SendAsync("3", 9, "other", "gpt-4o-mini", 2000);
        await SendAsync("4", 12, null, "gpt-4o-mini", 3000);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Sessions_come_the_dearest_first_with_their_traces_and_what_is_unknown_beside_the_cost()
    {
        var answer = await _dashboard.AskAsync(Day);

        var rows = answer.GetProperty("sessions");
        Assert.Equal(["other", Talk], rows.Column("name"));
        Assert.Equal(["0.0003", "0.00015"], rows.Column("costUsd"));
        Assert.Equal(["1", "2"], rows.Column("traces"));
        Assert.Equal(["0", "1"], rows.Column("unpricedCalls"));
        Assert.Equal(["1", "1"], rows.Column("users"));
        Assert.Equal([TextKey.Of("other").ToString(), TextKey.Of(Talk).ToString()], rows.Column("id"));
        Assert.Equal(("0.00045", 2, 3, 3, 1), (
            answer.GetProperty("costUsd").GetString(),
            answer.GetProperty("count").GetInt32(),
            answer.GetProperty("traces").GetInt32(),
            answer.GetProperty("calls").GetInt32(),
            answer.GetProperty("unpricedCalls").GetInt32()));
    }

    [Fact]
    public async Task Pages_go_on_where_the_one_before_ended_and_a_query_finds_one_by_what_spans_state()
    {
        var first = await _dashboard.AskAsync(Day + "&limit=1&sort=last");
        var second = await _dashboard.AskAsync($"{Day}&limit=1&sort=last&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(["other"], first.GetProperty("sessions").Column("name"));
        Assert.Equal([Talk], second.GetProperty("sessions").Column("name"));
        Assert.Equal("null", second.GetProperty("next").GetRawText());
        var found = await _dashboard.AskAsync($"{Day}&query={Uri.EscapeDataString($"session:\"{Talk}\"")}");
        Assert.Equal([Talk], found.GetProperty("sessions").Column("name"));
    }

    [Fact]
    public async Task A_session_has_its_traces_in_order_with_running_cost_that_ends_with_its_own_and_parts_that_come_to_it()
    {
        var answer = await _dashboard.AskAsync($"/api/v1/sessions/{TextKey.Of(Talk)}");

        Assert.Equal((Talk, "0.00015"), (answer.GetProperty("session").GetProperty("name").GetString(), answer.GetProperty("session").GetProperty("costUsd").GetString()));
        var traces = answer.GetProperty("traces");
        Assert.Equal([TraceId("1"), TraceId("2")], traces.EnumerateArray().Select(t => t.GetProperty("trace").GetProperty("traceId").GetString()));
        Assert.Equal(["0.00015", "0.00015"], traces.Column("runningCostUsd"));
        Assert.Equal(["0", "1"], traces.Column("runningUnpricedCalls"));
        Assert.Equal(["1000", "1000"], traces.Column("contextTokens"));
        Assert.Equal(["gpt-4o-mini", "a-model-of-our-own"], answer.GetProperty("parts").Column("model"));
        Assert.Equal(["0.00015", "null"], answer.GetProperty("parts").Column("costUsd"));
    }

    [Theory]
    [InlineData("/api/v1/sessions/nonsense", HttpStatusCode.BadRequest, "16 hexadecimal digits")]
    [InlineData("/api/v1/sessions/0123456789abcdef", HttpStatusCode.NotFound, "There is no session")]
    [InlineData(Day + "&cursor=1.2.nonsense", HttpStatusCode.BadRequest, "cursor")]
    [InlineData(Day + "&sort=name", HttpStatusCode.BadRequest, "sort")]
    [InlineData(Day + "&query=sesion:x", HttpStatusCode.BadRequest, "session")]
    [InlineData("/api/v1/sessions?from=2026-08-07&to=2026-08-06", HttpStatusCode.BadRequest, "empty")]
    public async Task What_cannot_be_answered_says_why(string path, HttpStatusCode status, string reason) =>
        Assert.Contains(reason, (await _dashboard.AskAsync(path, status)).GetRawText(), StringComparison.Ordinal);

    private static string TraceId(string name) => name.PadLeft(32, '0');

    private Task SendAsync(string trace, int minute, string? session, string model, int input)
    {
        var call = Sending.Call(model, input, 0);
        return _dashboard.SendAsync(
            TraceId(trace),
            Sending.Noon.AddMinutes(minute),
            [new("c" + trace, null, "answer", 0, 1000, session is null ? call : [.. call, ("session.id", session), ("user.id", "ada")])]);
    }
}
