using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Scheduling;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Jobs.Tests.Scheduling;

public sealed class JobRunnerTests
{
    private static readonly JobDefinition s_looks = Job(new JobRhythm.Looks(2 * UnixNanos.PerSecond));
    private static readonly JobDefinition s_hours = Job(new JobRhythm.Windows(UnixNanos.PerHour, 0, MostBehind: 3));

    private readonly InMemoryJobLedger _ledger = new();
    private readonly SteppedClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_that_finds_nothing_leaves_no_row_and_is_told_of_once_a_minute()
    {
        var work = new ScriptedWork((_, _) => Task.CompletedTask);
        for (var look = 0; look < 90; look++)
        {
            await Runner().RunAsync(s_looks, work, Cancel);
            _clock.Pass(2 * UnixNanos.PerSecond);
        }

        Assert.Equal(90, work.Runs);
        Assert.Empty(_ledger.Runs);
        Assert.Equal(3, _ledger.Writes);
        Assert.Equal(A.Noon + (2 * UnixNanos.PerMinute), (await _ledger.GetAsync(s_looks.Name, Cancel)).LookedAt);
    }

    [Fact]
    public async Task What_a_look_finds_is_claimed_before_it_is_done_and_written_down_after()
    {
        JobRun? meanwhile = null;
        var work = new ScriptedWork(async (pass, cancel) =>
        {
            pass.Read(5);
            await pass.BeginAsync(cancel);
            await pass.BeginAsync(cancel);
            meanwhile = Assert.Single(_ledger.Runs);
            pass.Wrote(2);
            _clock.Pass(UnixNanos.PerSecond);
        });

        await Runner().RunAsync(s_looks, work, Cancel);

        Assert.Equal((JobOutcome.Running, "a"), (meanwhile!.Outcome, meanwhile.Node));
        Assert.Equal(
            meanwhile with { Outcome = JobOutcome.Done, Counts = new(5, 2), EndedAt = A.Noon + UnixNanos.PerSecond },
            Assert.Single(_ledger.Runs));
    }

    [Fact]
    public async Task Work_that_is_counted_has_a_row_though_it_did_not_say_that_it_begins()
    {
        await Runner().RunAsync(s_looks, new ScriptedWork((pass, _) => Counted(pass, 1)), Cancel);

        Assert.Equal((JobOutcome.Done, new JobCounts(1, 0)), (_ledger.Runs[0].Outcome, _ledger.Runs[0].Counts));
    }

    [Fact]
    public async Task Missed_windows_are_done_in_order_and_the_older_ones_are_said_to_be_skipped()
    {
        var windows = new List<JobWindow>();
        var work = new ScriptedWork((pass, _) =>
        {
            windows.Add(pass.Window);
            return Task.CompletedTask;
        });
        await Runner().RunAsync(s_hours, work, Cancel);
        _clock.Pass((5 * UnixNanos.PerHour) + UnixNanos.PerMinute);

        await Runner().RunAsync(s_hours, work, Cancel);

        Assert.Equal([Hours(-1, 0), Hours(2, 3), Hours(3, 4), Hours(4, 5)], windows);
        Assert.Equal(
            [(Hours(-1, 0), JobOutcome.Done), (Hours(0, 2), JobOutcome.Skipped), (Hours(2, 3), JobOutcome.Done), (Hours(3, 4), JobOutcome.Done), (Hours(4, 5), JobOutcome.Done)],
            _ledger.Runs.Select(run => (run.Window, run.Outcome)));
        Assert.Equal("2 windows were not done: nobody ran this job then, and at most 3 are caught up.", _ledger.Runs[1].Reason);
    }

    [Fact]
    public async Task A_failure_is_written_down_and_thrown_and_its_window_is_done_again_after_a_pause()
    {
        var work = new ScriptedWork((_, _) => throw new InvalidDataException("A part is missing."));
        await Assert.ThrowsAsync<InvalidDataException>(() => Runner().RunAsync(s_hours, work, Cancel));
        await Runner().RunAsync(s_hours, work, Cancel);
        Assert.Equal(1, work.Runs);

        _clock.Pass(JobPlan.FirstRetry);
        work.Do = (_, _) => Task.CompletedTask;
        await Runner().RunAsync(s_hours, work, Cancel);

        Assert.Equal(
            [(1, JobOutcome.Failed, "A part is missing."), (2, JobOutcome.Done, null)],
            _ledger.Runs.Select(run => (run.Attempt, run.Outcome, run.Reason)));
        Assert.Equal(0, (await _ledger.GetAsync(s_hours.Name, Cancel)).Failures);
    }

