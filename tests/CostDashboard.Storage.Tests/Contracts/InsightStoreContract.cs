using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Insights;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class InsightStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_now = A.Noon + UnixNanos.PerDay;
    private static readonly AuditActor s_ada = new(Guid.CreateVersion7(), "ada@example.org");
    private static readonly PriceBook s_book = TestPrices.Of(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_finds_what_is_planted_in_stored_traces_and_counts_what_it_saw()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([.. Enumerable.Range(0, 7).SelectMany(i => Failing($"t{i}", i))], Cancel);

        var run = await FinishAsync(store, store.Insights);

        var insights = await store.Insights.GetAsync(A.Project, Cancel);
        Assert.Equal(run.Id, insights.Finished!.Id);
        Assert.Equal((7, 21, 7 * 700_000_000L), (insights.Finished.Traces, insights.Finished.Spans, insights.Finished.CostNanoUsd));
        Assert.Equal(A.Noon, insights.Finished.First);
        Assert.Equal((null, null), (insights.UnderWay, insights.Failed));
        var finding = Assert.Single(insights.Findings, found => found.Kind is InsightKind.FailedCalls);
        Assert.Equal((7, 7, 7 * 200_000_000L, 7 * 200_000_000L), (finding.Traces, finding.Calls, finding.CostNanoUsd, finding.SavingNanoUsd));
        Assert.Equal(InsightFinding.MostExamples, finding.Examples.Count);
        Assert.Equal((2, 400_000_000L), (finding.Rest.Traces, finding.Rest.SavingNanoUsd));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_run_finds_the_same_in_steps_of_any_size_and_after_a_restart(int tracesAtOnce)
    {
        await using var store = await TEngine.CreateAsync();
        for (var i = 0; i < 8; i++)
        {
            await store.Spans.CommitAsync([.. Failing($"t{i}", i % 3), .. RandomSpans.Of(i, 6)], Cancel);
        }

        await FinishAsync(store, store.Insights);
        var whole = await store.Insights.GetAsync(A.Project, Cancel);
        var small = new InsightStore(store.Database, tracesAtOnce);
        var run = await small.AskAsync(A.Project, s_ada, s_now, Cancel);
        await small.StepAsync(run.Id, s_book, s_now, Cancel);
        await store.ReopenAsync();
        small = new InsightStore(store.Database, tracesAtOnce);
        while (await small.StepAsync(run.Id, s_book, s_now, Cancel))
        {
        }

        var pieces = await small.GetAsync(A.Project, Cancel);
        Assert.NotEmpty(whole.Findings);
        Assert.Equal(Ordered(whole), Ordered(pieces));
        Assert.Equal((whole.Finished!.Traces, whole.Finished.CostNanoUsd), (pieces.Finished!.Traces, pieces.Finished.CostNanoUsd));
    }

    [Fact]
    public async Task A_step_that_two_nodes_take_at_once_counts_once()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([.. Enumerable.Range(0, 6).SelectMany(i => Failing($"t{i}", i))], Cancel);
        var (one, other) = (new InsightStore(store.Database, 2), new InsightStore(store.Database, 2));
        var run = await one.AskAsync(A.Project, s_ada, s_now, Cancel);

        while ((await Task.WhenAll(one.StepAsync(run.Id, s_book, s_now, Cancel), other.StepAsync(run.Id, s_book, s_now, Cancel))).Any(isUnderWay => isUnderWay))
        {
        }

        var insights = await one.GetAsync(A.Project, Cancel);
        Assert.Equal(6, insights.Finished!.Traces);
        Assert.Equal(6, Assert.Single(insights.Findings, found => found.Kind is InsightKind.FailedCalls).Calls);
    }

    [Fact]
    public async Task Until_a_new_run_ends_the_findings_are_those_of_the_one_before_and_then_only_the_new_ones_are_kept()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(Failing("t0", 0), Cancel);
        var first = await FinishAsync(store, store.Insights);
        await store.Spans.CommitAsync(Failing("t1", 1), Cancel);

        var second = await store.Insights.AskAsync(A.Project, s_ada, s_now, Cancel);
        var between = await store.Insights.GetAsync(A.Project, Cancel);
        await FinishAsync(store, store.Insights);

        Assert.Equal((first.Id, second.Id), (between.Finished!.Id, between.UnderWay!.Id));
        Assert.Equal(1, Assert.Single(between.Findings, found => found.Kind is InsightKind.FailedCalls).Calls);
        var after = await store.Insights.GetAsync(A.Project, Cancel);
        Assert.Equal(2, Assert.Single(after.Findings, found => found.Kind is InsightKind.FailedCalls).Calls);
        Assert.Equal(after.Finished!.Id, Assert.Single(await store.Insights.GetLastAsync(Cancel)).Id);
    }

    [Fact]
    public async Task A_run_looks_at_the_last_thirty_days_of_its_project_only()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(
            [.. Failing("old", -31 * 24 * 60), .. Failing("recent", -28 * 24 * 60), .. Failing("future", 2 * 24 * 60), A.Span("x", trace: "theirs", tokens: new(5, 0, 0, 0, 5), usd: 1, isError: true, project: new(2))],
            Cancel);

        await FinishAsync(store, store.Insights);

        Assert.Equal(1, (await store.Insights.GetAsync(A.Project, Cancel)).Finished!.Traces);
        Assert.Null((await store.Insights.GetAsync(new(2), Cancel)).Finished);
    }

    [Fact]
    public async Task A_run_that_fails_says_why_and_leaves_the_one_before()
    {
        await using var store = await TEngine.CreateAsync();
        var first = await FinishAsync(store, store.Insights);

        var second = await store.Insights.AskAsync(A.Project, s_ada, s_now, Cancel);
        await store.Insights.FailAsync(second.Id, new string('x', 900), s_now, Cancel);

        var insights = await store.Insights.GetAsync(A.Project, Cancel);
        Assert.Equal((first.Id, second.Id), (insights.Finished!.Id, insights.Failed!.Id));
        Assert.Equal(InsightRun.LongestReason, insights.Failed.Reason!.Length);
        Assert.False(await store.Insights.StepAsync(second.Id, s_book, s_now, Cancel));
        Assert.Null((await FinishedAsync(store)).Failed);
    }

    [Fact]
    public async Task Settings_begin_a_run_by_them_are_audited_and_are_changed_by_one_at_a_time()
    {
        await using var store = await TEngine.CreateAsync();
        var settings = InsightSettings.Default.With(InsightKind.ToolLoops, 4.5m) with { LeastUsdPerMonth = 0.25m };
        var entry = new AuditEntry(s_now, s_ada, "insights.settings", "one");

        Assert.True(await store.Insights.SetSettingsAsync(A.Project, settings, 0, entry, Cancel));
        Assert.False(await store.Insights.SetSettingsAsync(A.Project, InsightSettings.Default, 0, entry, Cancel));
        await store.ReopenAsync();

        var insights = await store.Insights.GetAsync(A.Project, Cancel);
        Assert.Equal(new(settings, 1), insights.Settings);
        Assert.Equal((settings, s_ada), (insights.UnderWay!.Settings, insights.UnderWay.AskedBy));
        Assert.Equal([entry], (await store.Audit.GetAsync(null, 10, Cancel)).Entries);
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.Insights.SetSettingsAsync(A.Project, settings with { LeastUsdPerMonth = -1 }, 1, entry, Cancel));
    }

    [Fact]
    public async Task A_dismissal_is_kept_replaced_and_undone_with_its_audit_entries()
    {
        await using var store = await TEngine.CreateAsync();
        var dismissal = new InsightDismissal(InsightKind.FinalSteps, 42, "by design ✓", s_ada, s_now, s_now + UnixNanos.PerDay, 5);
        var entry = new AuditEntry(s_now, s_ada, "insights.dismiss", "one", "by design ✓");

        await store.Insights.DismissAsync(A.Project, dismissal with { Reason = "first" }, entry, Cancel);
        await store.Insights.DismissAsync(A.Project, dismissal, entry, Cancel);
        await store.Insights.DismissAsync(new(2), dismissal with { Until = null }, entry, Cancel);

        Assert.Equal([dismissal], (await store.Insights.GetAsync(A.Project, Cancel)).Dismissals);
        Assert.True(await store.Insights.RestoreAsync(A.Project, InsightKind.FinalSteps, 42, entry, Cancel));
        Assert.False(await store.Insights.RestoreAsync(A.Project, InsightKind.FinalSteps, 42, entry, Cancel));
        Assert.Empty((await store.Insights.GetAsync(A.Project, Cancel)).Dismissals);
        Assert.Single((await store.Insights.GetAsync(new(2), Cancel)).Dismissals);
        Assert.Equal(4, (await store.Audit.GetAsync(null, 10, Cancel)).Entries.Count);
        await Assert.ThrowsAsync<ArgumentException>(() => store.Insights.DismissAsync(A.Project, dismissal with { Reason = " " }, entry, Cancel));
    }

    private static async Task<ProjectInsights> FinishedAsync(StoreUnderTest store)
    {
        await FinishAsync(store, store.Insights);
        return await store.Insights.GetAsync(A.Project, Cancel);
    }

    private static async Task<InsightRun> FinishAsync(StoreUnderTest store, IInsightStore insights)
    {
        var run = (await insights.GetUnderWayAsync(Cancel)) is [var underWay] ? underWay : await store.Insights.AskAsync(A.Project, s_ada, s_now, Cancel);
        while (await insights.StepAsync(run.Id, s_book, s_now, Cancel))
        {
        }

        return run;
    }

    private static IEnumerable<InsightFinding> Ordered(ProjectInsights insights) => insights.Findings.OrderBy(found => found.Kind).ThenBy(found => found.Id);

    // A call that failed for 20 cents, and one that did not for 50.
    private static PricedSpan[] Failing(string trace, double minutes) =>
    [
        A.Span("root", trace: trace, start: minutes * 60_000, duration: 9_000),
        A.Span("a", "root", trace, "chat gpt-4o", minutes * 60_000, tokens: new(900, 0, 0, 0, 10), usd: 0.2m, model: "gpt-4o", isError: true),
        A.Span("b", "root", trace, "chat gpt-4o", (minutes * 60_000) + 100, tokens: new(950, 0, 0, 0, 10), usd: 0.5m, model: "gpt-4o"),
    ];
}

public sealed class SqliteInsightStoreTests : InsightStoreContract<SqliteFile>;

public sealed class SqlServerInsightStoreTests : InsightStoreContract<SqlServerDatabaseOfItsOwn>;
