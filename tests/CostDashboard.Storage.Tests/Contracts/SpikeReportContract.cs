using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>What is planted in spans is what a report on the stored totals names; every story in a project of its own.</summary>
public abstract class SpikeReportContract<TEngine>(SpikeReportContract<TEngine>.Planted planted) : IClassFixture<SpikeReportContract<TEngine>.Planted>
    where TEngine : IEngineUnderTest
{
    private const int Hours = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Stories => [.. SpikeStory.All.Keys];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task What_was_planted_is_named_first(string name)
    {
        var story = SpikeStory.All[name];

        var report = await planted.ReportAsync(name);

        Assert.True(story.IsToldBy(report.Causes), SpikeStory.Names(report.Causes));
        Assert.True(story.Causes.Count > 1 || story.Factor == report.Focus.Factor, $"{report.Focus.Factor}: {report.Focus.Drivers}");
        Assert.Equal(report.NowNanoUsd, report.UsualNanoUsd + Enum.GetValues<SpikeFactor>().Sum(report.Drivers.Of));
        Assert.Equal(report.Drivers.DifferenceNanoUsd, report.Causes.Causes.Sum(c => c.ExcessNanoUsd) + report.Causes.CommonNanoUsd);
    }

    /// <summary>Written once for all tests of the class, by the first of them: an engine that is not there skips tests, and would fail a fixture.</summary>
    public sealed class Planted : IAsyncDisposable
    {
        private readonly Dictionary<string, ProjectId> _projects = [];
        private readonly Lazy<Task<StoreUnderTest>> _store;

        public Planted() => _store = new(PlantAsync);

        private async Task<StoreUnderTest> PlantAsync()
        {
            var store = await TEngine.CreateAsync();
            foreach (var (name, story) in SpikeStory.All)
            {
                var project = await store.Access.CreateProjectAsync($"story {_projects.Count}", A.Entry, Cancel);
                _projects[name] = project.Id;
                var spans = new SpikeScenario(_projects.Count).Spans(story.Plant, project.Id, TracesOf(name), weeks: 2, Hours);
                foreach (var batch in spans.Chunk(5_000))
                {
                    await store.Spans.CommitAsync(batch, Cancel);
                }
            }

            return store;
        }

        // A step that one trace in seven calls is told from chance only where there are more of them.
        private static double TracesOf(string story) => story == "a slow ramp of one step" ? 3_000 : 500;

        public async ValueTask DisposeAsync()
        {
            if (_store is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } planted })
            {
                await (await planted).DisposeAsync();
            }
        }

        internal async Task<SpikeReport> ReportAsync(string story)
        {
            var store = await _store.Value;

            // The first spans came some seconds after noon, two weeks before.
            var period = new Period(A.Noon + (10 * UnixNanos.PerMinute), A.Noon + (Hours * UnixNanos.PerHour));
            var baseline = SpikeBaseline.For(period, (await store.Spend.GetExtentAsync(_projects[story], Cancel))?.First, OrganisationCalendar.Utc);
            Assert.Equal(2, baseline.Periods.Count);
            return SpikeReport.Of(period, baseline, await store.Spend.CompareAsync(new(_projects[story], period, baseline.Periods, []), Cancel));
        }
    }
}

public sealed class SqliteSpikeReportTests(SpikeReportContract<SqliteFile>.Planted planted) : SpikeReportContract<SqliteFile>(planted);

public sealed class SqlServerSpikeReportTests(SpikeReportContract<SqlServerDatabaseOfItsOwn>.Planted planted) : SpikeReportContract<SqlServerDatabaseOfItsOwn>(planted);
