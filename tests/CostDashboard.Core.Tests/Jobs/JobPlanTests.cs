using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Jobs;

public sealed class JobPlanTests
{
    private const long Hour = UnixNanos.PerHour;
    private const long Minute = UnixNanos.PerMinute;

    private static readonly JobDefinition s_hours = Job(new JobRhythm.Windows(Hour, Settles: 5 * Minute, MostBehind: 24));
    private static readonly JobDefinition s_looks = Job(new JobRhythm.Looks(10 * UnixNanos.PerSecond));

    [Theory]
    [InlineData(5, 0)] // five minutes after its end it is complete
    [InlineData(4, -1)]
    public void A_window_is_done_once_it_is_complete(int minutes, int hour) =>
        Assert.Equal(
            hour == 0 ? new JobPlan.Do(Window(-1, 0)) : new JobPlan.Wait(A.Noon + (5 * Minute)),
            JobPlan.For(s_hours, State(through: -1), "a", A.Noon + (minutes * Minute)));

    [Fact]
    public void A_new_job_begins_with_the_last_complete_window() =>
        Assert.Equal(new JobPlan.Do(Window(-1, 0)), JobPlan.For(s_hours, new("job"), "a", A.Noon + (30 * Minute)));

    [Fact]
    public void Missed_windows_are_done_one_after_the_other_the_oldest_first() =>
        Assert.Equal(new JobPlan.Do(Window(-7, -6)), JobPlan.For(s_hours, State(through: -7), "a", A.Noon + (5 * Minute)));

    [Fact]
    public void Several_missed_windows_are_done_at_once_where_the_job_says_so()
    {
        var job = Job(new JobRhythm.Windows(Hour, 5 * Minute, MostBehind: 24, MostAtOnce: 4));

        Assert.Equal(new JobPlan.Do(Window(-7, -3)), JobPlan.For(job, State(through: -7), "a", A.Noon + (5 * Minute)));
        Assert.Equal(new JobPlan.Do(Window(-3, 0)), JobPlan.For(job, State(through: -3), "a", A.Noon + (5 * Minute)));
    }

    [Fact]
    public void What_is_too_old_to_be_caught_up_is_skipped_and_said() =>
        Assert.Equal(new JobPlan.Do(Window(-24, -23), Skipped: Window(-100, -24)), JobPlan.For(s_hours, State(through: -100), "a", A.Noon + (5 * Minute)));

    [Fact]
    public void Who_asks_though_nothing_is_due_has_the_last_window_done_again() =>
        Assert.Equal(new JobPlan.Do(Window(-1, 0)), JobPlan.For(s_hours, State(through: 0) with { AskedAt = A.Noon }, "a", A.Noon + (30 * Minute)));

    [Fact]
    public void A_clock_that_was_put_back_does_nothing_twice()
    {
        Assert.IsType<JobPlan.Wait>(JobPlan.For(s_hours, State(through: 0), "a", A.Noon + (-3 * Hour)));
        Assert.Equal(new JobPlan.Look(new(A.Noon, A.Noon)), JobPlan.For(s_looks, State(through: 2), "a", A.Noon));
    }

    [Fact]
    public void A_look_reaches_from_the_last_run_that_did_something_until_now_however_long_that_is() =>
        Assert.Equal(new JobPlan.Look(new(At(-70), A.Noon)), JobPlan.For(s_looks, State(through: -70), "a", A.Noon));

    [Fact]
    public void What_another_node_is_at_is_left_to_it_until_its_lease_is_over()
    {
        var state = State(through: -1) with { Running = Run("b", leaseUntil: A.Noon + Minute) };

        Assert.Equal(new JobPlan.Taken(state.Running!), JobPlan.For(s_looks, state, "a", A.Noon));
        Assert.Equal(new JobPlan.Do(new(At(-1), A.Noon + Minute)), JobPlan.For(s_looks, state, "a", A.Noon + Minute));
    }

    [Fact]
    public void What_a_node_itself_left_half_done_it_does_again_at_once() =>
        Assert.Equal(
            new JobPlan.Do(new(At(-1), A.Noon)),
            JobPlan.For(s_looks, State(through: -1) with { Running = Run("a", leaseUntil: A.Noon + Minute) }, "a", A.Noon));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(9, 600)] // ten minutes at most
    [InlineData(4_000, 600)]
    public void What_fails_is_tried_again_after_a_growing_pause(int failures, int seconds)
    {
        var state = State(through: -1) with { Failures = failures, FailedAt = A.Noon };
        var due = A.Noon + (seconds * UnixNanos.PerSecond);

        Assert.Equal(new JobPlan.Wait(due), JobPlan.For(s_looks, state, "a", due + -1));
        Assert.IsType<JobPlan.Look>(JobPlan.For(s_looks, state, "a", due));
        Assert.IsType<JobPlan.Do>(JobPlan.For(s_looks, state with { AskedAt = A.Noon }, "a", A.Noon));
    }

    [Fact]
    public void People_are_told_when_it_is_next_looked_after()
    {
        var now = A.Noon + (30 * Minute);

        Assert.Equal(A.Noon + Hour + (5 * Minute), JobPlan.NextAt(s_hours, State(through: 0), now));
        Assert.Equal(now, JobPlan.NextAt(s_hours, State(through: -2), now));
        Assert.Equal(now + (10 * UnixNanos.PerSecond), JobPlan.NextAt(s_looks, State(through: 0) with { LookedAt = now }, now));
        Assert.Equal(now, JobPlan.NextAt(s_looks, State(through: 0) with { LookedAt = A.Noon }, now));
        Assert.Null(JobPlan.NextAt(s_looks, State(through: 0) with { Running = Run("a", now + Minute) }, now));
    }

    private static JobDefinition Job(JobRhythm rhythm) => new("job", "Job", "Does it.", rhythm, "things", "things");

    private static JobState State(int through) => new("job", At(through));

    private static JobRun Run(string node, UnixNanos leaseUntil) =>
        new(1, "job", new(At(-1), A.Noon), 1, node, A.Noon + -Minute, leaseUntil, null, default, JobOutcome.Running);

    private static JobWindow Window(int from, int to) => new(At(from), At(to));

    private static UnixNanos At(int hours) => A.Noon + (hours * Hour);
}
