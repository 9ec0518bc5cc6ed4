using CostDashboard.Core.Jobs;

namespace CostDashboard.Jobs.Scheduling;

/// <summary>The work of a job. It throws what fails; the scheduler writes that into the ledger, logs it and tries again.</summary>
/// <remarks>
/// A run may be cut off anywhere and its window done again, here or on another node: doing the same twice must come to the same.
/// There is one object of each for the whole program, and one run of it at a time.
/// </remarks>
public interface IJobWork
{
    static abstract JobDefinition Job { get; }

    /// <summary>Does what the pass is responsible for, counts what it reads and writes, and ends soon when it is cancelled.</summary>
    Task RunAsync(JobPass pass, CancellationToken cancellationToken);
}
