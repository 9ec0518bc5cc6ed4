using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Views;
using CostDashboard.Web.Features.Views;

namespace CostDashboard.Web.Tests.Features.Views;

public sealed class SavedViewTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Page = "/spend?range=30d&by=step%2Cmodel&views=1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_keeps_views_that_nobody_else_sees_or_changes()
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);
        using var administrator = await running.Dashboard.SignInAsync(Dashboard.AdminEmail);

        Assert.Equal("/spend?range=30d&by=step%2Cmodel&views=1", await PostAsync(viewer, "save", ("name", " <b>mine</b> "), ("address", "/spend?range=30d&by=step%2Cmodel")));
        var view = await OneAsync(Dashboard.ViewerEmail, "<b>mine</b>");

        Assert.Equal(("?range=30d&by=step%2Cmodel", false), (view.Query, view.IsShared));
        Assert.Contains("&lt;b&gt;mine&lt;/b&gt;", await viewer.ReadAsync("/spend"), StringComparison.Ordinal);
        Assert.DoesNotContain("mine&lt;", await administrator.ReadAsync(Page), StringComparison.Ordinal);
        Assert.Contains("refused=7", await PostAsync(administrator, "rename", ("id", $"{view.Id}"), ("name", "theirs")), StringComparison.Ordinal);
        Assert.Contains("refused=7", await PostAsync(administrator, "remove", ("id", $"{view.Id}")), StringComparison.Ordinal);

        await PostAsync(viewer, "rename", ("id", $"{view.Id}"), ("name", "renamed"));
        Assert.Equal(view.Id, (await OneAsync(Dashboard.ViewerEmail, "renamed")).Id);
        await PostAsync(viewer, "remove", ("id", $"{view.Id}"));
        Assert.Null(await running.Dashboard.Get<ISavedViews>().FindAsync(view.Id, Cancel));
    }

    [Fact]
    public async Task Administrators_share_views_and_everybody_opens_them()
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);
        using var administrator = await running.Dashboard.SignInAsync(Dashboard.AdminEmail);

        await PostAsync(administrator, "save", ("name", "for all"), ("address", "/spend?by=customer&measure=cost-per-trace"), ("shared", "true"));
        var view = await OneAsync(Dashboard.AdminEmail, "for all");

        Assert.True(view.IsShared);
        Assert.Contains("""href="/spend?by=customer&amp;measure=cost-per-trace""", await viewer.ReadAsync("/spend"), StringComparison.Ordinal);
        Assert.Contains("refused=6", await PostAsync(viewer, "save", ("name", "also for all"), ("shared", "true")), StringComparison.Ordinal);
        Assert.Contains("refused=7", await PostAsync(viewer, "rename", ("id", $"{view.Id}"), ("name", "mine now")), StringComparison.Ordinal);
        Assert.Contains("refused=7", await PostAsync(viewer, "remove", ("id", $"{view.Id}")), StringComparison.Ordinal);
        Assert.DoesNotContain("refused", await PostAsync(administrator, "remove", ("id", $"{view.Id}")), StringComparison.Ordinal);

        var log = (await running.Dashboard.Get<IAuditLog>().GetAsync(null, 10, Cancel)).Entries.Where(e => e.Subject == "for all");
        Assert.Equal([(Dashboard.AdminEmail, "view.remove"), (Dashboard.AdminEmail, "view.share")], log.Select(e => (e.Actor.Name, e.Action)));
    }

    [Fact]
    public async Task The_list_of_traces_saves_its_query_columns_and_order_and_shows_its_own_views_alone()
    {
        const string Traces = "/traces?query=model%3Agpt%2A%20cost%3E0.1&sort=cost&cols=trace%2Ccost";
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        Assert.Equal(Traces + "&views=1", await PostAsync(viewer, "save", ("name", "dear gpt"), ("address", Traces)));
        var view = await OneAsync(Dashboard.ViewerEmail, "dear gpt", ViewPage.Traces);

        Assert.Equal((Traces["/traces".Length..], ViewPage.Traces), (view.Query, view.Page));
        Assert.Contains("dear gpt", await viewer.ReadAsync("/traces"), StringComparison.Ordinal);
        Assert.Contains("href=\"" + Traces.Replace("&", "&amp;", StringComparison.Ordinal) + "\"", await viewer.ReadAsync("/traces?views=1"), StringComparison.Ordinal);
        Assert.DoesNotContain("dear gpt", await viewer.ReadAsync("/spend"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_under_a_name_again_replaces_the_view()
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        await PostAsync(viewer, "save", ("name", "Again"), ("address", "/spend?by=model"));
        var first = await OneAsync(Dashboard.ViewerEmail, "Again");
        await PostAsync(viewer, "save", ("name", "again"), ("address", "/spend?by=step"));

        Assert.Equal((first.Id, "?by=step"), ((await OneAsync(Dashboard.ViewerEmail, "again")).Id, (await OneAsync(Dashboard.ViewerEmail, "again")).Query));
    }

    [Theory]
    [InlineData("", "refused=1", "A view needs a name")]
    [InlineData("two\nlines", "refused=1", "A view needs a name")]
    [InlineData(null, "refused=2", "at most 100 characters")]
    public async Task What_cannot_be_saved_is_refused_with_the_reason(string? name, string refused, string words)
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        var back = await PostAsync(viewer, "save", ("name", name ?? new('x', SavedView.LongestName + 1)), ("address", "/spend?by=model"));

        Assert.Contains(refused, back, StringComparison.Ordinal);
        Assert.Contains(words, await viewer.ReadAsync(back), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);
        using var stranger = running.Dashboard.Browse();

        using var refused = await viewer.SendAsync(HttpMethod.Post, "/views/save");
        using var unknown = await stranger.SendAsync(HttpMethod.Post, "/views/save");

        Assert.True(refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(HttpStatusCode.Found, unknown.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/spend?by=model", "/spend?views=1")]
    [InlineData("//evil.example/spend?by=model", "/spend?views=1")]
    [InlineData("/steps?by=model", "/spend?views=1")]
    [InlineData("/traces/compare?a=1", "/spend?views=1")]
    [InlineData("/traces?query=cost%3E1", "/traces?query=cost%3E1&views=1")]
    public async Task A_form_leads_back_to_the_page_and_nowhere_else(string address, string back)
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        Assert.Equal(back, await PostAsync(viewer, "save", ("name", "x"), ("address", address)));
    }

    [Theory]
    [InlineData("/spend?by=step,model&open=%2Fa&open=%2Fb%2Fc&views=1&skip=20&live=1&cursor=x&evil=%3Cscript%3E", "?by=step%2Cmodel&open=%2Fa&open=%2Fb%2Fc")]
    [InlineData("/spend?project=2&range=month&compare=2w&not.model=a%26b&tag.team=&measure=p95&top=50", "?project=2&range=month&compare=2w&not.model=a%26b&tag.team=&measure=p95&top=50")]
    [InlineData("/traces?query=cost%3E1&sort=cost&cols=user&density=compact&basis=spent&mincost=1&cursor=x&by=model&evil=1", "?query=cost%3E1&mincost=1&basis=spent&sort=cost&cols=user&density=compact")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_view_keeps_what_the_page_asks_and_nothing_else(string? address, string query) =>
        Assert.Equal(query, ViewKeeping.QueryOf(address, OrganisationCalendar.Utc));

    private static async Task<string> PostAsync(Browser browser, string verb, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostFormFromAsync(Page, "/views/" + verb, verb, fields);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private async Task<SavedView> OneAsync(string email, string name, ViewPage page = ViewPage.Spend)
    {
        var user = await running.Dashboard.Get<IAccessStore>().FindUserByEmailAsync(email, Cancel);
        return (await running.Dashboard.Get<ISavedViews>().GetAsync(user!.Id, page, Cancel)).Single(view => view.Name == name);
    }
}
