using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class JobLedgerContract
{
    private static readonly AuditActor s_ada = new(Guid.CreateVersion7(), "ada@example.org");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_found_as_it_was_claimed_held_and_ended()
    {
        await using var at = await OpenAsync();
        var ledger = at.Ledger;

        var run = await ledger.ClaimAsync(Claim(0), Cancel);
        await ledger.RenewAsync(run!, new(3, 1), At(2), Cancel);
        var held = await ledger.GetAsync("watch", Cancel);
        Assert.True(await ledger.EndAsync(run!, new(JobOutcome.Done, new(5, 2), At(3)), Cancel));

        Assert.Equal(run! with { Counts = new(3, 1), LeaseUntil = At(2) }, held.Running);
        var done = new JobRun(1, "watch", Window(0), 1, "a", At(0), At(2), At(3), new(5, 2), JobOutcome.Done);
        Assert.Equal(new JobState("watch", Through: Window(0).To, LookedAt: At(0)), await ledger.GetAsync("watch", Cancel));
        Assert.Equal(done, Assert.Single((await ledger.ListAsync("watch", onlyTrouble: false, null, 10, Cancel)).Runs));
        Assert.Equal(new JobSummary(await ledger.GetAsync("watch", Cancel), done), (await ledger.GetAllAsync(Cancel))["watch"]);
        Assert.Equal(new JobState("never"), await ledger.GetAsync("never", Cancel));
    }

    [Fact]
    public async Task Of_nodes_that_want_a_window_at_once_one_gets_it()
    {
        await using var at = await OpenAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Task.Run(() => at.Ledgers[node % at.Ledgers.Count].ClaimAsync(Claim(0) with { Node = $"{node}" }, Cancel), Cancel)));

        var won = Assert.Single(claims.OfType<JobRun>());
        Assert.Equal(won, (await at.Ledger.GetAsync("watch", Cancel)).Running);
        Assert.Single((await at.Ledger.ListAsync("watch", onlyTrouble: false, null, 10, Cancel)).Runs);
    }

    [Fact]
    public async Task A_window_that_was_done_meanwhile_is_not_given_again()
    {
        await using var at = await OpenAsync();
        await DoAsync(at.Ledger, Claim(0));

        Assert.Null(await at.Ledger.ClaimAsync(Claim(0) with { Node = "b" }, Cancel));
    }

    [Fact]
    public async Task A_run_whose_lease_is_over_is_lost_to_who_claims_and_can_end_no_more()
    {
        await using var at = await OpenAsync();
        var ledger = at.Ledger;
        var gone = await ledger.ClaimAsync(Claim(0), Cancel);

        var early = await ledger.ClaimAsync(Claim(0) with { Node = "b", Now = At(0) + 1 }, Cancel);
        var other = await ledger.ClaimAsync(Claim(0) with { Node = "b", Now = At(1), LeaseUntil = At(2) }, Cancel);
        var ended = await ledger.EndAsync(gone!, new(JobOutcome.Done, new(9, 9), At(1)), Cancel);
        var renewed = await ledger.RenewAsync(gone!, default, At(9), Cancel);

        Assert.Null(early);
        Assert.Equal((2, 2), (other!.Id, other.Attempt));
        Assert.Equal((false, false), (ended, renewed));
        Assert.Null((await ledger.GetAsync("watch", Cancel)).Through);
        Assert.True(await ledger.EndAsync(other, new(JobOutcome.Done, default, At(2)), Cancel));
        Assert.Equal(
            [(2L, JobOutcome.Done, default), (1, JobOutcome.Lost, At(1))],
            (await ledger.ListAsync("watch", onlyTrouble: false, null, 10, Cancel)).Runs.Select(run => (run.Id, run.Outcome, run.Id == 1 ? run.EndedAt!.Value : default)));
    }

    [Fact]
    public async Task A_node_takes_back_at_once_what_it_left_before_a_restart()
    {
        await using var at = await OpenAsync();
        await at.Ledger.ClaimAsync(Claim(0), Cancel);

        var again = await at.Ledger.ClaimAsync(Claim(0) with { Now = At(0) + 1 }, Cancel);

        Assert.Equal(2, again!.Attempt);
        Assert.Equal(again, (await at.Ledger.GetAsync("watch", Cancel)).Running);
    }

    [Fact]
    public async Task Failures_are_counted_until_a_run_ends_well_and_move_nothing()
    {
        await using var at = await OpenAsync();
        var ledger = at.Ledger;
        for (var failure = 1; failure <= 2; failure++)
        {
            await ledger.EndAsync((await ledger.ClaimAsync(Claim(0), Cancel))!, new(JobOutcome.Failed, new(1, 0), At(failure), new string('x', 2_000)), Cancel);
        }

        Assert.Equal(new JobState("watch", LookedAt: At(0), Failures: 2, FailedAt: At(2)), await ledger.GetAsync("watch", Cancel));
        await ledger.EndAsync((await ledger.ClaimAsync(Claim(0), Cancel))!, new(JobOutcome.Stopped, default, At(3), "stopped"), Cancel);
        await DoAsync(ledger, Claim(0));

        Assert.Equal(new JobState("watch", Through: Window(0).To, LookedAt: At(0)), await ledger.GetAsync("watch", Cancel));
        var trouble = (await ledger.ListAsync("watch", onlyTrouble: true, null, 10, Cancel)).Runs;
        Assert.Equal([(3, JobOutcome.Stopped), (2, JobOutcome.Failed), (1, JobOutcome.Failed)], trouble.Select(run => (run.Attempt, run.Outcome)));
        Assert.Equal(JobRun.LongestReason, trouble[1].Reason!.Length);
    }

    [Fact]
    public async Task What_is_skipped_has_a_row_that_says_why_and_is_over()
    {
        await using var at = await OpenAsync();
        await DoAsync(at.Ledger, Claim(0));

        await DoAsync(at.Ledger, Claim(5) with { Through = Window(0).To, Skipped = new(Window(0).To, Window(5).From), Why = "too old" });

        Assert.Equal(
            [(Window(5), JobOutcome.Done, null), (new(Window(0).To, Window(5).From), JobOutcome.Skipped, "too old"), (Window(0), JobOutcome.Done, null)],
            (await at.Ledger.ListAsync("watch", onlyTrouble: false, null, 10, Cancel)).Runs.Select(run => (run.Window, run.Outcome, run.Reason)));
        Assert.Equal(Window(5).To, (await at.Ledger.GetAsync("watch", Cancel)).Through);
    }

    [Fact]
    public async Task The_last_window_done_again_moves_nothing()
    {
        await using var at = await OpenAsync();
        await DoAsync(at.Ledger, Claim(0));

        await DoAsync(at.Ledger, Claim(0) with { Through = Window(0).To });

        Assert.Equal(Window(0).To, (await at.Ledger.GetAsync("watch", Cancel)).Through);
        Assert.Equal([2, 1], (await at.Ledger.ListAsync("watch", onlyTrouble: false, null, 10, Cancel)).Runs.Select(run => run.Attempt));
    }

    [Fact]
    public async Task Who_asks_for_a_run_is_named_by_it()
    {
        await using var at = await OpenAsync();
        await at.Ledger.AskAsync("watch", new(At(1), s_ada, "job.run", "Watching"), Cancel);
        await at.Ledger.AskAsync("watch", new(At(2), new(null, "bob"), "job.run", "Watching"), Cancel);
        Assert.Equal(At(1), (await at.Ledger.GetAsync("watch", Cancel)).AskedAt);

        var run = await at.Ledger.ClaimAsync(Claim(0), Cancel);

        Assert.Equal(s_ada.Name, run!.AskedBy);
        Assert.Null((await at.Ledger.GetAsync("watch", Cancel)).AskedAt);
    }

    [Fact]
    public async Task Looks_leave_a_moment_and_no_row()
    {
        await using var at = await OpenAsync();

        await at.Ledger.LookedAsync("watch", At(1), Cancel);
        await at.Ledger.LookedAsync("watch", At(2), Cancel);

        Assert.Equal(new JobSummary(new("watch", LookedAt: At(2)), null), (await at.Ledger.GetAllAsync(Cancel))["watch"]);
        Assert.Empty((await at.Ledger.ListAsync("watch", onlyTrouble: false, null, 10, Cancel)).Runs);
    }

    [Fact]
    public async Task Runs_are_listed_by_job_page_by_page()
    {
        await using var at = await OpenAsync();
        for (var window = 0; window < 5; window++)
        {
            await DoAsync(at.Ledger, Claim(window) with { Through = window == 0 ? null : Window(window - 1).To });
            await DoAsync(at.Ledger, Claim(window) with { Job = "other", Through = window == 0 ? null : Window(window - 1).To });
        }

        var first = await at.Ledger.ListAsync("watch", onlyTrouble: false, null, 3, Cancel);
        var second = await at.Ledger.ListAsync("watch", onlyTrouble: false, first.Next, 3, Cancel);

        Assert.Equal([Window(4), Window(3), Window(2)], first.Runs.Select(run => run.Window));
        Assert.Equal([Window(1), Window(0)], second.Runs.Select(run => run.Window));
        Assert.Null(second.Next);
    }

    protected abstract Task<LedgersUnderTest> OpenAsync();

    private static async Task DoAsync(IJobLedger ledger, JobClaim claim)
    {
        var run = await ledger.ClaimAsync(claim, Cancel);
        Assert.True(await ledger.EndAsync(run!, new(JobOutcome.Done, default, At(3)), Cancel));
    }

    private static JobClaim Claim(int window) => new("watch", Window(window), null, "a", At(0), At(1));

    private static JobWindow Window(int number) => new(A.Noon + (number * UnixNanos.PerHour), A.Noon + ((number + 1) * UnixNanos.PerHour));

    private static UnixNanos At(int minutes) => A.Noon + (minutes * UnixNanos.PerMinute);

    /// <summary>One ledger, as one or several processes have it open.</summary>
    public sealed record LedgersUnderTest(IReadOnlyList<IJobLedger> Ledgers, Func<ValueTask> Close) : IAsyncDisposable
    {
        public IJobLedger Ledger => Ledgers[0];

        public ValueTask DisposeAsync() => Close();
    }
}

