using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;

namespace CostDashboard.Jobs.Tests.Work;

/// <summary>Runs of insights that end after so many steps each, and what was done to them. It looks at no traces: the databases' contract suite does.</summary>
internal sealed class ScriptedInsights(int steps = 2) : IInsightStore
{
    private readonly List<(InsightRun Run, int StepsLeft)> _runs = [];

    public List<string> Events { get; } = [];

    /// <summary>What the next step ends with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How many traces each step looks at.</summary>
    public int TracesAStep { get; set; } = 1;

    /// <summary>Called in every step.</summary>
    public Action OnStep { get; set; } = () => { };

    public Task<InsightRun> AskAsync(ProjectId project, AuditActor actor, UnixNanos now, CancellationToken cancellationToken)
    {
        var run = new InsightRun(
            _runs.Count + 1, project, InsightRunState.Running, now + (-InsightRun.Days * UnixNanos.PerDay), now, InsightSettings.Default, actor, now, null, 0, 0, 0);
        Events.Add($"ask {project.Value}");
        _runs.Add((run, steps));
        return Task.FromResult(run);
    }

    public Task<InsightRun> AskAsync(ProjectId project, AuditEntry entry, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody asks the work for a run.");

    public Task<IReadOnlyList<InsightRun>> GetUnderWayAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<InsightRun>>([.. _runs.Select(r => r.Run).Where(run => run.IsUnderWay)]);

    public Task<IReadOnlyList<InsightRun>> GetLastAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<InsightRun>>([.. _runs.Select(r => r.Run).GroupBy(run => run.Project).Select(runs => runs.Last())]);

    public Task<bool> StepAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken)
    {
        OnStep();
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        var (run, left) = _runs[id - 1];
        Events.Add($"step {id}");
        run = run with { Traces = run.Traces + TracesAStep };
        _runs[id - 1] = (left == 1 ? run with { State = InsightRunState.Finished, EndedAt = now } : run, left - 1);
        return Task.FromResult(true);
    }

    public Task FailAsync(int id, string reason, UnixNanos now, CancellationToken cancellationToken)
    {
        Events.Add($"fail {id}: {reason}");
        _runs[id - 1] = (_runs[id - 1].Run with { State = InsightRunState.Failed, EndedAt = now, Reason = reason }, 0);
        return Task.CompletedTask;
    }

    public Task<ProjectInsights> GetAsync(ProjectId project, CancellationToken cancellationToken) => throw new NotSupportedException("The work shows nothing.");

    public Task<bool> SetSettingsAsync(ProjectId project, InsightSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The work sets nothing.");

    public Task DismissAsync(ProjectId project, InsightDismissal dismissal, AuditEntry entry, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The work dismisses nothing.");

    public Task<bool> RestoreAsync(ProjectId project, InsightKind kind, long id, AuditEntry entry, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The work restores nothing.");
}
