using Bunit;
using CostDashboard.Web.Features.Start;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Start;

public sealed class DemoBarTests : BunitContext
{
    private readonly StatedDemo _demo = new();

    public DemoBarTests() => Services.AddSingleton<IDemo>(_demo).AddSingleton(TimeProvider.System);

    [Fact]
    public void Before_it_begins_there_is_nothing_to_show() => Render<DemoBar>().MarkupMatches("");

    [Fact]
    public void While_it_runs_the_bar_says_how_far_it_is()
    {
        _demo.State = new(IsRunning: true, 0.42, 84_000);

        var bar = Render<DemoBar>();

        Assert.Equal("42", bar.Find("progress").GetAttribute("value"));
        Assert.Contains("84,000 so far", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_end_it_leads_to_what_was_made()
    {
        _demo.State = new(IsRunning: true, 0.99, 198_000);
        var bar = Render<DemoBar>();

        _demo.State = new(IsRunning: false, 1, 200_000, Project: 2);

        bar.WaitForAssertion(() => Assert.Equal("/?project=2", bar.Find("a").GetAttribute("href")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_failure_is_said()
    {
        _demo.State = new(IsRunning: false, 0.5, 100_000, "the disk is full.");

        Assert.Contains("the disk is full.", Render<DemoBar>().Markup, StringComparison.Ordinal);
    }

    private sealed class StatedDemo : IDemo
    {
        public DemoState State { get; set; } = DemoState.None;

        public Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
