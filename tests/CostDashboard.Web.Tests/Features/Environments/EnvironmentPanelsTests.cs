using Bunit;
using CostDashboard.Core.Environments;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Environments;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Tests.Features.Prices;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Environments;

public sealed class EnvironmentPanelsTests : BunitContext
{
    private const string Week = "/environments?range=7d";
    private const double Hour = 3_600_000;

    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private readonly InMemoryStore _store = new();

    public EnvironmentPanelsTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton(new CurrentPrices { Book = SomePrices.Book });
        Services.AddScoped<Panels>();
        ComponentFactories.AddStub<SpendChart>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spend_outside_production_stands_first_and_opens_its_traces()
    {
        await SpendAsync(("production", 0, "gpt-4o", 6m), ("", 0, "gpt-4o", 1m), ("staging", 0, "gpt-4o", 2m), ("dev", 0, "gpt-4o", 1m));

        var panel = Show<EnvironmentsPanel>(Week);

        Assert.Equal(["staging", "dev", "production", "no environment"], panel.FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
        Assert.Equal("Outside production $3.00 were spent, 30 % of all $10.00.", Words(panel.Find(".sentence").TextContent));
        Assert.Contains("not.environment=production&not.environment=&basis=spent", Uri.UnescapeDataString(panel.Find(".sentence a").GetAttribute("href")!), StringComparison.Ordinal);
        Assert.Contains("&environment=staging&basis=spent", Uri.UnescapeDataString(panel.Find("tbody a").GetAttribute("href")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_keeps_production_and_another_opens_the_other_alone()
    {
        await SpendAsync(("production", 0, "gpt-4o", 6m), ("dev", 0, "gpt-4o", 1m), ("staging", 0, "gpt-4o", 2m));

        var panel = Show<EnvironmentsPanel>(Week + "&environment=production&environment=dev");

        Assert.Equal("Outside production $1.00 were spent, 14 % of all $7.00.", Words(panel.Find(".sentence").TextContent));
        Assert.Contains("&environment=dev&not.environment=production&basis=spent", Uri.UnescapeDataString(panel.Find(".sentence a").GetAttribute("href")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_project_calls_production_decides()
    {
        await SpendAsync(("eu", 0, "gpt-4o", 6m), ("production", 0, "gpt-4o", 1m));

        Assert.Equal("Outside production $1.00 were spent, 14 % of all $7.00.", Words(Show<EnvironmentsPanel>(Week, new() { Production = ["EU"] }).Find(".sentence").TextContent));
        Assert.StartsWith("All $7.00 of this period were spent in production", Words(Show<EnvironmentsPanel>(Week, new() { Production = ["EU", "production"] }).Find(".sentence").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_shown_against_the_period_before()
    {
        await SpendAsync(("dev", -14 * 24, "gpt-4o", 1m), ("dev", -7 * 24, "gpt-4o", 2m), ("dev", 0, "gpt-4o", 3m));

        var panel = Show<EnvironmentsPanel>(Week);

        Assert.Contains("in the 7 days before it was $2.00", Words(panel.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Contains("50 %", panel.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_hours_are_totalled_by_night_and_brought_to_a_month()
    {
        // Noon is on a Thursday; 22:00 of the day before, and the Saturday before that.
        await SpendAsync(("dev", 0, "gpt-4o", 50m), ("dev", -14, "gpt-4o", 2m), ("staging", -5 * 24, "gpt-4o", 5m), ("production", -14, "gpt-4o", 9m));

        var panel = Show<IdlePanel>(Week);

        Assert.Equal(["31 Jul 2026 20:00 – 3 Aug 07:00", "5 Aug 2026 20:00 – 6 Aug 07:00"], panel.FindAll("tbody a").Select(a => a.TextContent));
        Assert.Contains("$7.00 were spent then", Words(panel.Find("section").TextContent), StringComparison.Ordinal);
        var link = Uri.UnescapeDataString(panel.Find("tbody a").GetAttribute("href")!);
        Assert.Contains("from=2026-07-31T20:00Z&to=2026-08-03T07:00Z&not.environment=production&basis=spent", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Premium_models_name_what_they_cost_above_the_median()
    {
        await SpendAsync(("production", 0, "gpt-4o", 1m), ("dev", 0, "gpt-5.4", 4m));

        var panel = Show<PremiumPanel>(Week, new() { PremiumFactor = 1.1m });

        Assert.Equal("gpt-5.4", panel.Find("tbody td.name").TextContent.Trim());
        Assert.Equal("$3.1818 $3.6364", string.Join(' ', Words(panel.Find("p.small").TextContent).Split(' ').Where(word => word.StartsWith('$')).Concat([panel.FindAll("tbody td.number")[1].TextContent.Trim()])));
        Assert.Equal("$0.5000", panel.Find("td.strong").TextContent.Trim());
        Assert.Contains("environment=dev&provider=openai&model=gpt-5.4&basis=spent", Uri.UnescapeDataString(panel.Find("tbody a").GetAttribute("href")!), StringComparison.Ordinal);
        Assert.Contains("None.", Show<PremiumPanel>(Week).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_nothing_each_panel_says_so()
    {
        Assert.Contains("There is no model call in this period.", Show<EnvironmentsPanel>(Week).Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing of known cost was spent outside production", Show<IdlePanel>(Week).Markup, StringComparison.Ordinal);
        await SpendAsync(("dev", 0, "gpt-4o", 4m));
        Assert.Contains("there is nothing to compare with", Show<PremiumPanel>(Week).Markup, StringComparison.Ordinal);
    }

    private Task SpendAsync(params (string Environment, double Hours, string Model, decimal Usd)[] calls) => _store.CommitAsync(
        [.. calls.Select((call, i) => A.Span(
            $"s{i}", trace: $"t{i}", start: call.Hours * Hour, tokens: s_tokens, usd: call.Usd, model: call.Model,
            attribution: call.Environment.Length == 0 ? null : new(Environment: call.Environment)))],
        Cancel);

    private IRenderedComponent<T> Show<T>(string url, EnvironmentRules? rules = null)
        where T : IComponent
    {
        var panel = Render<T>(p => p.AddCascadingValue(Questions.Context(url)).TryAdd("Rules", rules ?? EnvironmentRules.Default));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
