using System.Net;
using CostDashboard.Web.Features.Prices;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class PricePagesTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    [Fact]
    public async Task The_book_leads_to_the_page_of_a_model_whose_name_has_slashes()
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        var book = await viewer.ReadAsync("/prices?q=openrouter+llama-3.1-8b-instruct");
        var path = ModelLink.Path("openrouter", "meta-llama/llama-3.1-8b-instruct");
        var page = await viewer.ReadAsync(path);

        Assert.Contains(path, book, StringComparison.Ordinal);
        Assert.Contains(">meta-llama/llama-3.1-8b-instruct</bdi></h1>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-99")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a/../../administration/users")]
    [InlineData("100% \"mine\" & yours?#")]
    [InlineData("a%2Fb")]
    [InlineData("模型")]
    public async Task A_name_that_the_book_does_not_know_is_said_as_text(string model)
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        using var answer = await viewer.GetAsync(ModelLink.Path("openai", model));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("The book has no such model", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/prices", true)]
    [InlineData("/prices/openai/gpt-4o", true)]
    [InlineData("/prices/unknown", true)]
    [InlineData("/prices/overrides", false)]
    [InlineData("/prices/import", false)]
    public async Task A_page_that_shows_no_traffic_asks_for_no_period(string path, bool hasPeriod)
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        Assert.Equal(hasPeriod, (await viewer.ReadAsync(path)).Contains("aria-label=\"Period\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/prices?q=%00&sort=%27&page=999999999999&has=%3Cb%3E&at=0000-99-99&mode=x&provider=x&dir=y&seen=z")]
    [InlineData("/prices/openai/gpt-4o?at=1999-01-01&range=400d")]
    [InlineData("/prices/openai/gpt-4o?at=2199-12-31&project=99")]
    public async Task Any_address_has_a_page(string address)
    {
        using var viewer = await running.Dashboard.SignInAsync(Dashboard.ViewerEmail);

        await viewer.ReadAsync(address);
    }
}
