using System.Net;
using CostDashboard.Core.Pricing;
using CostDashboard.Web.Tests.Api;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class UnknownPageTests : IAsyncLifetime
{
    private const string Path = "/prices/unknown?from=2026-08-01&to=2026-08-31";
    private const string Form = Path + "&provider=openai&model=gpt-99-large";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        await _dashboard.SendAsync(Sending.Support, Sending.Noon, [new("b1", null, "chat", 0, 10, Sending.Call("gpt-99-large", 1_000_000, 500_000))]);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_model_without_a_price_stands_there_with_what_it_was_used_for_and_why()
    {
        var page = await _admin.ReadAsync(Path);

        Assert.Contains(">1 call</b>", page, StringComparison.Ordinal);
        Assert.Contains("gpt-99-large", page, StringComparison.Ordinal);
        Assert.Contains("no price for model &#x27;gpt-99-large&#x27;", page, StringComparison.Ordinal);
        Assert.Contains("Price it", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_a_price_is_recorded_it_says_what_the_calls_would_cost()
    {
        using var answer = await _admin.PostFormAsync(Form, "own-price", ("perMillion.input", "2"), ("perMillion.output", "8"), ("do", "estimate"));

        Assert.Contains("value=\"6\"", await TextAsync(answer), StringComparison.Ordinal);
        Assert.Empty(Book.Entries);
    }

    [Fact]
    public async Task A_recorded_price_leads_to_pricing_the_past_calls_again()
    {
        using var answer = await _admin.PostFormAsync(Form, "own-price", ("perMillion.input", "2"), ("perMillion.output", "8"), ("mode", "chat"), ("do", "save"));
        var page = await _admin.ReadAsync(answer.Headers.Location!.ToString());

        Assert.NotNull(Book.Find("openai", "gpt-99-large"));
        Assert.Contains("Re-price the past 1 call<", page, StringComparison.Ordinal);
        Assert.Contains("provider=openai&amp;model=gpt-99-large&amp;price=Unpriced&amp;price=Partial&amp;all=1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_means_a_model_of_the_book_gets_its_price()
    {
        using var answer = await _admin.PostFormAsync(Form, "same-as", ("to-model", "gpt-4o"), ("to-provider", "openai"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("gpt-4o", Book.Match("openai", "gpt-99-large", CostDashboard.TestKit.A.Noon).Model!.Model);
    }

    [Theory]
    [InlineData("own-price", "perMillion.input", "x", "is no amount")]
    [InlineData("own-price", "do", "estimate", "Fill in at least one rate.")]
    [InlineData("same-as", "to-model", "", "Choose one of the models, or name another one.")]
    [InlineData("same-as", "to-model", "gpt-99", "an alias leads to a model that has a price")]
    public async Task A_mistake_is_said_and_nothing_is_recorded(string form, string field, string text, string message)
    {
        using var answer = await _admin.PostFormAsync(Form, form, (field, text), ("to-provider", "openai"));

        Assert.Contains(message, await TextAsync(answer), StringComparison.Ordinal);
        Assert.Empty(Book.Entries);
    }

    [Fact]
    public async Task A_viewer_sees_the_models_and_prices_none()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(Form);
        using var refused = await viewer.PostFormAsync(Form, "own-price", ("perMillion.input", "2"), ("do", "save"));

        Assert.Contains("gpt-99-large", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Price it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Record the price", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Where_every_call_has_a_price_it_says_so() =>
        Assert.Contains("Every call of this period has a price.", await _admin.ReadAsync("/prices/unknown?from=2026-07-01&to=2026-07-31"), StringComparison.Ordinal);

    private PriceBook Book => _dashboard.Get<CurrentPrices>().Book;

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
