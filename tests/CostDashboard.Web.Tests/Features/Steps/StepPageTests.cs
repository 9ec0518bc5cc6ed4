using Bunit;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Watching.Steps;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Correlation;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Features.Steps;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Steps;

public sealed class StepPageTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>";

    private readonly InMemoryStore _store = new();
    private readonly GivenBaselines _baselines = new();

    public StepPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<LastingHues>();
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddSingleton<IPipelineQueries>(_store);
        Services.AddSingleton<IStepBaselines>(_baselines);
        Services.AddScoped<Panels>();
        ComponentFactories.AddStub<SpendChart>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_shows_what_a_call_of_each_step_is_like()
    {
        await CallsAsync();

        var page = Show<StepsPage>("/steps?range=24h");

        Assert.Equal(
            "write 120 1,000 100 gpt-4o-mini",
            string.Join(' ', page.Find("tbody tr").QuerySelectorAll("td").Take(5).Select(td => td.TextContent.Trim())));
        Assert.StartsWith("1 step called models for $2.40. write cost the most: $2.40, 100 % of it.", Words(page.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Contains("/steps/step?project=1&range=24h&step=write", page.Find("tbody a").GetAttribute("href")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_shows_its_distributions_its_examples_and_its_share_of_its_traces()
    {
        await CallsAsync();

        var page = Show<StepPage>("/steps/step?range=24h&step=write");

        Assert.Equal(["Latency of a call", "Cost of a call", "Tokens of a call"], page.FindAll("figcaption h3").Select(h => h.TextContent));
        Assert.Equal(["120 calls", "120 calls of known cost", "120 calls that state tokens"], page.FindAll("figcaption span").Select(s => s.TextContent));
        Assert.Equal(["dearest call", "slowest call", "typical call"], page.FindAll("section[aria-labelledby=examples-title] tbody tr td:first-child").Select(td => td.TextContent.Trim().Split("  ")[0]).Select(t => string.Join(' ', t.Split(' ').Take(2))));
        Assert.Equal("Waiting of answer: write 91 %, answer 9.1 %", page.FindAll(".stack")[1].GetAttribute("aria-label"));
        Assert.Equal("Cost of answer: write 100 %", page.FindAll(".stack")[0].GetAttribute("aria-label"));
    }

    [Fact]
    public void A_step_says_what_is_usual_of_it_and_from_how_many_hours_that_is_known()
    {
        _baselines.Known =
        [
            new(WatchedMeasure.CostPerCall, 412, KnowsSeason: true, [new(A.Noon, 20e6, 19e6, 15e6, 23e6)]),
            new(WatchedMeasure.TimeToFirstToken, 7, KnowsSeason: true, [new(A.Noon, 4e8)]),
        ];

        var page = Show<StepPage>("/steps/step?range=24h&step=write");

        var usual = page.Find("section[aria-labelledby=usual-title]");
        Assert.EndsWith("cost per call was $0.0200; usual is $0.0190, from $0.0150 to $0.0230. That is learned from 412 hours, for the hour of the week.", Words(usual.QuerySelector(".sentence")!.TextContent), StringComparison.Ordinal);
        Assert.Equal(
            ["cost per call $0.0200 $0.0190 $0.0150 $0.0230 412", "median time to first token – not known yet – – 7"],
            usual.QuerySelectorAll("div[aria-labelledby=usual-title] tbody tr").Select(row => string.Join(' ', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))));
    }

    [Fact]
    public void A_new_step_says_how_many_hours_are_missing_until_it_is_known_what_is_usual()
    {
        _baselines.Known = [new(WatchedMeasure.CostPerCall, 7, KnowsSeason: false, [new(A.Noon, 20e6)])];

        Assert.Contains("known after 24 hours with calls; so far there are 7.", Show<StepPage>("/steps/step?range=24h&step=write").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_distributions_cannot_be_filtered_by_is_said_and_the_rest_is_shown()
    {
        await CallsAsync();

        var page = Show<StepPage>("/steps/step?range=24h&step=write&model=gpt-4o-mini");

        Assert.Equal(["Latency of a call"], page.FindAll("figcaption h3").Select(h => h.TextContent));
        Assert.Contains("Take away the filter on Model", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_without_a_step_says_what_to_do() =>
        Assert.Contains("Choose a step", Show<StepPage>("/steps/step").Markup, StringComparison.Ordinal);

    [Fact]
    public async Task A_hostile_name_is_text_on_every_page()
    {
        await _store.CommitAsync([.. Enumerable.Range(0, 120).SelectMany(i => Trace(i, Hostile, Hostile))], Cancel);

        AssertText(Show<StepsPage>("/steps?range=24h"));
        AssertText(Show<StepPage>($"/steps/step?range=24h&step={Uri.EscapeDataString(Hostile)}"));
        AssertText(Show<CorrelationPage>("/correlation?range=24h"));
        AssertText(Show<CorrelationPage>("/correlation?range=24h&of=calls"));

        static void AssertText<TPage>(IRenderedComponent<TPage> page)
            where TPage : IComponent
        {
            Assert.Contains(page.FindAll("bdi"), text => text.TextContent == Hostile);
            Assert.Empty(page.FindAll("script"));
        }
    }

    [Fact]
    public async Task Fewer_than_a_hundred_traces_are_not_correlated_and_the_page_says_how_many_there_are()
    {
        await _store.CommitAsync([.. Enumerable.Range(0, 99).SelectMany(i => Trace(i, "answer", "write"))], Cancel);

        var page = Show<CorrelationPage>("/correlation?range=24h");

        Assert.Contains("There are 99 traces of known cost in these days.", Words(page.Markup), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("cost-chart"));
    }

    [Fact]
    public async Task The_links_of_the_sentence_open_as_many_as_it_says()
    {
        await CallsAsync();

        foreach (var url in (string[])["/correlation?range=24h", "/correlation?range=24h&of=calls&of-step=write"])
        {
            var page = Show<CorrelationPage>(url);
            Assert.Equal(3, page.FindAll(".sentence a").Count);

            foreach (var link in page.FindAll(".sentence a"))
            {
                var context = Questions.Context(link.GetAttribute("href")!);
                var list = await _store.ListAsync(CostDashboard.Web.Features.Traces.TracesView.From(context.Query).Question(context), Cancel);
                Assert.Equal(link.QuerySelector("b")!.TextContent, $"{list.Count}");
            }
        }
    }

    // A hundred and twenty traces, each with one call of two cents that takes a hundred milliseconds of its hundred and ten.
    private Task CallsAsync() => _store.CommitAsync([.. Enumerable.Range(0, 120).SelectMany(i => Trace(i, "answer", "write"))], Cancel);

    private static PricedSpan[] Trace(int i, string root, string step) =>
    [
        A.Span($"r{i}", trace: $"t{i}", name: root, start: -i * 60_000.0, duration: 110),
        A.Span($"c{i}", parent: $"r{i}", trace: $"t{i}", name: step, start: (-i * 60_000.0) + 5, duration: 100, tokens: new Usage(1000, 0, 0, 0, 100), usd: 0.02m),
    ];

    private IRenderedComponent<TPage> Show<TPage>(string url)
        where TPage : IComponent
    {
        var context = Questions.Context(url);
        var page = Render<CascadingValue<CostDashboard.Web.Ui.Asking.PageContext>>(p => p
            .Add(c => c.Value, context)
            .AddChildContent<TPage>()).FindComponent<TPage>();

        // Every panel asks by itself.
        page.WaitForState(() => page.FindAll(".load-skeleton").Count == 0, TimeSpan.FromSeconds(30));
        return page;
    }

    private sealed class GivenBaselines : IStepBaselines
    {
        public IReadOnlyList<StepBaseline> Known { get; set; } = [];

        public Task<IReadOnlyList<StepBaseline>> GetAsync(ProjectId project, string step, CancellationToken cancellationToken) => Task.FromResult(Known);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
