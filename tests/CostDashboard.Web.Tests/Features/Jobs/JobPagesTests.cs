using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Tests.Features.Jobs;

public sealed class JobPagesTests(DashboardFixture running) : IClassFixture<DashboardFixture>
{
    private const string Hostile = "\"><script>alert(1)</script>";

    private readonly Dashboard _dashboard = running.Dashboard;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IJobLedger Ledger => _dashboard.Get<IJobLedger>();

    [Fact]
    public async Task Every_job_has_a_line_with_a_way_to_its_runs()
    {
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        var page = await admin.ReadAsync("/jobs");

        Assert.All(_dashboard.Get<JobCatalog>().Jobs, job => Assert.Contains($"href=\"/jobs/{job.Name}", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Runs_are_paged_and_filtered_and_say_why_they_failed()
    {
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
        for (var i = 0; i < 52; i++)
        {
            await RunAsync("repricing", i == 1 ? JobOutcome.Failed : JobOutcome.Stopped, i == 1 ? Hostile : "stopped");
        }

        var first = await admin.ReadAsync("/jobs/repricing");
        var last = await admin.ReadAsync(NextIn(first));
        var failed = await admin.ReadAsync("/jobs/repricing?runs=not-done");

        Assert.DoesNotContain("script&gt;alert", first, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", last, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", last, StringComparison.Ordinal);
        Assert.Contains("First page", last, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"", failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_has_a_job_run_and_the_audit_log_says_so()
    {
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        using var answer = await admin.PostFormAsync("/jobs", "run", ("job", "content"));

        Assert.Equal((HttpStatusCode.Redirect, "/jobs/content"), (answer.StatusCode, new Uri(_dashboard.Addresses.Web, answer.Headers.Location!).AbsolutePath));
        var isWaiting = (await Ledger.GetAsync("content", Cancel)).AskedAt is not null;
        var runs = (await Ledger.ListAsync("content", onlyTrouble: false, null, 50, Cancel)).Runs;
        Assert.True(isWaiting || runs.Any(run => run.AskedBy == Dashboard.AdminEmail));
        Assert.Contains(
            (await _dashboard.Get<IAuditLog>().GetAsync(null, 50, Cancel)).Entries,
            entry => entry is { Action: "job.run", Subject: "Deletion of content", Actor.Name: Dashboard.AdminEmail });
    }

    [Fact]
    public async Task A_job_that_there_is_not_cannot_be_asked_for()
    {
        using var admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        using var answer = await admin.PostFormAsync("/jobs", "run", ("job", "nonsense"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False((await Ledger.GetAllAsync(Cancel)).ContainsKey("nonsense"));
    }

    private async Task RunAsync(string job, JobOutcome outcome, string reason)
    {
        var now = UnixNanos.From(_dashboard.Get<TimeProvider>().GetUtcNow());
        var state = await Ledger.GetAsync(job, Cancel);
        var run = await Ledger.ClaimAsync(new(job, new(now + -1, now), state.Through, "elsewhere", now, now + JobPlan.Lease), Cancel);
        await Ledger.EndAsync(run!, new(outcome, new(7, 1), now, reason), Cancel);
    }

    private static string NextIn(string page)
    {
        var before = page[..page.IndexOf("rel=\"next\"", StringComparison.Ordinal)];
        var after = page[before.Length..];
        var link = after[(after.IndexOf("href=\"", StringComparison.Ordinal) + 6)..];
        return WebUtility.HtmlDecode(link[..link.IndexOf('"', StringComparison.Ordinal)]);
    }
}
