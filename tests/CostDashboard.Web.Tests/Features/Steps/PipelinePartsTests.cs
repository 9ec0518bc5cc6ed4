using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Steps;
using CostDashboard.Web.Tests.Features.Spend;

namespace CostDashboard.Web.Tests.Features.Steps;

public sealed class PipelinePartsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_sum_to_what_the_totals_say_to_the_nano()
    {
        var store = new InMemoryStore();
        await store.CommitAsync(SomeSpend.Of(seed: 5, traces: 200), Cancel);
        var range = Questions.Context("/steps?range=7d").Range.InDays(OrganisationCalendar.Utc);

        var parts = PipelineParts.Of(await store.GetSharesAsync(new(A.Project, range.From, range.To, PipelinePart.Steps), Cancel), null, 10, out var all);

        var total = (await store.AskAsync(new(A.Project, range.From, range.To, Grain.Total, [], []), Cancel)).Total;
        Assert.Equal((1, total.CostNanoUsd, total.Calls), (all, parts.Sum(p => p.Total.CostNanoUsd), parts.Sum(p => p.Total.Calls)));
        Assert.All(parts, p => Assert.Equal((p.Total.CostNanoUsd, p.Total.PathNanos), (p.Rows.Sum(r => r.Measures.CostNanoUsd), p.Rows.Sum(r => r.Measures.PathNanos))));
        Assert.All(parts, p => Assert.Equal((1.0, 1.0), (Math.Round(p.Rows.Sum(r => r.CostShare), 9), Math.Round(p.Rows.Sum(r => r.PathShare), 9))));
    }

    [Fact]
    public void Small_steps_are_added_up_and_the_one_asked_for_is_drawn_by_itself()
    {
        var shares = Enumerable.Range(0, 20).Select(i => new PipelineShare("root", $"step {i:00}", new() { CostNanoUsd = 100 - i, Calls = 1, PathNanos = 10 })).ToList();

        var all = Assert.Single(PipelineParts.Of(shares, null, 10, out _));
        var asked = Assert.Single(PipelineParts.Of(shares, "step 19", 10, out _));

        Assert.Equal([.. Enumerable.Range(0, 7).Select(i => $"step {i:00}"), ""], all.Rows.Select(r => r.Step));
        Assert.Equal((13, 200L), (all.RestCount, all.Rows.Sum(r => r.Measures.PathNanos)));
        Assert.Contains(asked.Rows, r => r.Step == "step 19");
        Assert.Equal(all.Total, asked.Total);
    }

    [Fact]
    public void Only_the_pipelines_with_the_step_are_shown_dearest_first()
    {
        PipelineShare[] shares =
        [
            new("cheap", "shared", new() { CostNanoUsd = 1, Calls = 1 }),
            new("dear", "shared", new() { CostNanoUsd = 5, Calls = 1 }),
            new("other", "alone", new() { CostNanoUsd = 100, Calls = 1 }),
            new("silent", "shared", new() { Spans = 3 }),
        ];

        var parts = PipelineParts.Of(shares, "shared", 1, out var all);

        Assert.Equal((2, "dear"), (all, Assert.Single(parts).Root));
    }

    [Fact]
    public async Task The_examples_are_found_on_the_day_and_in_the_range_that_the_distributions_name()
    {
        var store = new InMemoryStore();
        await store.CommitAsync(
            [
                .. Enumerable.Range(0, 40).SelectMany(i => Call($"usual {i}", -i, 0.01m, 100)),
                .. Call("dear", -70, 0.9m, 90), .. Call("slow", -50, 0.009m, 60_000), .. Call("unpriced", -20, null, 10),
            ],
            Cancel);
        var context = Questions.Context("/steps/step?range=7d&step=write");
        var days = await store.GetDaysAsync(StepDistributions.Question(context, "write"), Cancel);

        Assert.Equal("dear", await NameAsync(StepCalls.Dearest(days)));
        Assert.Equal("slow", await NameAsync(StepCalls.Slowest(days)));
        Assert.StartsWith("usual", await NameAsync(StepCalls.Typical(days)), StringComparison.Ordinal);
        Assert.Null(StepCalls.Dearest([]));
        Assert.Null(StepCalls.Slowest([]));
        Assert.Null(StepCalls.Typical([]));

        async Task<string> NameAsync(CallSpot? spot)
        {
            var page = await store.ListAsync(
                new(A.Project, spot!.Day, OrganisationCalendar.Utc.Next(spot.Day, Grain.Day), [new(Dimension.Step, ["write"])], Limit: 1, Basis: Core.Traces.TraceBasis.Spent, Calls: spot.Range),
                Cancel);
            return Assert.Single(page.Rows).Name;
        }
    }

    // A trace that is named after its call's id, with one call of the step.
    private static PricedSpan[] Call(string id, double hours, decimal? usd, double milliseconds) =>
    [
        A.Span(id, trace: id, start: hours * 3_600_000, duration: milliseconds + 5),
        A.Span($"{id} call", parent: id, trace: id, name: "write", start: (hours * 3_600_000) + 1, duration: milliseconds, tokens: new Usage(10, 0, 0, 0, 1), usd: usd),
    ];
}
