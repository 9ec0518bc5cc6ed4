using System.Globalization;
using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend.Spikes;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Spend.Spikes;

public sealed class SpikePageTests : BunitContext
{
    private const string Address = "/spend/spike?project=1&from=2026-08-06T12:10Z&to=2026-08-06T18:00Z";

    private readonly InMemoryStore _store = new();

    public SpikePageTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddScoped<Panels>();
        Services.AddScoped<SpikeReading>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_sentence_says_how_much_more_by_what_and_by_which_factor()
    {
        await PlantAsync("a customer asks five times as much");

        var sentence = Words(Show(Address).Find(".sentence").TextContent);

        AssertMatches(@"^These 5 h 50 min cost \$[0-9.]+, \$[0-9.]+ more than usual \(the same hours of 2 weeks before\)\. [0-9]+ % of the difference is customer-02 with [456]\.\d+ × the calls", sentence);
    }

    [Fact]
    public async Task Where_everything_moved_there_is_no_single_cause()
    {
        await PlantAsync("everything is dearer");

        var sentence = Words(Show(Address).Find(".sentence").TextContent);

        Assert.True(sentence.Contains("There is no single cause: everything moved together, paying 1.", StringComparison.Ordinal), sentence);
    }

    [Theory]
    [InlineData("customer=steady", null)]
    [InlineData("customer=longer", "2026-08-04T15:30Z")]
    public async Task Since_when_is_found_to_the_quarter_hour_days_back(string filter, string? since)
    {
        // A call every ten minutes of two weeks; one customer's prompts are three times as long from Tuesday afternoon on.
        var change = Questions.At("2026-08-04T15:30Z");
        await _store.CommitAsync(
            [.. Enumerable.Range(-14 * 144, (14 * 144) + 36).SelectMany(i => (PricedSpan[])[Call("steady", i, 1_000), Call("longer", i, At(i) >= change ? 3_000 : 1_000)])], Cancel);

        var times = await new SpikeReading(_store, _store).TimesAsync(SpikeView.From(Context($"{Address}&{filter}")), Cancel);

        Assert.Equal(since is null ? null : Questions.At(since), times.Since);

        static UnixNanos At(int i) => A.Noon + (i * 10 * UnixNanos.PerMinute);
        static PricedSpan Call(string customer, int i, long tokens) => A.Span(
            $"{customer} {i}", trace: $"{customer} {i}", name: "answer", start: i * 600_000.0, tokens: new(tokens + (i % 7), 0, 0, 0, 0), usd: (tokens + (i % 7)) * 0.000_001m,
            attribution: new(customer));
    }

    [Fact]
    public async Task Every_amount_that_is_a_link_is_the_sum_of_what_it_opens()
    {
        await PlantAsync("one step of one customer");
        var page = Show(Address);

        var links = page.FindAll("a:has(data.money)");

        Assert.True(links.Count > 20, $"{links.Count} amounts are links.");
        foreach (var link in links)
        {
            var shown = decimal.Parse(link.QuerySelector("data.money")!.GetAttribute("value")!, CultureInfo.InvariantCulture) * 1_000_000_000m;
            Assert.Equal(await BehindAsync(link.GetAttribute("href")!), shown);
        }
    }

    [Fact]
    public async Task The_bars_and_the_causes_add_up_to_what_was_spent()
    {
        await PlantAsync("two causes at once");

        var page = Show(Address);

        var bars = Amounts(page, "section:has(#drivers-title) tbody td.number");
        Assert.Equal(6, bars.Count);
        Assert.Equal(bars[^1], bars.Take(5).Sum());
        var difference = Amounts(page, "section:has(#causes-title) .total td.number")[^1];
        Assert.Equal(bars[^1] - bars[0], difference);
    }

