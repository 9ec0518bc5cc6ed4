using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Spend.Differences;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Spend;

public sealed class DifferencesTests : BunitContext
{
    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private readonly InMemoryStore _store = new();

    public DifferencesTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_stand_by_how_far_reports_and_book_are_apart_whichever_is_more()
    {
        await ReportAsync(("little", 1.00m, 1.01m), ("much less", 1.00m, 0.40m), ("more", 1.00m, 1.30m), ("more", 1.00m, 1.10m));

        var panel = Show("/spend/differences?range=24h");

        Assert.Equal(["much less", "more", "little"], panel.FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
        Assert.Equal(["1 $0.4000 $1.00 − $0.6000 −60 %", "2 $2.40 $2.00 + $0.4000 20 %", "1 $1.01 $1.00 + $0.0100 1.0 %"], Figures(panel, "tbody tr"));
        Assert.Equal(["4 $3.81 $4.00 − $0.1900 −4.8 %"], Figures(panel, "tfoot tr"));
        Assert.Equal(
            "4 calls report their cost themselves: $3.81, which is charged. The price book computes $4.00 for them, $0.1900 more.",
            Words(panel.Find(".sentence").TextContent));
    }

    [Fact]
    public async Task A_row_opens_the_traces_whose_calls_report_their_cost()
    {
        await ReportAsync(("gpt-4o", 1m, 2m));

        var link = Show("/spend/differences?range=24h&not.price=Computed").Find("tbody a").GetAttribute("href")!;

        Assert.StartsWith("/traces?project=1&from=2026-08-05T13:00Z&to=2026-08-06T13:00Z&model=gpt-4o&price=Reported&basis=spent&sort=cost&via=", Uri.UnescapeDataString(link), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sort=value&dir=asc", "a b c")]
    [InlineData("sort=reported", "c b a")]
    [InlineData("sort=computed", "a b c")]
    [InlineData("sort=ratio", "c b a")]
    [InlineData("dir=asc", "a b c")]
    [InlineData("sort=7", "c b a")]
    public async Task Rows_stand_as_they_are_asked_for(string asked, string order)
    {
        await ReportAsync(("a", 3m, 3.1m), ("b", 2m, 4m), ("c", 1m, 6m));

        Assert.Equal(order, string.Join(' ', Show($"/spend/differences?range=24h&{asked}").FindAll("tbody td.name").Select(td => td.TextContent.Trim())));
    }

    [Fact]
    public async Task Another_dimension_may_be_asked_for()
    {
        await _store.CommitAsync([A.Reported(A.Span("s", tokens: s_tokens, usd: 1m, attribution: new("acme", User: "u1")), 2m)], Cancel);

        Assert.Equal("acme", Show("/spend/differences?range=24h&by=customer").Find("tbody td.name").TextContent.Trim());
        Assert.Equal("u1", Show("/spend/differences?range=24h&by=user").Find("tbody td.name").TextContent.Trim());
    }

    [Fact]
    public async Task Rows_beyond_the_last_are_added_up_so_that_the_column_sums()
    {
        await ReportAsync([.. Enumerable.Range(0, DifferenceTable.MostRows + 20).Select(i => ($"m{i:000}", 1m, 1m + (0.01m * (i + 1))))]);
        var answer = await _store.AskAsync(
            new(A.Project, A.Noon, A.Noon + Core.Units.UnixNanos.PerDay, Grain.Total, [Dimension.Model], []), Cancel);

        var table = DifferenceTable.Of(answer, DifferenceSort.Difference, ascending: false);

        Assert.Equal((DifferenceTable.MostRows, 20), (table.Rows.Count, table.RestCount));
        Assert.Equal(table.Total.Compared, table.Rows.Aggregate(table.Rest!.Compared, (sum, row) => sum + row.Compared));
    }

    [Fact]
    public async Task Where_nothing_can_be_compared_the_page_says_so()
    {
        await _store.CommitAsync([A.Span("computed", tokens: s_tokens, usd: 1m), A.Reported(A.Span("reported", tokens: s_tokens), 1m)], Cancel);

        Assert.Contains("No call of this period reports a cost", Show("/spend/differences?range=24h").Markup, StringComparison.Ordinal);
    }

    private Task ReportAsync(params (string Model, decimal Computed, decimal Reported)[] calls) => _store.CommitAsync(
        [.. calls.Select((call, i) => A.Reported(A.Span($"s{i}", trace: $"t{i}", tokens: s_tokens, usd: call.Computed, model: call.Model), call.Reported))], Cancel);

    private IRenderedComponent<DifferencesPanel> Show(string url)
    {
        var context = Questions.Context(url);
        var view = DifferencesView.From(context.Query);
        var panel = Render<DifferencesPanel>(p => p.AddCascadingValue(context).Add(panel => panel.View, view).Add(panel => panel.Range, view.RangeIn(context)));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }

    private static string[] Figures(IRenderedComponent<DifferencesPanel> panel, string rows) =>
        [.. panel.FindAll(rows).Select(row => Words(string.Join(' ', row.QuerySelectorAll("td.number").Select(td => td.TextContent))))];

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
