using CostDashboard.Core.Insights;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Demo;

/// <summary>What a look at the whole demo, as it is stored, finds of its stories.</summary>
[Collection(nameof(LoadedDemo))]
public sealed class DemoInsightsTests(DemoInsightsTests.Looked looked) : IClassFixture<DemoInsightsTests.Looked>
{
    [Fact]
    public void The_runaway_agent_is_a_loop_whose_four_traces_prove_it()
    {
        var finding = Assert.Single(looked.Found, found => found.Kind is InsightKind.ToolLoops);

        Assert.Equal(("execute_tool search_knowledge_base", 4L), (finding.Subject.Step, finding.Traces));
        Assert.All(finding.Examples, example => Assert.Equal("agent.run", looked.NameOf(example.Trace)));
        Assert.Equal((0, 0, 0), finding.Rest);
        Assert.InRange(finding.SavingNanoUsd, 40_000_000_000, 55_000_000_000);
    }

    [Fact]
    public void The_dearest_proofs_of_growing_context_are_the_runaway_agents_too()
    {
        var finding = Assert.Single(looked.Found, found => found.Kind is InsightKind.GrowingContext);
        var loop = Assert.Single(looked.Found, found => found.Kind is InsightKind.ToolLoops);

        Assert.Equal("agent.think", finding.Subject.Step);
        Assert.Equal(loop.Examples.Select(example => example.Trace), finding.Examples.Take(4).Select(example => example.Trace));
        Assert.True(finding.Examples.Take(4).Sum(example => example.SavingNanoUsd) > finding.SavingNanoUsd * 0.9);
    }

    [Fact]
    public void The_chunks_that_the_release_made_larger_could_shrink()
    {
        var finding = Assert.Single(looked.Found, found => found.Kind is InsightKind.LargeRetrieval);

        Assert.Equal("generate_response", finding.Subject.Step);
        Assert.InRange((double)finding.SavingNanoUsd / finding.CostNanoUsd, 0.3, 0.7);
    }

    [Fact]
    public void Development_traffic_names_its_environments_and_the_cheaper_models()
    {
        var found = looked.Found.Where(found => found.Kind is InsightKind.DevelopmentModels).ToList();

        Assert.Equal(["development", "staging"], found.Select(finding => finding.Subject.Environment).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(found, finding => finding.Subject is { Step: "answer", Model: "gpt-4.1-2025-04-14", Instead: "gpt-4.1-mini" });
        Assert.All(found, finding => Assert.True(finding.SavingNanoUsd * 2m >= finding.CostNanoUsd));
    }

    [Fact]
    public void No_kind_acts_on_more_than_the_demo_cost() =>
        Assert.All(
            looked.Found.GroupBy(finding => finding.Kind),
            kind => Assert.InRange(kind.Sum(finding => finding.CostNanoUsd), 1, looked.CostNanoUsd));

    public sealed class Looked(LoadedDemo demo) : IAsyncLifetime
    {
        private readonly Dictionary<TraceId, string> _names = [];

        internal IReadOnlyCollection<InsightFinding> Found { get; private set; } = [];

        internal long CostNanoUsd => demo.Totals.Minutes.Values.Sum(minute => minute.CostNanoUsd);

        public async ValueTask InitializeAsync()
        {
            var found = new InsightFindings();
            var prices = new InsightPrices(LoadedDemo.Book(), UnixNanos.From(LoadedDemo.Until));
            var spans = await demo.Store.GetLatestSpansAsync(A.Project, int.MaxValue, CancellationToken.None);
            foreach (var trace in spans.GroupBy(span => span.Key.TraceKey))
            {
                var rollup = A.Rollup(trace);
                _names[trace.Key.Trace] = TraceSummary.Of(trace.Key, rollup).Name;
                InsightRules.Look(InsightTrace.Of(trace.Key, rollup, trace.ToDictionary(span => span.Key.Span)), InsightSettings.Default, prices, found);
            }

            Found = found.All;
        }

        internal string NameOf(TraceId trace) => _names[trace];

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
