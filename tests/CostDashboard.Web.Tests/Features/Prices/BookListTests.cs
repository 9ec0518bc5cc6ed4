using CostDashboard.Core.Spans;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Prices.Book;

namespace CostDashboard.Web.Tests.Features.Prices;

public sealed class BookListTests
{
    private readonly InMemoryStore _store = new();

    [Theory]
    [InlineData("", "gpt-4o gpt-5.4 gpt-image meta-llama/llama-4:free openai/gpt-4o")]
    [InlineData("q=4o", "gpt-4o openai/gpt-4o")]
    [InlineData("q=2024-11-20", "gpt-4o")]
    [InlineData("q=router 4O", "openai/gpt-4o")]
    [InlineData("q=nothing of that name", "")]
    [InlineData("mode=image_generation", "gpt-image")]
    [InlineData("has=batch", "gpt-4o")]
    [InlineData("has=cached&has=batch", "gpt-4o")]
    [InlineData("has=batch&has=tiers", "")]
    [InlineData("has=tiers", "gpt-5.4")]
    [InlineData("has=audio", "gpt-5.4")]
    [InlineData("has=units", "gpt-image")]
    [InlineData("source=override", "")]
    [InlineData("source=shipped&mode=image_generation", "gpt-image")]
    [InlineData("has=nonsense", "gpt-4o gpt-5.4 gpt-image meta-llama/llama-4:free openai/gpt-4o")]
    [InlineData("sort=input", "openai/gpt-4o gpt-4o gpt-5.4 meta-llama/llama-4:free gpt-image")]
    [InlineData("sort=input&dir=asc", "meta-llama/llama-4:free gpt-4o gpt-5.4 openai/gpt-4o gpt-image")]
    [InlineData("sort=model&dir=desc", "openai/gpt-4o meta-llama/llama-4:free gpt-image gpt-5.4 gpt-4o")]
    [InlineData("at=2026-03-04", "gpt-4o gpt-image meta-llama/llama-4:free openai/gpt-4o")]
    [InlineData("page=99", "gpt-4o gpt-5.4 gpt-image meta-llama/llama-4:free openai/gpt-4o")]
    [InlineData("sort=7&dir=up&page=-1&at=yesterday", "gpt-4o gpt-5.4 gpt-image meta-llama/llama-4:free openai/gpt-4o")]
    public async Task Any_question_has_its_models_in_its_order(string query, string models) =>
        Assert.Equal(models, string.Join(' ', (await ListAsync(query)).Rows.Select(row => row.Model.Model)));

    [Theory]
    [InlineData("", 2.5)]
    [InlineData("at=2024-11-12", 2.5)]
    [InlineData("at=2024-11-11", 5)]
    public async Task A_price_is_that_of_the_day(string query, double input) =>
        Assert.Equal((decimal)input, (await ListAsync(query)).Rows.Single(row => row.Model.Model == "gpt-4o").Rates.Input);

    [Fact]
    public async Task What_the_traffic_uses_stands_first_and_counts_every_name_of_it()
    {
        await _store.CommitAsync(
            [
                A.Span("a", provider: "openai", model: "gpt-5.4-2026-03-05", tokens: new Usage(10, 0, 0, 0, 1), usd: 1m),
                A.Span("b", trace: "t2", provider: "openai", model: "gpt-5.4", tokens: new Usage(10, 0, 0, 0, 1), usd: 2m),
                A.Span("c", trace: "t3", provider: "openai", model: "gpt-99", tokens: new Usage(10, 0, 0, 0, 1)),
            ],
            TestContext.Current.CancellationToken);

        var list = await ListAsync("");
        var seen = await ListAsync("seen=1");

        Assert.Equal(("gpt-5.4", 2L), (list.Rows[0].Model.Model, list.Rows[0].Traffic.Calls));
        Assert.Equal(["gpt-5.4", "gpt-5.4-2026-03-05"], list.Rows[0].Traffic.Names.Select(name => name.Model));
        Assert.Equal((1, 1), (list.Called, seen.Count));
    }

    [Fact]
    public async Task The_number_beside_a_choice_is_what_the_choice_would_show()
    {
        var list = await ListAsync("q=gpt&mode=chat");

        Assert.Equal([new("openai", 2), new("openrouter", 1)], list.Providers);
        Assert.Equal([new("chat", 3), new("image_generation", 1)], list.Modes);
    }

    private async Task<BookList> ListAsync(string query)
    {
        var context = Questions.Context("/prices?" + query);
        var view = BookView.From(context.Query);
        var traffic = await BookTraffic.AskAsync(_store, context, SomePrices.Book, TestContext.Current.CancellationToken);
        return BookList.Of(SomePrices.Book, view, view.DayAt(context.Now), traffic, _ => true);
    }
}
