using Bunit;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Errors;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Errors;

public sealed class ErrorsPageTests : BunitContext
{
    private const string Hostile = "=<script>alert(1)</script>";

    private readonly InMemoryStore _store = new();

    public ErrorsPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<IOutcomeQueries>(_store);
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_says_what_went_to_calls_that_brought_nothing()
    {
        await CallsAsync();

        var page = Show("/errors?range=7d");

        Assert.StartsWith(
            "$3.00 of $10.00, 30 %, went to calls that failed or were made again: 1 call failed and 1 call was made again. $4.00 went to answers that a limit cut off, $0.00 to ones that a filter stopped.",
            Words(page.Find(".sentence").TextContent),
            StringComparison.Ordinal);
        Assert.Equal(
            ["In vain $3.00 2 calls, 30 % of cost", "Failed $1.00 1 call, 10 % of cost", "Made again $2.00 1 call, 20 % of cost", "Cut by length $4.00 1 call, 40 % of cost", "Stopped by a filter $0.00 0 calls, 0 % of cost", "No output limit $6.00 3 calls, 60 % of cost"],
            page.FindAll(".figures > a").Select(a => Words(a.TextContent)));
        Assert.Equal(["answer", "write"], page.FindAll("section[aria-labelledby=lines-title] tbody td.name").Select(td => td.TextContent.Trim()));
    }

