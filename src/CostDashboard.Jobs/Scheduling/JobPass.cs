using CostDashboard.Core.Jobs;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>What a job's work is told of its run, and tells of it.</summary>
/// <param name="window">The time that the run is responsible for.</param>
/// <param name="begin">Claims the window; without it there is nobody to claim it from.</param>
public sealed class JobPass(JobWindow window = default, Func<CancellationToken, Task>? begin = null)
{
    private long _read;
    private long _written;
    private Task? _begun;

    public JobWindow Window => window;

    public JobCounts Counts => new(Interlocked.Read(ref _read), Interlocked.Read(ref _written));

    /// <summary>
    /// Says that there is something to do, before it is done: the window is this node's from then on, and stands in the ledger. A look that finds nothing
    /// does not call this, and leaves no row. The second call does nothing; a run whose window was claimed before it began needs none.
    /// </summary>
    /// <exception cref="JobTakenException">Another node is at it. The work lets it through.</exception>
    public Task BeginAsync(CancellationToken cancellationToken) => _begun ??= begin?.Invoke(cancellationToken) ?? Task.CompletedTask;

    public void Read(long count) => Interlocked.Add(ref _read, count);

    public void Wrote(long count) => Interlocked.Add(ref _written, count);
}

/// <summary>Another node does what was found.</summary>
public sealed class JobTakenException() : Exception("Another node is at this job.");
