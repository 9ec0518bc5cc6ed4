using System.Net;

namespace CostDashboard.Web.Tests;

public sealed class HomePageTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    [Theory]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/lib/apexcharts/apexcharts.min.js")]
    [InlineData("/lib/inter/index.css")]
    [InlineData("/tokens.css")]
    [InlineData("/app.css")]
    [InlineData("/js/shell.js")]
    [InlineData("/CostDashboard.Web.styles.css")]
    [InlineData("/lib/inter/files/inter-latin-wght-normal.woff2")]
    public async Task What_a_page_needs_is_served_to_strangers_too(string path)
    {
        using var stranger = running.Dashboard.Browse();

        using var answer = await stranger.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
