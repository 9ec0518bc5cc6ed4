using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CostDashboard.Web.Tests;

public sealed class HomePageTests(WebApplicationFactory<Program> program) : IClassFixture<WebApplicationFactory<Program>>
{
    [Theory]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.js")]
    [InlineData("/_content/Radzen.Blazor/css/standard-base.css")]
    [InlineData("/lib/apexcharts/apexcharts.min.js")]
    [InlineData("/lib/inter/index.css")]
    [InlineData("/tokens.css")]
    [InlineData("/app.css")]
    [InlineData("/js/shell.js")]
    [InlineData("/CostDashboard.Web.styles.css")]
    [InlineData("/lib/inter/files/inter-latin-wght-normal.woff2")]
    public async Task What_a_page_needs_is_served(string path)
    {
        using var client = program.CreateClient();

        var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
