using System.Net;
using AngleSharp.Html.Parser;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Traces.Sessions;

public sealed class SessionPagesTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\u202egnp";
    private const string Day = "from=2026-08-06T00:00Z&to=2026-08-07T00:00Z";

    private readonly string _long = new('u', 5_000);
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        await SendAsync("1", 0, 1000);
        await SendAsync("2", 5, 2000);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task A_list_shows_sessions_harmlessly_with_what_they_cost_and_links_to_their_traces()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync("/sessions?" + Day);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("value=\"0.00045\"", page, StringComparison.Ordinal);
        Assert.Contains($"/sessions/{TextKey.Of(Hostile)}", page, StringComparison.Ordinal);
        Assert.Contains("query=session%3A", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_shows_its_traces_in_order_with_running_cost()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync($"/sessions/{TextKey.Of(Hostile)}");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("sum of the traces up to this one", page, StringComparison.Ordinal);
        var (first, second) = (page.IndexOf("value=\"0.00015\"", StringComparison.Ordinal), page.IndexOf("value=\"0.0003\"", StringComparison.Ordinal));
        Assert.InRange(first, 1, second);
        Assert.Contains("By model", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_a_long_name_has_a_page_whose_address_is_short()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var list = await viewer.ReadAsync("/sessions/users?" + Day);
        var key = TextKey.Of(_long[..200]);
        var page = await viewer.ReadAsync($"/sessions/users/{key}?{Day}");

        Assert.Contains($"/sessions/users/{key}", list, StringComparison.Ordinal);
        Assert.Contains("value=\"0.00045\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(_long[..201], page, StringComparison.Ordinal);
        Assert.Contains("No trace for this user began in this period", await viewer.ReadAsync($"/sessions/users/{key}?range=1h"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sessions")]
    [InlineData("/sessions/users")]
    public async Task The_sum_of_a_list_opens_the_traces_that_it_is_made_of(string list)
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        await _dashboard.SendAsync(TraceId("3"), Sending.Noon.AddMinutes(9), [new("c3", null, "answer", 0, 1000, [.. Sending.Call("gpt-4o-mini", 7000, 0)])]);

        var page = new HtmlParser().ParseDocument(await viewer.ReadAsync($"{list}?{Day}"));
        var sum = page.QuerySelector(".sentence b a[href^='/traces']")!;
        var traces = new HtmlParser().ParseDocument(await viewer.ReadAsync(sum.GetAttribute("href")!));

        Assert.Equal("0.00045", sum.QuerySelector("data")!.GetAttribute("value"));
        Assert.Equal(["0.00015", "0.0003"], traces.QuerySelectorAll("tbody tr data.money").Select(cost => cost.GetAttribute("value")).Order());
    }

    [Fact]
    public async Task What_an_application_calls_a_session_opens_its_page()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        using var answer = await viewer.GetAsync("/sessions?id=" + Uri.EscapeDataString(Hostile));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains($"/sessions/{TextKey.Of(Hostile)}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sessions/nonsense", "16 hexadecimal digits")]
    [InlineData("/sessions/0123456789abcdef", "No trace of this project states this session")]
    [InlineData("/sessions?range=1h", "No trace of this period states a session")]
    [InlineData("/sessions/users?range=1h", "No trace of this period states a user")]
    [InlineData("/sessions?range=1h&customer=nobody", "passes the filters")]
    public async Task Where_there_is_none_it_says_so(string path, string words)
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        Assert.Contains(words, await viewer.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_traces_that_a_browser_without_scripts_marked_are_compared()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var list = await viewer.ReadAsync("/traces?" + Day);
        var compared = await viewer.ReadAsync($"/traces/compare?marked={TraceId("1")}&marked={TraceId("2")}");

        Assert.Contains($"name=\"marked\" value=\"{TraceId("1")}\"", list, StringComparison.Ordinal);
        Assert.Contains("value=\"0.00015\"", compared, StringComparison.Ordinal);
        Assert.Contains("value=\"0.0003\"", compared, StringComparison.Ordinal);
    }

    private static string TraceId(string name) => name.PadLeft(32, '0');

    private Task SendAsync(string trace, int minute, int input) => _dashboard.SendAsync(
        TraceId(trace),
        Sending.Noon.AddMinutes(minute),
        [new("c" + trace, null, "answer", 0, 1000, [.. Sending.Call("gpt-4o-mini", input, 0), ("session.id", Hostile), ("user.id", _long)])]);
}
