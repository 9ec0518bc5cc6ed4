using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Jobs;

/// <summary>Nodes that die, hang, lose their lease, stop for hours and whose clocks differ, against one ledger.</summary>
public sealed class JobWindowProperties
{
    private const long Length = 5 * UnixNanos.PerMinute;
    private const int MostBehind = 40;

    private static readonly JobDefinition s_job =
        new("job", "Job", "Does it.", new JobRhythm.Windows(Length, UnixNanos.PerMinute, MostBehind, MostAtOnce: 3), "things", "things");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_to_nodes_every_window_is_done_once_in_order_or_said_to_be_skipped(int seed)
    {
        var random = new Random(seed);
        var ledger = new InMemoryJobLedger();
        var now = A.Noon;
        Node[] nodes = [new("a", ledger, random), new("b", ledger, random), new("c", ledger, random)];

        for (var step = 0; step < 400; step++)
        {
            // Mostly moments; sometimes everybody is away for up to a day.
            now += random.Next(40) == 0 ? random.NextInt64(UnixNanos.PerDay) : random.NextInt64(90 * UnixNanos.PerSecond);
            await nodes[random.Next(nodes.Length)].StepAsync(now, Cancel);
        }

        for (var ending = 0; ending < MostBehind + 2; ending++)
        {
            now += 2 * UnixNanos.PerMinute;
            await nodes[0].DoAsync(now, Cancel);
        }

        var settled = ledger.Runs.Where(run => run.Outcome is JobOutcome.Done or JobOutcome.Skipped).ToList();
        Assert.NotEmpty(settled);
        Assert.All(settled.Zip(settled.Skip(1)), pair => Assert.Equal(pair.First.Window.To, pair.Second.Window.From));
        Assert.Equal(((JobRhythm.Windows)s_job.Rhythm).LastEnd(now), settled[^1].Window.To);
        Assert.All(settled.Where(run => run.Outcome is JobOutcome.Done), run => Assert.InRange(run.Window.To - run.Window.From, Length, 3 * Length));
        Assert.All(settled.Where(run => run.Outcome is JobOutcome.Skipped), run => Assert.True(run.StartedAt - run.Window.To >= MostBehind * Length));
        Assert.Distinct(ledger.Runs.Select(run => (run.Window.From, run.Attempt)));
        Assert.DoesNotContain(ledger.Runs, run => run.Outcome is JobOutcome.Running);
    }

    /// <summary>A process that may go away at any point, and come back without memory.</summary>
    private sealed class Node(string name, InMemoryJobLedger ledger, Random random)
    {
        private readonly long _clockIsOffBy = random.NextInt64(-UnixNanos.PerSecond, UnixNanos.PerSecond);
        private JobRun? _underWay;

        public async Task StepAsync(UnixNanos time, CancellationToken cancellationToken)
        {
            var now = time + _clockIsOffBy;
            switch (_underWay)
            {
                case null:
                    _underWay = await ClaimAsync(now, cancellationToken);
                    break;
                case { } run:
                    await GoOnAsync(run, now, cancellationToken);
                    break;
            }
        }

        public async Task DoAsync(UnixNanos now, CancellationToken cancellationToken)
        {
            if (await ClaimAsync(now, cancellationToken) is { } run)
            {
                Assert.True(await ledger.EndAsync(run, new(JobOutcome.Done, default, now), cancellationToken));
            }
        }

        private async Task GoOnAsync(JobRun run, UnixNanos now, CancellationToken cancellationToken)
        {
            switch (random.Next(10))
            {
                case 0:
                    _underWay = null; // killed
                    break;
                case 1 or 2:
                    _underWay = await ledger.RenewAsync(run, default, now + JobPlan.Lease, cancellationToken) ? run : null;
                    break;
                case 3:
                    await ledger.EndAsync(run, new(JobOutcome.Failed, default, now, "no"), cancellationToken);
                    _underWay = null;
                    break;
                case 4:
                    await ledger.EndAsync(run, new(JobOutcome.Stopped, default, now, "stopped"), cancellationToken);
                    _underWay = null;
                    break;
                default:
                    await ledger.EndAsync(run, new(JobOutcome.Done, default, now), cancellationToken);
                    _underWay = null;
                    break;
            }
        }

        private async Task<JobRun?> ClaimAsync(UnixNanos now, CancellationToken cancellationToken)
        {
            var state = await ledger.GetAsync(s_job.Name, cancellationToken);
            return JobPlan.For(s_job, state, name, now) is JobPlan.Do due
                ? await ledger.ClaimAsync(new(s_job.Name, due.Window, state.Through, name, now, now + JobPlan.Lease, due.Skipped, "too old"), cancellationToken)
                : null;
        }
    }
}
