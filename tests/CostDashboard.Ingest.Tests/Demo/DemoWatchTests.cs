using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Ingest.Demo;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;
using CostDashboard.TestKit.Watching;

namespace CostDashboard.Ingest.Tests.Demo;

/// <summary>The watch finds each of the demo's stories with its cause, and nothing else in a month.</summary>
[Collection(nameof(LoadedDemo))]
public sealed class DemoWatchTests(LoadedDemo demo)
{
    private static readonly DemoStories s_stories = DemoStories.Of(LoadedDemo.Until);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_four_stories_are_found_with_their_cause_within_a_working_day_and_nothing_else_is()
    {
        var reports = await WatchAsync();

        var found = reports.Where(report => !report.IsOver).GroupBy(report => report.Cause ?? report.Subject).ToDictionary(cause => cause.Key, cause => cause.First());
        Assert.Equal(["step agent.think", "step draft_reply", "step generate_response", "step llm.translate"], found.Keys.Order());
        Says("step draft_reply", s_stories.ModelSwitch, 1, " of draft_reply costs", "when it began to call claude-sonnet-4-5");
        Says("step generate_response", s_stories.Release, 4, "after release 2.8.1 of support-api");

        // It is a Saturday's midnight, and the translator's customers work from Monday on.
        Says("step llm.translate", s_stories.PriceChange, 48 + 14, "A token of llm.translate costs 1.");
        Says("step agent.think", s_stories.Runaway, 2, "from customer globex");

        void Says(string cause, DateTimeOffset story, int hours, params string[] words)
        {
            var first = found[cause];
            Assert.All(words, word => Assert.Contains(word, first.Sentence, StringComparison.Ordinal));
            Assert.InRange(first.At - UnixNanos.From(story), 0, (hours + 1) * UnixNanos.PerHour);
            Assert.Equal(IncidentRules.MostTraces, first.Traces.Count);
            Assert.True(first.MoneyPerHour > 0);
        }
    }

    private async Task<List<IncidentReport>> WatchAsync()
    {
        var access = new InMemoryAccessStore();
        await access.CreateProjectAsync("Demo", A.Entry, Cancel);
        var incidents = new RecordedIncidents();
        var events = new GivenEvents(new ProjectEvent(A.Project, EventKind.Deploy, "2.8.1", "support-api", "", UnixNanos.From(s_stories.Release)));
        var work = new WatchWork(access, demo.Store, demo.Store, events, incidents, OrganisationCalendar.Utc, new Clock());
        await work.RunAsync(new(), Cancel);
        return incidents.Reports;
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => LoadedDemo.Until;
    }
}
