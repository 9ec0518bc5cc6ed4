using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class GuardrailContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_entry = new(A.Noon, new(null, "ada@example.org"), "guardrails.change", "one");

    private static readonly GuardrailSettings s_own = new() { Limits = [new(GuardrailKind.StepsPerTrace, 20, IsOn: false), new(GuardrailKind.CostPerTrace, 1_234_567_890, Agent: "the \"refunds\" agent")] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_has_the_usual_limits_until_somebody_changes_them_and_then_its_own()
    {
        await using var store = await TEngine.CreateAsync();

        Assert.Equal(new(GuardrailSettings.Usual, 0), await store.Guardrails.GetAsync(A.Project, Cancel));
        Assert.True(await store.Guardrails.SetAsync(A.Project, s_own, 0, s_entry, Cancel));
        await store.ReopenAsync();

        Assert.Equal(new(s_own, 1), await store.Guardrails.GetAsync(A.Project, Cancel));
        Assert.Equal(new(GuardrailSettings.Usual, 0), await store.Guardrails.GetAsync(new(2), Cancel));
        Assert.Equal([s_entry], await store.GetAuditAsync(Cancel));
    }

    [Fact]
    public async Task Of_two_changes_made_from_the_same_version_the_second_is_refused_and_so_is_a_mistake()
    {
        await using var store = await TEngine.CreateAsync();

        Assert.True(await store.Guardrails.SetAsync(A.Project, s_own, 0, s_entry, Cancel));
        Assert.False(await store.Guardrails.SetAsync(A.Project, GuardrailSettings.Usual, 0, s_entry, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Guardrails.SetAsync(A.Project, new() { Limits = [new(GuardrailKind.StepsPerTrace, 0)] }, 1, s_entry, Cancel));

        Assert.Equal(s_own, (await store.Guardrails.GetAsync(A.Project, Cancel)).Settings);
        Assert.Single(await store.GetAuditAsync(Cancel));
    }

    [Fact]
    public async Task What_agents_came_to_is_stored_with_the_trace_however_its_spans_come()
    {
        await using var store = await TEngine.CreateAsync();
        var spans = Run("t1", calls: 6);

        // The agent's own span comes last, and some spans come twice.
        await store.Spans.CommitAsync([.. spans[5..]], Cancel);
        await store.Spans.CommitAsync([.. spans[2..7]], Cancel);
        await store.Spans.CommitAsync([.. spans[..2]], Cancel);

        var summary = (await store.Traces.GetStampAsync(A.Trace(), Cancel))!.Summary;
        Assert.Equal(TraceSummary.Of(A.Trace(), (await store.Traces.GetFactsAsync(A.Trace(), Cancel)).Rollup(A.Trace())), summary);
        Assert.Equal((6, 6, 1_000_000), (summary.Runs.Steps, summary.Runs.MostToolCalls, summary.Runs.DearestNanoUsd));
        var agent = summary.Runs.Agents.Single(agent => agent.Agent.Length > 0);
        Assert.Equal(("refunds", new ToolCalls("lookup", 6)), (agent.Agent, Assert.Single(agent.Tools)));
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task Totals_of_agents_that_are_not_what_the_spans_say_are_found_and_mended()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(Run("t1", calls: 3), Cancel);
        var right = (await store.Traces.GetStampAsync(A.Trace(), Cancel))!.Summary;
        await using (var db = store.Database.Open())
        {
            Assert.Equal(1, await db.Traces.ExecuteUpdateAsync(set => set.SetProperty(t => t.AgentTotals, (byte[]?)null), Cancel));
        }

        Assert.False((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
        await store.Ledger.RebuildAsync(Cancel);

        Assert.Equal(right, (await store.Traces.GetStampAsync(A.Trace(), Cancel))!.Summary);
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task Traces_that_came_and_may_break_a_limit_are_found_in_the_order_in_which_they_came()
    {
        await using var store = await TEngine.CreateAsync();
        foreach (var (trace, calls) in new[] { ("a", 4), ("b", 1), ("c", 5), ("d", 7) })
        {
            await store.Spans.CommitAsync(Run(trace, calls), Cancel);
        }

        await store.Spans.CommitAsync(Run("other project", 9, new ProjectId(2)), Cancel);
        var end = new UnixNanos(long.MaxValue);

        var first = await store.GuardrailQueries.GetArrivedAsync(A.Project, GuardrailSettings.Usual, default, end, 2, Cancel);
        var second = await store.GuardrailQueries.GetArrivedAsync(A.Project, GuardrailSettings.Usual, first.Traces[^1].At, end, 2, Cancel);

        Assert.Equal([A.TraceId("a"), A.TraceId("c")], first.Traces.Select(trace => trace.Summary.Key.Trace));
        Assert.Equal([A.TraceId("d")], second.Traces.Select(trace => trace.Summary.Key.Trace));
        Assert.Equal((true, false), (first.HasMore, second.HasMore));
        Assert.Empty((await store.GuardrailQueries.GetArrivedAsync(A.Project, GuardrailSettings.Usual, default, first.Traces[0].At.Received + -1, 10, Cancel)).Traces);
        Assert.Empty((await store.GuardrailQueries.GetArrivedAsync(A.Project, new() { Limits = [] }, default, end, 10, Cancel)).Traces);

        // One that comes again comes behind the others.
        await store.Spans.CommitAsync(Run("a", 4), Cancel);
        Assert.Equal([A.TraceId("a")], (await store.GuardrailQueries.GetArrivedAsync(A.Project, GuardrailSettings.Usual, second.Traces[0].At, end, 2, Cancel)).Traces.Select(trace => trace.Summary.Key.Trace));
    }

    [Fact]
    public async Task A_preview_counts_the_traces_of_a_period_that_would_have_broken_limits()
    {
        await using var store = await TEngine.CreateAsync();
        foreach (var (trace, calls) in new[] { ("a", 3), ("b", 4), ("c", 12) })
        {
            await store.Spans.CommitAsync(Run(trace, calls), Cancel);
        }

        var preview = await store.GuardrailQueries.PreviewAsync(A.Project, GuardrailSettings.Usual, A.Noon, A.Noon + UnixNanos.PerDay, Cancel);

        Assert.Equal((3L, 2, false), (preview.Traces, preview.Breaking, preview.IsLowerBound));
        Assert.Equal((2, 1, 0), (preview.ByKind[GuardrailKind.CallsOfOneTool], preview.ByKind[GuardrailKind.StepsPerTrace], preview.ByKind[GuardrailKind.CostPerTrace]));
        Assert.Equal((0L, 0), await EmptyAsync(store));

        static async Task<(long, int)> EmptyAsync(StoreUnderTest store)
        {
            var none = await store.GuardrailQueries.PreviewAsync(A.Project, GuardrailSettings.Usual, A.Noon + UnixNanos.PerDay, A.Noon + (2 * UnixNanos.PerDay), Cancel);
            return (none.Traces, none.Breaking);
        }
    }

    [Fact]
    public async Task How_far_arrivals_were_looked_at_is_kept_over_a_restart()
    {
        await using var store = await TEngine.CreateAsync();

        Assert.Null(await store.Guardrails.GetWatchedAsync(A.Project, Cancel));
        await store.Guardrails.SetWatchedAsync(A.Project, A.Noon, Cancel);
        await store.ReopenAsync();

        Assert.Equal(A.Noon, await store.Guardrails.GetWatchedAsync(A.Project, Cancel));
        Assert.Null(await store.Guardrails.GetWatchedAsync(new(2), Cancel));
    }

    /// <summary>An agent that asks a model and uses a tool so often; both call themselves otherwise than their spans are called.</summary>
    private static PricedSpan[] Run(string trace, int calls, ProjectId? project = null) =>
    [
        A.Span("agent", trace: trace, duration: 60_000, kind: OperationKind.Agent, attributes: SpanAttributes.Of(("gen_ai.agent.name", AttributeValue.Of("refunds"))), project: project),
        .. Enumerable.Range(0, calls).SelectMany(i => new[]
        {
            A.Span($"c{i}", "agent", trace, start: i * 100, kind: OperationKind.Chat, tokens: new(1000, 0, 0, 0, 50), usd: 0.001m, project: project),
            Named(A.Span($"t{i}", "agent", trace, start: (i * 100) + 50, kind: OperationKind.Tool, project: project)),
        }),
    ];

    private static PricedSpan Named(PricedSpan tool) => tool with { Span = tool.Span with { ToolName = "lookup" } };
}

public sealed class SqliteGuardrailTests : GuardrailContract<SqliteFile>;

public sealed class SqlServerGuardrailTests : GuardrailContract<SqlServerDatabaseOfItsOwn>;
