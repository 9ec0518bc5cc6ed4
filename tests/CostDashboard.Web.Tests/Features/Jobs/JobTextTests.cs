using CostDashboard.Core.Jobs;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Jobs;

namespace CostDashboard.Web.Tests.Features.Jobs;

public sealed class JobTextTests
{
    private static readonly JobDefinition s_job = new("watch", "Watching", "Watches.", new JobRhythm.Looks(UnixNanos.PerMinute), "hours looked at", "reports made");

    private static readonly JobRun s_done =
        new(1, "watch", new(A.Noon + -UnixNanos.PerHour, A.Noon), 1, "node-1", A.Noon + -5 * UnixNanos.PerSecond, default, A.Noon + -4 * UnixNanos.PerSecond, new(1_204, 3), JobOutcome.Done);

    public static TheoryData<JobSummary?, JobHealth, string> Healths => new()
    {
        { null, JobHealth.New, "Watching has not been looked after yet." },
        { Summary(new("watch", LookedAt: A.Noon)), JobHealth.Well, "Watching is well; it looks every minute." },
        { Summary(new("watch", LookedAt: A.Noon, AskedAt: A.Noon)), JobHealth.AskedFor, "Watching was asked for and begins in a moment." },
        { Summary(new("watch", LookedAt: A.Noon, Running: Running(A.Noon + 1))), JobHealth.Running, "Watching is at work on node-2." },
        { Summary(new("watch", LookedAt: A.Noon, Running: Running(A.Noon))), JobHealth.Well, "Watching is well; it looks every minute." },
        {
            new(new("watch", LookedAt: A.Noon, Failures: 3, FailedAt: A.Noon), s_done with { Outcome = JobOutcome.Failed, Reason = "A part is missing." }),
            JobHealth.Failing,
            "Watching failed 3 times in a row and is tried again by itself: A part is missing."
        },
        {
            Summary(new("watch", LookedAt: A.Noon + (-5 * UnixNanos.PerMinute))),
            JobHealth.Silent,
            "No node has looked after Watching for 5 min 0 s: see whether one of them runs jobs."
        },
    };

    [Theory]
    [MemberData(nameof(Healths))]
    public void How_a_job_is_stands_in_a_sentence(JobSummary? summary, JobHealth health, string sentence)
    {
        var line = new JobLine(s_job, summary, A.Noon);

        Assert.Equal((health, sentence), (line.Health, JobText.Explain(line)));
    }

    [Fact]
    public void The_page_of_a_job_says_what_it_last_did() =>
        Assert.Equal(
            "Watching is well; it looks every minute. It last did something at 6 Aug 11:59:56, in 1.00 s: hours looked at 1,204, reports made 3.",
            JobText.Sentence(new JobLine(s_job, new(new("watch", LookedAt: A.Noon), s_done), A.Noon), OrganisationCalendar.Utc));

    [Fact]
    public void The_page_of_all_jobs_names_those_that_need_a_look()
    {
        var well = new JobLine(s_job, Summary(new("watch", LookedAt: A.Noon)), A.Noon);
        var failing = new JobLine(s_job with { Title = "Pricing" }, Summary(new("watch", LookedAt: A.Noon, Failures: 1)), A.Noon);
        var running = new JobLine(s_job, Summary(new("watch", LookedAt: A.Noon, Running: Running(A.Noon + 1))), A.Noon);

        Assert.Equal("All 2 jobs are well. One is at work just now.", JobText.Sentence([well, running]));
        Assert.Equal("Pricing failed once and is tried again by itself: no reason is known. The other 2 jobs are well.", JobText.Sentence([well, failing, running]));
        Assert.Equal("2 of 3 jobs need a look: Pricing, Pricing.", JobText.Sentence([well, failing, failing]));
    }

    [Fact]
    public void A_run_whose_lease_is_over_is_lost_though_the_ledger_does_not_know_it_yet()
    {
        Assert.Equal(("running", ""), (JobText.Of(Running(A.Noon + 1), A.Noon), JobText.ClassOf(Running(A.Noon + 1), A.Noon)));
        Assert.Equal(("lost", "warn"), (JobText.Of(Running(A.Noon), A.Noon), JobText.ClassOf(Running(A.Noon), A.Noon)));
    }

    private static JobSummary Summary(JobState state) => new(state, null);

    private static JobRun Running(UnixNanos leaseUntil) =>
        s_done with { Node = "node-2", Outcome = JobOutcome.Running, EndedAt = null, LeaseUntil = leaseUntil };
}
