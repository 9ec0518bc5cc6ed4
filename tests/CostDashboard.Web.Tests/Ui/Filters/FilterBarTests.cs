using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Tests.Features;
using CostDashboard.Web.Ui.Filters;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Ui.Filters;

public sealed class FilterBarTests : BunitContext
{
    private const string Hostile = "\"><script>alert(1)</script>";

    private readonly InMemoryStore _store = new();

    public FilterBarTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddScoped<Panels>();
    }

    [Fact]
    public void Every_filter_is_a_chip_that_a_click_takes_away_alone()
    {
        var bar = Show("/spend?range=24h&step=plan&not.model=gpt-4o&by=customer");

        Assert.Equal(["step plan ×", "model is not gpt-4o ×"], bar.FindAll(".chip.on").Select(c => Words(c.TextContent)));
        Assert.Equal(
            ["/spend?project=1&range=24h&not.model=gpt-4o&by=customer", "/spend?project=1&range=24h&step=plan&by=customer"],
            bar.FindAll(".chip.on a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void All_filters_are_cleared_at_once() =>
        Assert.Equal("/spend?project=1&by=customer", Show("/spend?step=plan&not.model=gpt-4o&by=customer").Find("a.quiet").GetAttribute("href"));

    [Fact]
    public void Without_filters_there_is_nothing_to_clear() => Assert.Empty(Show("/spend?by=customer").FindAll("a.quiet, .chip.on, .picker"));

    [Fact]
    public void The_dimensions_and_the_projects_own_tags_are_offered()
    {
        var offered = Show("/spend?step=plan").FindAll("nav a");

        Assert.Equal("/spend?project=1&step=plan&pick=model", offered.Single(a => a.TextContent == "Model").GetAttribute("href"));
        Assert.Equal("/spend?project=1&step=plan&pick=tag.team", offered.Single(a => a.TextContent == "Team").GetAttribute("href"));
    }

    [Fact]
    public async Task The_values_of_a_dimension_stand_dearest_first_to_be_kept_or_left_out()
    {
        await CommitAsync(Call("a", "gpt-4o-mini", 0.1m), Call("b", "gpt-4o", 0.3m));

        var bar = Show("/spend?range=24h&pick=model");

        bar.WaitForElement(".picker li");
        Assert.Equal(["gpt-4o $0.3000 −", "gpt-4o-mini $0.1000 −"], bar.FindAll(".picker li").Select(l => Words(l.TextContent)));
        Assert.Equal(
            ["/spend?project=1&range=24h&model=gpt-4o", "/spend?project=1&range=24h&not.model=gpt-4o"],
            bar.FindAll(".picker li:first-child a").Select(a => a.GetAttribute("href")));
        Assert.Equal("/spend?project=1&range=24h", bar.Find(".picker header a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_tags_values_are_those_of_whole_days()
    {
        await CommitAsync(Call("a", "gpt-4o", 0.1m, ("team", "search")), Call("b", "gpt-4o", 0.3m, ("team", "support")));

        var bar = Show("/spend?range=1h&pick=tag.team");

        bar.WaitForElement(".picker li");
        Assert.Equal(["support $0.3000 −", "search $0.1000 −"], bar.FindAll(".picker li").Select(l => Words(l.TextContent)));
        Assert.Equal("/spend?project=1&range=1h&tag.team=support", bar.Find(".picker li a").GetAttribute("href"));
    }

    [Fact]
    public void A_dimension_without_values_says_so() =>
        Assert.Equal("No span of this period has a customer.", Show("/spend?pick=customer").WaitForElement(".picker .load-note").TextContent);

    [Fact]
    public async Task Hostile_values_are_shown_as_text()
    {
        await CommitAsync(Call("a", Hostile, 0.1m));

        var bar = Show($"/spend?range=24h&pick=model&not.model={Uri.EscapeDataString(Hostile)}");

        Assert.Equal(Hostile, bar.WaitForElement(".picker li bdi").TextContent);
        Assert.Equal(Hostile, bar.Find(".chip bdi").TextContent);
        Assert.Empty(bar.FindAll("script"));
    }

    [Fact]
    public void What_a_page_adds_stands_at_the_end_of_the_row() =>
        Assert.Equal("download", Render<FilterBar>(p => p.AddCascadingValue(Questions.Context("/spend")).AddChildContent("<i>download</i>")).Find(".bar > :last-child").TextContent);

    private static PricedSpan Call(string id, string model, decimal usd, params (string Key, string Value)[] tags) =>
        A.Span(
            id,
            trace: id,
            model: model,
            tokens: new Usage(1, 0, 0, 0, 0),
            usd: usd,
            tags: A.Tags(tags));

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task CommitAsync(params PricedSpan[] spans) => _store.CommitAsync(spans, Xunit.TestContext.Current.CancellationToken);

    private IRenderedComponent<FilterBar> Show(string url) => Render<FilterBar>(p => p.AddCascadingValue(Questions.Context(url)));
}
