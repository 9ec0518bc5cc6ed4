using Bunit;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.CodingAgents;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Tests.Features.Prices;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.CodingAgents;

public sealed class AgentSpendPanelTests : BunitContext
{
    private readonly InMemoryStore _store = new();

    public AgentSpendPanelTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton(new CurrentPrices { Book = SomePrices.Book });
        Services.AddScoped<Panels>();
        ComponentFactories.AddStub<SpendChart>();
    }

    [Fact]
    public async Task Only_coding_agents_count_by_agent_and_model_and_each_row_opens_its_traces()
    {
        await SpendAsync(("claude-code", 3m, new(1_000, 9_000, 0, 0, 100)), ("gemini-cli", 1m, new(1_000, 0, 0, 0, 100)), ("checkout", 90m, new(1_000, 0, 0, 0, 100)));

        var panel = Show("/coding-agents?range=7d");

        Assert.StartsWith("Coding agents cost $4.00 in this period, with 2 calls. 82 % of what they read came from the cache", Words(panel.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Equal(["Claude Code", "Gemini CLI"], panel.FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
        Assert.Contains("service=claude-code&provider=openai&model=gpt-4o", Uri.UnescapeDataString(panel.Find("tbody a").GetAttribute("href")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_cache_saved_is_the_charge_in_the_proportion_of_the_book_s_prices()
    {
        var usage = new Usage(1_000, 9_000, 0, 0, 100);
        await SpendAsync(("claude-code", 2m, usage));
        var rates = SomePrices.Book.Find("openai", "gpt-4o")!.Periods[^1].Card!.Standard.Bands[0].Rates;
        var (read, plain) = (rates.Of(Meter.CacheRead).Rate!.Value, rates.Input!.Value);
        var (then, without) = ((1_000 * plain) + (9_000 * read) + (100 * rates.Output!.Value), (10_000 * plain) + (100 * rates.Output!.Value));

        var amounts = Show("/coding-agents?range=7d").FindAll(".sentence data.money");

        Assert.Equal((double)((2m * without / then) - 2m), double.Parse(amounts[1].GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture), 8);
    }

    [Fact]
    public async Task A_page_that_keeps_one_agent_shows_that_one()
    {
        await SpendAsync(("claude-code", 3m, new(10, 0, 0, 0, 1)), ("gemini-cli", 1m, new(10, 0, 0, 0, 1)));

        Assert.Equal(["Gemini CLI"], Show("/coding-agents?range=7d&service=gemini-cli").FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
        Assert.Equal(["Gemini CLI"], Show("/coding-agents?range=7d&not.service=claude-code").FindAll("tbody td.name").Select(td => td.TextContent.Trim()));
    }

    [Fact]
    public async Task Where_no_agent_has_sent_the_page_says_so()
    {
        await SpendAsync(("checkout", 90m, new(10, 0, 0, 0, 1)));

        Assert.Contains("No coding agent has sent a call in this period.", Show("/coding-agents?range=7d").Markup, StringComparison.Ordinal);
    }

    private Task SpendAsync(params (string Service, decimal Usd, Usage Usage)[] calls) => _store.CommitAsync(
        [.. calls.Select((call, i) => A.Span($"s{i}", trace: $"t{i}", tokens: call.Usage, usd: call.Usd, model: "gpt-4o", service: call.Service))],
        Xunit.TestContext.Current.CancellationToken);

    private IRenderedComponent<AgentSpendPanel> Show(string url)
    {
        var panel = Render<AgentSpendPanel>(p => p.AddCascadingValue(AgentTools.Only(Questions.Context(url))));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