    [Theory]
    [InlineData("", "Most first.")]
    [InlineData("&show=slowest", "Longest first.")]
    [InlineData("&show=typical", "The middle of all of them by cost.")]
    public async Task Traces_are_shown_dearest_slowest_or_typical(string show, string words)
    {
        await PlantAsync("a step's prompt doubles");

        var panel = Show(Address + show).Find("section:has(#spike-traces-title)");

        Assert.Contains(words, panel.TextContent, StringComparison.Ordinal);
        Assert.Equal(10, panel.QuerySelectorAll("tbody tr").Length);
        Assert.All(panel.QuerySelectorAll("tbody tr"), row => Assert.EndsWith("×", row.QuerySelectorAll("td")[^1].TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_records_begin_too_late_the_page_says_that_there_is_nothing_to_compare_with()
    {
        await _store.CommitAsync([A.Span("s", tokens: new(10, 0, 0, 0, 1), usd: 1m, start: 20 * 60_000)], Cancel);

        var page = Show(Address);

        Assert.Contains("These 5 h 50 min cost $1.00. There is nothing to compare with yet", Words(page.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".bad"));
        Assert.Single(page.FindAll("section:has(#spike-traces-title) tbody tr"));
    }

    [Fact]
    public void Where_nothing_was_called_the_page_says_so() =>
        Assert.Contains("No model call was charged in this period.", Words(Show(Address).Find(".sentence").TextContent), StringComparison.Ordinal);

    [Fact]
    public async Task Calls_without_a_price_are_said_and_marked()
    {
        await PlantAsync("a step's prompt doubles");
        await _store.CommitAsync([A.Span("odd", trace: "odd", tokens: new(10, 0, 0, 0, 1), usd: null, start: 30 * 60_000)], Cancel);

        var page = Show(Address);

        Assert.Contains("1 call of unknown price is not in this amount", page.Find(".sentence").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("section:has(#drivers-title) .mark"));
    }

    [Theory]
    [InlineData("&user=u1", "totalled by the day")]
    [InlineData("&tag.team=red", "totalled by the day")]
    public void What_totals_cannot_tell_is_refused_once_with_the_reason(string filter, string reason)
    {
        var page = Show(Address + filter);

        Assert.Contains(reason, Assert.Single(page.FindAll("[role=alert]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_period_that_is_too_long_is_refused() =>
        Assert.Contains("at most 92 days", Show("/spend/spike?from=2026-01-01T00:00Z&to=2026-08-01T00:00Z").Find("[role=alert]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void The_link_to_send_names_the_period_and_not_the_day_of_reading()
    {
        var link = Show("/spend/spike?range=24h&via=%2Fspend%3Fproject%3D1").Find("#report-link").TextContent;

        Assert.EndsWith("/spend/spike?project=1&from=2026-08-05T19:00Z&to=2026-08-06T19:00Z", Uri.UnescapeDataString(link), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_hour_that_is_not_over_only_what_has_passed_is_compared()
    {
        var view = SpikeView.From(Context("/spend/spike?from=2026-08-06T18:30Z&to=2026-08-06T19:30Z"));

        Assert.Equal(30 * UnixNanos.PerMinute, view.Period.Length);
    }

    private Task PlantAsync(string story) => _store.CommitAsync(
        [.. new SpikeScenario(4).Spans(SpikeStory.All[story].Plant, A.Project, tracesPerPeriod: 200, weeks: 2, hours: 6)], Cancel);

    // What a link opens: a list of traces, or a report of which the usual cost is meant.
    private async Task<decimal> BehindAsync(string link)
    {
        var context = Context(link.StartsWith('#') ? Address + link : link);
        if (context.Path == "/traces")
        {
            return (await _store.ListAsync(TracesView.From(context.Query).Question(context), Cancel)).CostNanoUsd;
        }

        Assert.EndsWith("#usual", link, StringComparison.Ordinal);
        return (await new SpikeReading(_store, _store).ReportAsync(SpikeView.From(context), Cancel)).UsualNanoUsd;
    }

    private IRenderedComponent<SpikePage> Show(string url)
    {
        var page = Render<SpikePage>(p => p.AddCascadingValue(Context(url)));
        page.WaitForState(() => page.FindAll(".load-skeleton").Count == 0, TimeSpan.FromSeconds(20));
        return page;
    }

    // In the evening of the day, when the period is over.
    private static PageContext Context(string url)
    {
        var context = Questions.Context(url);
        var now = A.Noon + (7 * UnixNanos.PerHour);
        return context with { Now = now, Range = context.Question.Range.At(now, context.Calendar) };
    }

    private static List<decimal> Amounts(IRenderedComponent<SpikePage> page, string cells) =>
        [.. page.FindAll(cells).SelectMany(cell => cell.QuerySelectorAll("data.money")).Select(data => decimal.Parse(data.GetAttribute("value")!, CultureInfo.InvariantCulture))];

    private static void AssertMatches(string pattern, string text) => Assert.True(System.Text.RegularExpressions.Regex.IsMatch(text, pattern), text);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
