using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Overview;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Overview;

public sealed class KeyFiguresTests : BunitContext
{
    private const double Day = 86_400_000;

    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private readonly InMemoryStore _store = new();

    public KeyFiguresTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/?range=7d")]
    [InlineData("/?range=24h")]
    [InlineData("/?range=month")]
    [InlineData("/?range=7d&step=call3")]
    public async Task Every_figure_is_what_the_spend_page_answers_to_the_question_it_opens(string url)
    {
        await SpendAsync(40, day => 1 + (0.01m * day), unpricedOn: [2]);

        var figures = Show(url).FindAll(".figures > a[href^='/spend']").ToDictionary(a => a.QuerySelector(".label")!.TextContent, a => a);

        foreach (var (label, name) in new[]
        {
            (figures.Keys.First(l => l.StartsWith("Spend, ", StringComparison.Ordinal)), "cost"), ("Today", "cost"), ("August to date", "cost"),
            ("Cost per query", "cost-per-trace"), ("Queries", "traces"), ("Model calls", "calls"),
        })
        {
            var asked = Questions.Context(figures[label].GetAttribute("href")!);
            var measure = Measure.Of(asked.Query.Text("measure"));
            var comparison = await SpendComparison.AskAsync(_store, asked, asked.Range, withDistributions: false, Cancel);

            Assert.Equal(name, measure.Name);
            Assert.Equal(measure.Text(comparison.Now), Words(figures[label].QuerySelector(".value")!.FirstElementChild?.TextContent ?? figures[label].QuerySelector(".value")!.TextContent));
        }
    }

    [Fact]
    public async Task The_month_is_told_in_a_sentence_with_its_forecast_and_how_good_it_was()
    {
        // Ten dollars a day since May; today, the 6th of August, has its hour at noon already.
        await SpendAsync(90, _ => 10);

        Assert.Equal(
            "August has cost $60.00 so far and will have cost about $310 at its end; with a probability of 80 % it ends between $310 and $310.",
            Sentence("/?range=7d"));
        Assert.StartsWith(
            "On 6 July it would have said $310 for July ($310 – $310); it came to $310.00, within the band.",
            Words(Show("/?range=7d").Find("summary").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_price_makes_the_forecast_a_lower_bound()
    {
        await SpendAsync(90, _ => 10, unpricedOn: [0, 1]);

        Assert.EndsWith("2 calls have no known price or only a part of one, so this is a lower bound.", Sentence("/?range=7d"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_few_days_the_band_is_told_for_what_it_is()
    {
        await SpendAsync(5, day => day == 2 ? 20 : 10);

        Assert.EndsWith("if every day were as cheap, or as dear, as the cheapest or dearest day so far.", Sentence("/?range=24h"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_there_are_three_full_days_no_forecast_pretends()
    {
        // The records begin at noon on Tuesday; Wednesday is full, Thursday not over.
        await SpendAsync(3, _ => 10);
        var page = Show("/?range=24h");

        Assert.EndsWith("A forecast to its end needs 3 full days of records; there is 1.", Words(page.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("details"));
    }

    [Theory]
    [InlineData(0, "$0")]
    [InlineData(41_234_567_890_123, "$41,200")]
    [InlineData(9_412_070_000_000, "$9,410")]
    [InlineData(99_960_000_000, "$100")]
    [InlineData(12_345_000_000, "$12.30")]
    [InlineData(18_734_501, "$0.0187")]
    [InlineData(-61_204_000_000, "−$61.20")]
    public void An_estimate_has_three_digits_that_count(long nanos, string text) => Assert.Equal(text, MoneyText.About(nanos));

    // One trace a day with one call at noon, the latest today.
    private Task SpendAsync(int days, Func<int, decimal> usd, params int[] unpricedOn) => _store.CommitAsync(
        [
            .. Enumerable.Range(0, days).Select(day => A.Span($"s{day}", trace: $"t{day}", name: $"call{day}", start: -day * Day, tokens: s_tokens, usd: usd(day))),
            .. unpricedOn.Select(day => A.Span($"u{day}", trace: $"u{day}", start: -day * Day, tokens: s_tokens, model: "unheard-of")),
        ],
        Cancel);

    private string Sentence(string url) => Words(Show(url).Find(".sentence").TextContent);

    private IRenderedComponent<KeyFigures> Show(string url)
    {
        var figures = Render<KeyFigures>(p => p.AddCascadingValue(Questions.Context(url)));
        figures.WaitForState(() => figures.FindAll(".load-skeleton").Count == 0 && !figures.Markup.Contains('…', StringComparison.Ordinal));
        return figures;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
