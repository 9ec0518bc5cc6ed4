using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Demo;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Demo;

[Collection(nameof(LoadedDemo))]
public sealed class DemoLoaderTests(LoadedDemo demo)
{
    private static readonly DemoStories s_stories = DemoStories.Of(LoadedDemo.Until);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Stopped_and_taken_up_a_day_later_it_is_the_same_demo_once()
    {
        var spans = DemoData.Generate(A.Project, LoadedDemo.Until).Sum(b => (long)b.Count);

        Assert.Equal(spans, demo.Totals.Minutes.Values.Sum(m => m.Spans));
        Assert.Equal(new(spans, 1), demo.Progress[^1]);
    }

    [Fact]
    public void What_was_durable_is_not_sent_again() =>
        Assert.InRange(demo.Progress[0].Share, 0.2, 0.4);

    [Fact]
    public void Progress_only_grows() =>
        Assert.Equal(demo.Progress.OrderBy(p => p.Spans).ThenBy(p => p.Share), demo.Progress);

    [Fact]
    public async Task Loaded_once_it_does_nothing_more()
    {
        var progress = new List<DemoProgress>();
        demo.Store.Failure = new("nothing is to be written");

        await demo.LoadAsync(progress.Add, Cancel);

        demo.Store.Failure = null;
        Assert.True(Assert.Single(progress).IsDone);
    }

    [Fact]
    public async Task The_totals_are_the_sum_over_the_traces()
    {
        var traces = await ListAsync(TraceSort.Start);

        Assert.Equal(demo.Totals.Minutes.Values.Sum(m => m.CostNanoUsd), traces.CostNanoUsd);
        Assert.Equal(demo.Totals.Minutes.Values.Sum(m => m.UnpricedCalls), traces.UnpricedCalls);
        Assert.Equal(demo.Totals.Minutes.Values.Sum(m => m.Traces), traces.Count);
    }

    [Fact]
    public async Task The_dearest_traces_are_those_of_the_runaway_agent()
    {
        var dearest = (await ListAsync(TraceSort.Cost)).Rows.Take(4).ToList();

        Assert.All(dearest, trace => Assert.Equal(("agent.run", "globex"), (trace.Name, trace.Attribution.Customer)));
        Assert.All(dearest, trace => Assert.Equal(UnixNanos.From(s_stories.Runaway).UtcDay, trace.Start.UtcDay));
        Assert.Equal(s_stories.Runaway, dearest[0].Start.ToDateTimeOffset(), TimeSpan.FromSeconds(1));
        Assert.True(dearest[0].CostNanoUsd > 10_000_000_000);
    }

    [Fact]
    public void The_runaway_s_day_is_the_dearest_day()
    {
        var days = demo.Totals.Minutes.GroupBy(m => m.Key.Minute.UtcDay, m => m.Value.CostNanoUsd).ToDictionary(d => d.Key, d => d.Sum());

        Assert.Equal(UnixNanos.From(s_stories.Runaway).UtcDay, days.MaxBy(d => d.Value).Key);
    }

    [Fact]
    public void The_release_makes_an_answer_of_support_cost_about_twice_as_much()
    {
        var (before, after) = CostPerCall(s => s.Step == "generate_response", s_stories.Release);

        Assert.InRange(after / before, 1.6, 3);
    }

    [Fact]
    public void The_model_switch_makes_a_draft_cost_three_times_as_much()
    {
        var (before, after) = CostPerCall(s => s.Step == "draft_reply", s_stories.ModelSwitch);

        Assert.InRange(after / before, 2.9, 3.1);
    }

    [Fact]
    public void Only_the_prototype_s_calls_are_unpriced()
    {
        var unpriced = demo.Totals.Minutes.Where(m => m.Value.UnpricedCalls > 0).ToList();

        Assert.Equal(["nightjar-70b-instruct"], unpriced.Select(m => m.Key.Series.Model).Distinct());
        Assert.InRange(unpriced.Sum(m => m.Value.UnpricedCalls), 500, 3000);
    }

    [Fact]
    public void The_translator_s_calls_cost_what_they_say()
    {
        var reported = demo.Totals.Minutes.Where(m => m.Key.Series.PriceState is PriceState.Reported && m.Value.Calls > 0).ToList();

        Assert.Equal(["lingua-large-2"], reported.Select(m => m.Key.Series.Model).Distinct());
        Assert.All(reported, m => Assert.True(m.Value.CostNanoUsd > 0));
    }

    [Fact]
    public void The_price_change_of_the_translator_is_in_the_ledger_from_its_first_minute_on()
    {
        var change = UnixNanos.From(s_stories.PriceChange);
        var minutes = demo.Totals.Minutes.Where(m => m.Key.Series.Model == "lingua-large-2" && m.Value.Calls > 0).ToLookup(m => m.Key.Minute >= change, m => m.Value);

        Assert.NotEmpty(minutes[true]);
        Assert.All(minutes[false], m => Assert.Equal((8_400 * m.Usage.Input) + (25_200 * m.Usage.Output), m.CostNanoUsd));
        Assert.All(minutes[true], m => Assert.Equal((12_600 * m.Usage.Input) + (37_800 * m.Usage.Output), m.CostNanoUsd));
    }

    [Fact]
    public void An_agent_s_own_span_is_charged_nothing() =>
        Assert.Equal(0, demo.Totals.Minutes.Where(m => m.Key.Series.Kind is OperationKind.Agent).Sum(m => m.Value.CostNanoUsd + m.Value.Calls));

    [Fact]
    public void A_fifth_to_two_fifths_of_the_spend_is_not_production()
    {
        var byEnvironment = demo.Totals.Minutes.GroupBy(m => m.Key.Series.Environment, m => (double)m.Value.CostNanoUsd).ToDictionary(e => e.Key, e => e.Sum());

        Assert.Equal(["development", "production", "staging"], byEnvironment.Keys.Order());
        Assert.InRange(1 - (byEnvironment["production"] / byEnvironment.Values.Sum()), 0.15, 0.4);
    }

    [Fact]
    public void Cached_tokens_reasoning_and_first_tokens_are_there()
    {
        var usage = demo.Totals.Minutes.Values.Aggregate(default(Usage), (sum, m) => sum + m.Usage);

        Assert.True(usage is { CacheRead: > 1_000_000, CacheWrite: > 100_000, Reasoning: > 100_000 });
        Assert.Contains(demo.Totals.Minutes.Values, m => !m.TimeToFirstToken.IsEmpty);
    }

    private (double Before, double After) CostPerCall(Func<SpendKey, bool> series, DateTimeOffset at)
    {
        double Of(bool isAfter)
        {
            // The minute of the change holds calls of both sides.
            var rows = demo.Totals.Minutes
                .Where(m => series(m.Key.Series) && (isAfter ? m.Key.Minute > UnixNanos.From(at) : m.Key.Minute + UnixNanos.PerMinute < UnixNanos.From(at)))
                .Select(m => m.Value)
                .ToList();
            return (double)rows.Sum(m => m.CostNanoUsd) / rows.Sum(m => m.Calls);
        }

        return (Of(isAfter: false), Of(isAfter: true));
    }

    private Task<TracePage> ListAsync(TraceSort sort) =>
        demo.Store.ListAsync(new(A.Project, DemoData.StartOf(LoadedDemo.Until), UnixNanos.From(LoadedDemo.Until), [], sort), Cancel);
}