    [Fact]
    public async Task A_look_that_fails_has_a_row_too()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Runner().RunAsync(s_looks, new ScriptedWork((_, _) => throw new InvalidDataException("no")), Cancel));

        Assert.Equal((JobOutcome.Failed, "no"), (_ledger.Runs[0].Outcome, _ledger.Runs[0].Reason));
    }

    [Fact]
    public async Task Two_nodes_never_do_one_window_twice()
    {
        var mayEnd = new TaskCompletionSource();
        var first = new ScriptedWork((_, _) => mayEnd.Task);
        var second = new ScriptedWork((_, _) => Task.CompletedTask);
        var running = Runner("a").RunAsync(s_hours, first, Cancel);

        await Runner("b").RunAsync(s_hours, second, Cancel);
        mayEnd.SetResult();
        await running;
        await Runner("b").RunAsync(s_hours, second, Cancel);

        Assert.Equal((1, 0), (first.Runs, second.Runs));
        Assert.Single(_ledger.Runs);
    }

    [Fact]
    public async Task What_two_nodes_find_at_once_one_of_them_does()
    {
        var second = new ScriptedWork((pass, cancel) => pass.BeginAsync(cancel));
        var first = new ScriptedWork(async (pass, cancel) =>
        {
            await pass.BeginAsync(cancel);
            await Runner("b").RunAsync(s_looks, second, cancel);
        });
        var late = new ScriptedWork(async (pass, cancel) =>
        {
            await Runner("a").RunAsync(s_looks, first, cancel);
            await pass.BeginAsync(cancel);
            Assert.Fail("The window was done meanwhile.");
        });

        await Runner("c").RunAsync(s_looks, late, Cancel);

        Assert.Equal(["a"], _ledger.Runs.Select(run => run.Node));
        Assert.Equal(0, second.Runs);
    }

    [Fact]
    public async Task A_node_that_is_gone_loses_its_window_when_its_lease_is_over()
    {
        var state = await _ledger.GetAsync(s_hours.Name, Cancel);
        await _ledger.ClaimAsync(new(s_hours.Name, Hours(-1, 0), state.Through, "gone", A.Noon, A.Noon + JobPlan.Lease), Cancel);
        var work = new ScriptedWork((_, _) => Task.CompletedTask);

        await Runner().RunAsync(s_hours, work, Cancel);
        Assert.Equal(0, work.Runs);
        _clock.Pass(JobPlan.Lease);
        await Runner().RunAsync(s_hours, work, Cancel);

        Assert.Equal([("gone", JobOutcome.Lost), ("a", JobOutcome.Done)], _ledger.Runs.Select(run => (run.Node, run.Outcome)));
    }

    [Fact]
    public async Task A_run_holds_its_lease_and_says_how_far_it_is_while_it_goes_on()
    {
        await Runner().RunAsync(
            s_hours,
            new ScriptedWork((pass, _) =>
            {
                pass.Read(7);
                _clock.Pass(JobPlan.Lease / 3);
                var run = Assert.Single(_ledger.Runs);
                Assert.Equal((new JobCounts(7, 0), _clock.Now + JobPlan.Lease), (run.Counts, run.LeaseUntil));
                return Task.CompletedTask;
            }),
            Cancel);

        Assert.Equal(JobOutcome.Done, _ledger.Runs[0].Outcome);
    }

    [Fact]
    public async Task A_run_that_was_given_to_another_node_is_told_to_stop_and_counts_for_nothing()
    {
        var work = new ScriptedWork(async (_, cancel) =>
        {
            // The node hangs for longer than its lease, and another one takes over and ends before it.
            var other = await _ledger.ClaimAsync(new(s_hours.Name, Hours(-1, 0), null, "b", A.Noon + JobPlan.Lease, A.Noon + (2 * JobPlan.Lease)), Cancel);
            await _ledger.EndAsync(other!, new(JobOutcome.Done, new(1, 1), A.Noon + JobPlan.Lease), Cancel);
            _clock.Pass(JobPlan.Lease);
            await Task.Delay(Timeout.Infinite, cancel);
        });

        await Runner().RunAsync(s_hours, work, Cancel);

        Assert.Equal([("a", JobOutcome.Lost), ("b", JobOutcome.Done)], _ledger.Runs.Select(run => (run.Node, run.Outcome)));
    }

    [Fact]
    public async Task A_stop_is_written_down_and_the_window_is_done_again()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().RunAsync(
            s_hours,
            new ScriptedWork(async (_, cancel) =>
            {
                await stop.CancelAsync();
                cancel.ThrowIfCancellationRequested();
            }),
            stop.Token));

        await Runner("b").RunAsync(s_hours, new ScriptedWork((_, _) => Task.CompletedTask), Cancel);

        Assert.Equal([(1, JobOutcome.Stopped), (2, JobOutcome.Done)], _ledger.Runs.Select(run => (run.Attempt, run.Outcome)));
    }

    [Fact]
    public async Task A_run_that_somebody_asked_for_has_a_row_though_there_was_nothing_to_do()
    {
        await _ledger.AskAsync(s_looks.Name, new(A.Noon, new(Guid.NewGuid(), "ada@example.org"), "job.run", "Job"), Cancel);
        var work = new ScriptedWork((_, _) => Task.CompletedTask);

        await Runner().RunAsync(s_looks, work, Cancel);
        await Runner().RunAsync(s_looks, work, Cancel);

        var only = Assert.Single(_ledger.Runs);
        Assert.Equal((JobOutcome.Done, "ada@example.org", default), (only.Outcome, only.AskedBy, only.Counts));
    }

    private static Task Counted(JobPass pass, long read)
    {
        pass.Read(read);
        return Task.CompletedTask;
    }

    private static JobDefinition Job(JobRhythm rhythm) => new("job", "Job", "Does it.", rhythm, "things", "things");

    private static JobWindow Hours(int from, int to) => new(A.Noon + (from * UnixNanos.PerHour), A.Noon + (to * UnixNanos.PerHour));

    private JobRunner Runner(string node = "a") => new(_ledger, new(node), _clock, NullLogger<JobRunner>.Instance);

    private sealed class ScriptedWork(Func<JobPass, CancellationToken, Task> work) : IJobWork
    {
        public static JobDefinition Job => s_looks;

        public Func<JobPass, CancellationToken, Task> Do { get; set; } = work;

        public int Runs { get; private set; }

        public Task RunAsync(JobPass pass, CancellationToken cancellationToken)
        {
            Runs++;
            return Do(pass, cancellationToken);
        }
    }
}