public abstract class JobLedgerOfEngine<TEngine> : JobLedgerContract
    where TEngine : IEngineUnderTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_ledger_stays_bounded()
    {
        await using var store = await TEngine.CreateAsync();
        JobRun? run = null;
        for (var window = 0; window < 100; window++)
        {
            var at = A.Noon + (window * UnixNanos.PerDay);
            run = await store.Jobs.ClaimAsync(new("watch", new(at, at + UnixNanos.PerDay), window == 0 ? null : at, "a", at, at + 1), Cancel);
            await store.Jobs.EndAsync(run!, new(JobOutcome.Done, default, at), Cancel);
        }

        var kept = (await store.Jobs.ListAsync("watch", onlyTrouble: false, null, 200, Cancel)).Runs;
        Assert.Equal((int)(JobRun.Kept / UnixNanos.PerDay) + 1, kept.Count);
        Assert.Equal(run!.Id, kept[0].Id);
    }

    protected override async Task<LedgersUnderTest> OpenAsync()
    {
        var store = await TEngine.CreateAsync();
        var beside = store.OpenBeside();
        return new([store.Jobs, beside.Jobs], async () =>
        {
            await beside.DisposeAsync();
            await store.DisposeAsync();
        });
    }
}

public sealed class SqliteJobLedgerTests : JobLedgerOfEngine<SqliteFile>;

public sealed class SqlServerJobLedgerTests : JobLedgerOfEngine<SqlServerDatabaseOfItsOwn>;

public sealed class InMemoryJobLedgerTests : JobLedgerContract
{
    protected override Task<LedgersUnderTest> OpenAsync() => Task.FromResult(new LedgersUnderTest([new InMemoryJobLedger()], () => ValueTask.CompletedTask));
}
