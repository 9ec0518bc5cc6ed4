using Bunit;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Overview;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Overview;

public sealed class WhatMovedTests : BunitContext
{
    private const double Hour = 3_600_000;

    private readonly InMemoryStore _store = new();

    public WhatMovedTests()
    {
        Services.AddSingleton<ISpendQueries>(_store);
        Services.AddSingleton<LastingHues>();
        Services.AddScoped<Panels>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_whose_calls_take_more_since_a_release_is_told_with_both()
    {
        // Two days back to back of an hourly call each; the retrieval takes ten times the tokens since six in the morning.
        await _store.CommitAsync(
            [.. Enumerable.Range(0, 48).SelectMany(ago => new[]
            {
                ago < 7 ? Call("retrieve", ago, 10_000, 0.1m, "2.8.1") : Call("retrieve", ago, 1_000, 0.01m, "2.8.0"),
                Call("answer", ago, 1_000, 0.01m, "2.8.0"),
            })],
            Cancel);

        var panel = Show("/?range=24h");

        Assert.Equal(["retrieve"], panel.FindAll("li a").Select(a => a.TextContent.Trim()));
        Assert.Matches(
            @"^\d\.\d × the tokens per call, since Thu 6 Aug 06:00, with release 2\.8\.1$", panel.Find("small").TextContent);
    }

    [Fact]
    public async Task Movers_and_all_others_add_up_to_the_difference_and_each_opens_the_report_on_itself()
    {
        await _store.CommitAsync(
            [
                .. Enumerable.Range(0, 12).SelectMany(step => Enumerable.Range(0, step + 1).Select(i => Call($"step{step:00}", 2 + i, 100, 0.001m * (step + 1)))),
                Call("gone", 30, 100, 0.5m), Call("first", 47, 100, 0.5m),
            ],
            Cancel);

        var panel = Show("/?range=24h");
        var context = Questions.Context("/?range=24h");
        var all = await SpendComparison.AskAsync(_store, context, context.Range, withDistributions: false, Cancel);

        Assert.Equal(all.Difference, panel.FindAll("li data").Sum(data => (long)(decimal.Parse(data.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000_000m)));
        foreach (var link in panel.FindAll("li a"))
        {
            var asked = Questions.Context(link.GetAttribute("href")!);
            var comparison = await SpendComparison.AskAsync(_store, asked, asked.Range, withDistributions: false, Cancel);

            Assert.Equal("/spend/spike", asked.Path);
            Assert.Equal(MoneyText.Signed(comparison.Difference), link.ParentElement!.QuerySelector("data")!.TextContent);
        }
    }

    [Fact]
    public async Task A_runaway_that_came_and_went_is_told_with_its_day()
    {
        await _store.CommitAsync(
            [
                .. Enumerable.Range(0, 15).Select(day => Call("think", (24 * day) + 2, 1_000, 0.01m)),
                .. Enumerable.Range(0, 60).Select(i => Call("think", 51, 1_000, 0.01m, id: $"runaway{i}")),
            ],
            Cancel);

        Assert.EndsWith("× the calls, most of it on Tue 4 Aug", Show("/?range=7d").Find("small").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_period_before_nothing_is_called_a_mover()
    {
        await _store.CommitAsync([Call("new", 2, 100, 1m)], Cancel);

        Assert.Contains("The period before was not recorded as a whole", Show("/?range=24h").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_shown_as_text_whatever_they_hold()
    {
        await _store.CommitAsync([Call("<img src=x onerror=alert(1)>", 2, 100, 1m), Call("first", 47, 100, 0.5m)], Cancel);

        Assert.Empty(Show("/?range=24h").FindAll("img"));
    }

    private static PricedSpan Call(string step, int hoursAgo, int tokens, decimal usd, string? release = null, string? id = null) => A.Span(
        id ?? $"{step}-{hoursAgo}", trace: id ?? $"{step}-{hoursAgo}", name: step, start: -hoursAgo * Hour, tokens: new(tokens, 0, 0, 0, 0), usd: usd, version: release, kind: OperationKind.Chat);

    private IRenderedComponent<WhatMoved> Show(string url)
    {
        var panel = Render<WhatMoved>(p => p.AddCascadingValue(Questions.Context(url)).Add(panel => panel.By, new Facet(Dimension.Step)));
        panel.WaitForState(() => panel.FindAll(".load-skeleton").Count == 0);
        return panel;
    }
}
