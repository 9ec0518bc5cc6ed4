using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.CodingAgents;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.CodingAgents;

public sealed class AgentWorkPanelTests : BunitContext
{
    private readonly InMemoryStore _store = new();

    public AgentWorkPanelTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddScoped<Panels>();
    }

    [Fact]
    public async Task Each_repository_shows_its_cost_and_what_an_edit_cost_and_of_others_nothing_counts()
    {
        await SendAsync(
            Call("a", 3m, "shop"), Tool("b", "Edit", "shop"), Tool("c", "Write", "shop"), Tool("d", "Edit", "shop", isError: true), Tool("e", "Bash", "shop"),
            Call("f", 1m, null), A.Span("g", trace: "g", name: "execute_tool Edit", kind: OperationKind.Tool, service: "checkout", attribution: new(Feature: "shop")));

        var panel = Show("/coding-agents?range=7d");

        Assert.StartsWith("Agents made 2 edits of files, at $2.00 each. How much time that saved no agent says", Words(panel.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Equal(
            ["shop 1 2 $1.50 $3.00", "(not said) 1 0 – $1.00"], panel.FindAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Contains("feature=shop", panel.Find("tbody a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_saved_is_told_only_of_what_somebody_assumes()
    {
        await SendAsync(Call("a", 3m, "shop"), Tool("b", "apply_patch", "shop"), Tool("c", "replace", "shop"));

        var panel = Show("/coding-agents?range=7d&minutes=45");

        Assert.Contains("At 45 min by hand for each, as you assume, that is 1 h 30 min of work, for $2.00 an hour.", Words(panel.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Contains("Saved, assumed", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_about_one_model_claims_nothing_of_edits()
    {
        await SendAsync(Call("a", 3m, "shop"), Tool("b", "Edit", "shop"));

        var panel = Show("/coding-agents?range=7d&model=gpt-4o&minutes=45");

        Assert.StartsWith("Edits are told by tool runs, which call no model", Words(panel.Find(".sentence").TextContent), StringComparison.Ordinal);
        Assert.Equal("shop 1 – – – $3.00", string.Join(' ', panel.Find("tbody tr").Children.Select(cell => cell.TextContent.Trim())));
    }

    [Theory]
    [InlineData("", null, false)]
    [InlineData("?minutes=2.5", 2.5, false)]
    [InlineData("?minutes=480", 480d, false)]
    [InlineData("?minutes=0", null, true)]
    [InlineData("?minutes=-1", null, true)]
    [InlineData("?minutes=481", null, true)]
    [InlineData("?minutes=<script>", null, true)]
    public void What_cannot_be_assumed_is_said(string query, double? minutes, bool isMistake)
    {
        var saved = SavedTime.From(UrlQuery.Of(query));

        Assert.Equal(((decimal?)minutes, isMistake), (saved.Minutes, saved.Mistake is not null));
    }

    private Task SendAsync(params PricedSpan[] spans) => _store.CommitAsync(spans, Xunit.TestContext.Current.CancellationToken);

    private static PricedSpan Call(string id, decimal usd, string? repository) =>
        A.Span(id, trace: id, tokens: new(10, 0, 0, 0, 1), usd: usd, model: "gpt-4o", service: "claude-code", attribution: new(Feature: repository));

    private static PricedSpan Tool(string id, string tool, string repository, bool isError = false) => A.Span(
        id, trace: id, name: $"execute_tool {tool}", kind: OperationKind.Tool, service: "claude-code", isError: isError, attribution: new(Feature: repository));

    private IRenderedComponent<AgentWorkPanel> Show(string url)
    {
        var context = Questions.Context(url);
        var panel = Render<AgentWorkPanel>(p => p.AddCascadingValue(AgentTools.Only(context)).Add(one => one.Saved, SavedTime.From(context.Query)));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
