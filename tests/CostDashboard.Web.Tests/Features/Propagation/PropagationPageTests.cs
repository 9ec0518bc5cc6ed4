using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Propagation;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Propagation;

public sealed class PropagationPageTests : BunitContext
{
    private const string Hostile = "<script>alert(1)</script>";

    private readonly InMemoryStore _store = new();

    public PropagationPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddScoped<Panels>();
    }

    [Fact]
    public async Task The_page_names_the_hop_that_loses_the_context_and_traces_that_show_it()
    {
        await SendAsync([.. Enumerable.Range(0, 6).SelectMany(i => Request($"t{i}", isLost: i % 3 == 0)), A.Span("torn", "never came", "torn", start: 9_000, service: "billing")]);

        var page = Show();

        Assert.Equal(
            "The context is lost most often from orders to billing: 2 times in the 9 traces that were looked at, and kept 4 times. Of all 9 traces of the period, 1 has a span whose parent is missing.",
            Words(page.Find(".sentence").TextContent));
        Assert.Equal(
            ["orders billing handle began a new trace 2 4", "(not known) billing torn parent missing 1 0"],
            page.FindAll("tbody tr").Select(row => string.Join(' ', row.QuerySelectorAll("td").Take(6).Select(cell => Words(cell.TextContent)))));
        Assert.Contains(page.FindAll("tbody a"), link => link.GetAttribute("href")!.StartsWith($"/traces/{A.TraceId("torn")}?project=1", StringComparison.Ordinal));
        Assert.Equal(["Parent missing", "Began a new trace"], page.FindAll(".remedies b").Select(title => title.TextContent));
    }

    [Fact]
    public async Task Where_all_is_whole_it_says_so()
    {
        await SendAsync([.. Request("t1", isLost: false)]);

        var page = Show();

        Assert.Equal("No hop lost the context in the one trace that was looked at.", Words(page.Find(".sentence").TextContent));
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Without_a_trace_it_says_what_to_do() => Assert.Contains("No trace began in this period.", Show().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Names_from_outside_are_harmless()
    {
        await SendAsync([A.Span("torn", "never came", name: Hostile, service: Hostile)]);

        var page = Show();

        Assert.Empty(page.FindAll("script"));
        Assert.Contains(Hostile, page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    private static IEnumerable<PricedSpan> Request(string trace, bool isLost) =>
    [
        A.Span("order", trace: trace, name: "order", duration: 100, service: "orders"),
        isLost
            ? A.Span("handle", trace: trace + " anew", name: "handle", start: 20, duration: 50, service: "billing")
            : A.Span("handle", "order", trace, "handle", start: 20, duration: 50, service: "billing"),
    ];

    private Task SendAsync(IReadOnlyList<PricedSpan> spans) => _store.CommitAsync(spans, Xunit.TestContext.Current.CancellationToken);

    private IRenderedComponent<PropagationPage> Show()
    {
        var page = Render<CascadingValue<PageContext>>(p => p.Add(c => c.Value, Questions.Context("/propagation?range=7d")).AddChildContent<PropagationPage>()).FindComponent<PropagationPage>();
        page.WaitForState(() => page.FindAll(".load-skeleton").Count == 0, TimeSpan.FromSeconds(30));
        return page;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
