using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Demo.Scenarios;

namespace CostDashboard.Ingest.Demo;

/// <summary>
/// Thirty days of traces that never were: about 200,000 spans of several services, with seasons and with stories (<see cref="DemoStories"/>).
/// The same end gives the same spans, on every machine.
/// </summary>
public static class DemoData
{
    public const int Days = 30;

    private const int SpansPerBatch = 2000;

    internal static IReadOnlyList<DemoScenario> Scenarios { get; } =
    [
        new SupportAgent(),
        new RagChatbot(),
        new RefundAgent(),
        new DocumentSummaries(),
        new EmailDrafts(),
        new Translation(),
        new Evaluations(),
        new LabsPrototype(),
    ];

    /// <summary>When the demo that ends at <paramref name="until"/> begins: at a full hour.</summary>
    public static UnixNanos StartOf(DateTimeOffset until) => UnixNanos.From(until.AddDays(-Days)).Floor(UnixNanos.PerHour);

    /// <summary>All spans, whole traces in the order of their start, made while they are read. None ends after <paramref name="until"/>.</summary>
    public static IEnumerable<IReadOnlyList<DecodedSpan>> Generate(ProjectId project, DateTimeOffset until)
    {
        var end = UnixNanos.From(until);
        var stories = DemoStories.Of(until);
        var batch = new List<DecodedSpan>(SpansPerBatch + 500);
        List<DemoTrace> later = [];
        for (var hour = StartOf(until); hour < end; hour += UnixNanos.PerHour)
        {
            // What a trace starts may begin after the hour.
            var next = hour + UnixNanos.PerHour;
            var traces = later.Concat(TracesOf(hour, project, stories, StartOf(until)).SelectMany(t => t.WithStarted())).ToLookup(t => t.Start < next);
            later = [.. traces[false]];
            foreach (var trace in traces[true].OrderBy(t => t.Start))
            {
                DecodedSpan[] spans = [.. trace.ToSpans()];
                if (spans.All(s => s.End <= end))
                {
                    batch.AddRange(spans);
                }

                if (batch.Count >= SpansPerBatch)
                {
                    yield return batch;
                    batch = new(SpansPerBatch + 500);
                }
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static IEnumerable<DemoTrace> TracesOf(UnixNanos hour, ProjectId project, DemoStories stories, UnixNanos begin)
    {
        foreach (var scenario in Scenarios)
        {
            var count = CountOf(scenario, hour, begin);
            for (var i = 0; i < count; i++)
            {
                var random = new DemoRandom(DemoRandom.Seed(scenario.Name, hour.Value, i));
                yield return Play(scenario, random, hour + random.Between(0, UnixNanos.PerHour - 1), project, stories);
            }
        }

        foreach (var run in RunawayAgent.Figures.Runs)
        {
            var start = UnixNanos.From(stories.Runaway.AddMinutes(run.MinutesAfter));
            if (start.Floor(UnixNanos.PerHour) == hour)
            {
                yield return PlayRunaway(run, start, project, stories);
            }
        }
    }

    private static DemoTrace Play(DemoScenario scenario, DemoRandom random, UnixNanos start, ProjectId project, DemoStories stories)
    {
        var customer = random.Pick(DemoFigures.Shared.Customers, c => c.Weight);
        var environment = random.Pick([.. scenario.Figures.Environments], e => e.Value).Key;
        var origin = DemoOrigin.Of(scenario.Figures, scenario.VersionAt(start, stories), environment);
        var trace = new DemoTrace(project, random, start, stories, customer, origin);
        scenario.Play(trace);
        return trace;
    }

    private static DemoTrace PlayRunaway(RunawayRun run, UnixNanos start, ProjectId project, DemoStories stories)
    {
        var agent = Scenarios.OfType<RefundAgent>().Single().Figures;
        var customer = DemoFigures.Shared.Customers.Single(c => c.Name == RunawayAgent.Figures.Customer);
        var random = new DemoRandom(DemoRandom.Seed("runaway", start.Value, run.Turns));
        var trace = new DemoTrace(project, random, start, stories, customer, DemoOrigin.Of(agent, agent.Version, "production"));
        RunawayAgent.Play(trace, agent.Feature, run.Turns);
        return trace;
    }

    // Whole traces for the hour's share of the day; the fraction that is left over is one more trace, by chance.
    private static long CountOf(DemoScenario scenario, UnixNanos hour, UnixNanos begin)
    {
        var time = hour.ToDateTimeOffset();
        var season = scenario.Season;
        var weekday = ((int)time.DayOfWeek + 6) % 7;
        var growth = 1000 + (DemoFigures.Shared.GrowthPerDayPerMille * ((hour - begin) / UnixNanos.PerDay));
        var share = scenario.Figures.TracesPerDay * (long)season.Week[weekday] * season.Hours[time.Hour] * growth;
        var whole = 100L * 1000 * season.Hours.Sum();
        var chance = new DemoRandom(DemoRandom.Seed($"count of {scenario.Name}", hour.Value, 0));
        return (share + chance.Between(0, whole - 1)) / whole;
    }
}
