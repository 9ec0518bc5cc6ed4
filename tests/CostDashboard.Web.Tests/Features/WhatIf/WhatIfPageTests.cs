using System.Text;
using Bunit;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.WhatIf;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.WhatIf;

public sealed class WhatIfPageTests : BunitContext
{
    private const string Book = """
        { "provider": "openai", "name": "OpenAI", "currency": "USD", "models": [
          { "model": "gpt-4o", "mode": "chat", "prices": [ { "effectiveFrom": null, "recordedAt": "2025-01-02", "source": "list", "perMillion": { "input": "10", "output": "40" } } ] },
          { "model": "gpt-4o-mini", "mode": "chat", "prices": [ { "effectiveFrom": null, "recordedAt": "2025-01-02", "source": "list", "perMillion": { "input": "1", "output": "4" } } ] } ] }
        """;

    private readonly InMemoryStore _store = new();

    public WhatIfPageTests()
    {
        Services.AddSingleton<ITraceQueries>(_store);
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton(new CurrentPrices { Book = PriceBook.Of([PriceFile.Parse("openai.json", Encoding.UTF8.GetBytes(Book))]) });
        Services.AddScoped<Panels>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        ComponentFactories.AddStub<CostDashboard.Web.Ui.Filters.FilterBar>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/what-if?range=24h")]
    [InlineData("/what-if?range=24h&step=answer")]
    public async Task The_smaller_model_of_the_family_is_offered_and_what_it_would_save_is_said(string url)
    {
        await CallsAsync();

        var page = Show(url);

        Assert.Equal(
            "10 chat calls cost $1.80. With openai/gpt-4o-mini they would cost $0.1800, 90 % less, if the answers were as good.",
            Words(page.Find("p.sentence").TextContent));
    }

    [Fact]
    public async Task Of_a_trace_its_own_calls_are_priced()
    {
        await CallsAsync();

        Assert.StartsWith("1 chat call cost $0.1800.", Words(Show($"/what-if?trace={A.TraceId("t3")}").Find("p.sentence").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assumptions_are_priced_with_the_same_models_and_with_the_others()
    {
        await CallsAsync();

        var rows = Show("/what-if?range=24h&cut=50&cap=1000&with=openai/gpt-4o-mini").FindAll("tbody tr");

        Assert.Equal(
            ["the same models $0.9000 − $0.9000 − 50 %", "openai/gpt-4o-mini $0.0900 − $1.71 − 95 %"],
            rows.Select(row => string.Join(' ', row.QuerySelectorAll("td").Where((_, i) => i is 0 or 3 or 4).Select(td => Words(td.TextContent)))));
    }

    [Fact]
    public async Task Calls_without_a_price_are_left_out_and_said_so()
    {
        await CallsAsync();
        await _store.CommitAsync([A.Span("u", trace: "u", name: "answer", start: -1000, tokens: new(500, 0, 0, 0, 5), model: "ufo")], Cancel);

        var page = Show("/what-if?range=24h&with=openai/gpt-4o-mini");

        Assert.Contains("without what 1 of unknown cost are", Words(page.Find("p.sentence").TextContent), StringComparison.Ordinal);
        Assert.Contains(page.FindAll("li"), item => Words(item.TextContent) == "1 call of ufo: what was charged is not known in full");
    }

    [Theory]
    [InlineData("cut=120", "Context cut: a number of per cent from 0 to 100.")]
    [InlineData("cap=-1", "Output cap: a whole number of tokens")]
    [InlineData("cached=x", "Cached share: a number of per cent")]
    [InlineData("trace=x", "Trace: an id has 32 hexadecimal digits.")]
    public void A_mistake_names_the_field_and_the_remedy(string query, string message) =>
        Assert.Contains(message, Show("/what-if?" + query).Find("[role=alert]").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task A_model_that_the_book_does_not_know_is_text_and_is_said()
    {
        await CallsAsync();

        var page = Show("/what-if?range=24h&with=" + Uri.EscapeDataString("<script>alert(1)</script>"));

        Assert.Empty(page.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", page.Find("[role=alert] bdi").TextContent);
    }

    // Ten calls of gpt-4o: ten thousand tokens in, two thousand out.
    private Task CallsAsync() => _store.CommitAsync(
        [.. Enumerable.Range(0, 10).Select(i => A.Span($"c{i}", trace: $"t{i}", name: "answer", start: -i * 60_000.0, kind: OperationKind.Chat, tokens: new(10_000, 0, 0, 0, 2_000), usd: 0.18m, model: "gpt-4o"))], Cancel);

    private IRenderedComponent<WhatIfPage> Show(string url)
    {
        var page = Render<CascadingValue<PageContext>>(p => p.Add(c => c.Value, Questions.Context(url)).AddChildContent<WhatIfPage>()).FindComponent<WhatIfPage>();
        page.WaitForState(() => page.FindAll(".load-skeleton").Count == 0, TimeSpan.FromSeconds(30));
        return page;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