    [Fact]
    public async Task Every_amount_opens_the_calls_that_it_is_made_of()
    {
        await CallsAsync();

        var page = Show("/errors?range=7d");

        Assert.All(page.FindAll("data.money"), amount => Assert.NotNull(amount.Closest("a")));
        Assert.Equal(
            ["", "call:failed,repeated", "call:failed", "call:repeated", "finish:length", "call:unlimited"],
            page.FindAll("section[aria-labelledby=lines-title] tfoot a").Select(a => UrlQuery.Of("http://x" + a.GetAttribute("href")).Text("query") ?? ""));
        var failed = page.FindAll("section[aria-labelledby=lines-title] tbody tr")[0].QuerySelectorAll("td a")[3].GetAttribute("href")!;
        Assert.Contains("step=answer", failed, StringComparison.Ordinal);
        Assert.Contains("model=gpt-4o-mini&basis=spent", failed, StringComparison.Ordinal);
        Assert.Contains("from=2026-07-31T00%3A00Z&to=2026-08-07T00%3A00Z", failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_sort_the_table_and_a_second_click_turns_it()
    {
        await CallsAsync();

        Assert.Equal(["write", "answer"], Steps("/errors?range=7d&sort=cut"));
        Assert.Equal(["answer", "write"], Steps("/errors?range=7d&sort=cut&dir=asc"));
        Assert.Equal(["write", "answer"], Steps("/errors?range=7d&sort=step"));
        Assert.Equal(["answer", "write"], Steps("/errors?range=7d&sort=nonsense"));

        IEnumerable<string> Steps(string url) => Show(url).FindAll("section[aria-labelledby=lines-title] tbody td.name").Select(td => td.TextContent.Trim()).ToList();
    }

    [Fact]
    public async Task The_course_has_each_call_once_and_its_points_open_them()
    {
        await CallsAsync();
        var context = Questions.Context("/errors?range=7d");

        var chart = ErrorsCourse.Of(context, await _store.GetDaysAsync(ErrorsView.Question(context), Cancel));

        Assert.Equal([("Failed", 1.0), ("Made again", 2.0), ("Cut by length", 4.0)], chart.Series.Select(s => (s.Name, s.Values.Sum()!.Value)));
        Assert.Equal("&query=call%3Arepeated%20-call%3Afailed", chart.Series[1].Link);
        Assert.Equal("&query=call%3Atroubled", chart.LinkOfAll);
    }

    [Fact]
    public async Task Time_to_first_token_stands_against_the_output_of_the_calls_that_state_it()
    {
        await _store.CommitAsync([.. Enumerable.Range(1, 200).Select(i => A.Ended(A.Span($"c{i}", trace: $"t{i}", tokens: new(100, 0, 0, 0, i), usd: 0.01m), "stop", firstToken: 10 * i))], Cancel);
        var density = await _store.GetFirstTokensAsync(ErrorsView.Question(Questions.Context("/errors?range=7d")), Cancel);

        var chart = FirstTokenChart.Of(density, "/traces?basis=spent");

        Assert.Equal(200, chart.Series.Sum(row => row.Values.Sum()));
        Assert.StartsWith("Of 200 calls, half showed their first token within about 1.0", FirstTokenPanel.Said(density), StringComparison.Ordinal);
        Assert.EndsWith("The wait goes clearly with the length of the answer: the correlation of their ranks is 1.00 (Spearman).", FirstTokenPanel.Said(density), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_of_the_first_tokens_opens_the_traces_of_the_calls_that_it_counts()
    {
        await _store.CommitAsync(
            [
                .. Enumerable.Range(1, 60).Select(i => A.Ended(A.Span($"c{i}", trace: $"t{i}", tokens: new(100, 0, 0, 0, i % 7 * 50), usd: 0.01m), "stop", firstToken: 10 * (i % 11))),
                A.Span("silent", trace: "silent", tokens: new(100, 0, 0, 0, 50), usd: 0.01m),
            ],
            Cancel);
        var context = Questions.Context("/errors?range=7d");
        var list = SpansBehind.List(context, ErrorsView.InPeriod(context));
        var chart = FirstTokenChart.Of(await _store.GetFirstTokensAsync(ErrorsView.Question(context), Cancel), list);

        foreach (var row in chart.Series)
        {
            for (var column = 0; column < chart.Buckets.Count; column++)
            {
                var (from, to) = (chart.Buckets[column].From, chart.Buckets[column].To);
                Assert.Equal((long)(row.Values[column] ?? 0), await CallsBehindAsync($"{chart.Link}{row.Link}&{chart.FromKey}={from}&{chart.ToKey}={to}"));
            }
        }

        Assert.Equal((long)chart.Series.Sum(row => row.Values.Sum()!.Value), await CallsBehindAsync(chart.Link + chart.LinkOfAll));
    }

    private async Task<long> CallsBehindAsync(string address)
    {
        var context = Questions.Context(address);
        var page = await _store.ListAsync(TracesView.From(context.Query).Question(context) with { Limit = 500 }, Cancel);
        return page.Rows.Sum(trace => trace.Calls);
    }

    [Fact]
    public async Task Names_from_outside_are_harmless_on_the_page_and_in_the_file()
    {
        await _store.CommitAsync([A.Span("c", name: Hostile, tokens: new(100, 0, 0, 0, 5), usd: 1, isError: true, model: Hostile)], Cancel);

        var page = Show("/errors?range=7d");
        var csv = ErrorsExport.Csv(OutcomeTable.Of(await _store.GetRowsAsync(ErrorsView.Question(Questions.Context("/errors?range=7d")), Cancel)).Lines);

        Assert.Empty(page.FindAll("script"));
        Assert.Contains("'=<script>", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=<script>", csv, StringComparison.Ordinal);
        Assert.EndsWith(",1,0,0,1,1,0,0,1,1,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,1\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_call_the_page_says_what_to_do_and_users_are_refused_with_the_reason()
    {
        Assert.Contains("There is no model call in these days.", Show("/errors?range=7d").Markup, StringComparison.Ordinal);
        Assert.Contains("is not kept by user", Show("/errors?range=7d&user=u1").Markup, StringComparison.Ordinal);
    }

    // $1 failed, $2 was made again for $3, $4 was cut off.
    private Task CallsAsync()
    {
        var call = A.Span("b", "r", name: "answer", start: 10_000, tokens: new(500, 0, 0, 0, 20), usd: 2);
        return _store.CommitAsync(
            [
                A.Span("r", duration: 60_000),
                A.Span("a", "r", name: "answer", start: 1, tokens: new(300, 0, 0, 0, 20), usd: 1, isError: true),
                call,
                A.Again(call, "b2") with { Cost = A.Span("x", tokens: new(500, 0, 0, 0, 20), usd: 3).Cost },
                A.Ended(A.Span("c", "r", name: "write", start: 40_000, tokens: new(400, 0, 0, 0, 20), usd: 4), "max_tokens", maxTokens: 20),
            ],
            Cancel);
    }

    private IRenderedComponent<ErrorsPage> Show(string url)
    {
        var context = Questions.Context(url);
        var page = Render<CascadingValue<PageContext>>(p => p.Add(c => c.Value, context).AddChildContent<ErrorsPage>()).FindComponent<ErrorsPage>();
        page.WaitForState(() => page.FindAll(".load-skeleton").Count == 0, TimeSpan.FromSeconds(30));
        return page;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
