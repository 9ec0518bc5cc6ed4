using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Jobs.Tests.Work;

/// <summary>Runs that end after so many steps each, and what was done to them. It keeps no prices and no spans: the databases' contract suite does.</summary>
internal sealed class ScriptedRuns : IRepricingStore
{
    private readonly Lock _lock = new();
    private readonly List<(RepricingRun Run, int StepsLeft)> _runs = [];
    private readonly List<string> _events = [];

    /// <summary>What the next step ends with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Pieces that are left to be swept.</summary>
    public int Left { get; set; }

    /// <summary>Called in every step.</summary>
    public Func<Task> OnStep { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public void Add(RepricingKind kind, string bookVersion, int steps)
    {
        var question = new RepricingQuestion(A.Noon, A.Noon + UnixNanos.PerDay, [], [], [], []);
        _runs.Add((
            new(_runs.Count + 1, kind, RepricingState.Running, question, bookVersion, AuditActor.Program, A.Noon, null, null, new(0, false, 0, null), new()),
            steps));
    }

    /// <summary>As another node would take it forward.</summary>
    public void MoveElsewhere(int id)
    {
        var (run, left) = _runs[id - 1];
        _runs[id - 1] = (run with { Progress = run.Progress with { TracesDone = run.Progress.TracesDone + 1 } }, left);
    }

    public Task<IReadOnlyList<RepricingRun>> GetUnderWayAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RepricingRun>>([.. _runs.Select(r => r.Run).Where(r => r.IsUnderWay)]);
        }
    }

    public async Task<bool> StepAsync(int id, PriceBook book, UnixNanos now, CancellationToken cancellationToken)
    {
        await OnStep();
        lock (_lock)
        {
            if (Failure is { } failure)
            {
                Failure = null;
                throw failure;
            }

            var (run, left) = _runs[id - 1];
            _events.Add($"step {id}");
            _runs[id - 1] = (left == 1 ? run with { State = RepricingState.Finished } : run, left - 1);
            return true;
        }
    }

    public Task<bool> EndAsync(int id, string? reason, AuditActor actor, UnixNanos now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _events.Add($"end {id}: {reason}");
            _runs[id - 1] = (_runs[id - 1].Run with { State = RepricingState.Stopped }, 0);
            return Task.FromResult(true);
        }
    }

    public Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _events.Add("sweep");
            return Task.FromResult(Left-- > 0);
        }
    }

    public Task<RepricingRun> AskAsync(
        RepricingKind kind, RepricingQuestion question, string bookVersion, AuditActor actor, UnixNanos now, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The work asks for no runs.");

    public Task<RepricingRun?> FindAsync(int id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<RepricingRun?>(_runs[id - 1].Run);
        }
    }

    public Task<IReadOnlyList<RepricingRun>> GetAsync(int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The work looks at no history.");
}
