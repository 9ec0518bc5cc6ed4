using CostDashboard.Core.Units;

namespace CostDashboard.Core.Jobs;

/// <summary>Something that runs in the background, and when.</summary>
/// <param name="Name">What ledger, address and schedule know it by: lower-case letters and hyphens, at most <see cref="LongestName"/>; never changed.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Does">What it does, as a sentence.</param>
/// <param name="Reads">What its runs count as read, as it stands before the number: <c>traces looked at</c>; null where they read nothing to speak of.</param>
/// <param name="Writes">What its runs count as written, in the same way: <c>reports made</c>.</param>
public sealed record JobDefinition(string Name, string Title, string Does, JobRhythm Rhythm, string? Reads, string Writes)
{
    public const int LongestName = 60;
}

/// <summary>When a job runs, and of which time a run of it is.</summary>
public abstract record JobRhythm
{
    private JobRhythm()
    {
    }

    /// <summary>Nanoseconds between two looks whether there is something to do.</summary>
    public abstract long Pause { get; }

    /// <summary>
    /// Looks for what waits, wherever it keeps that. It has no windows of its own: a run does all that waits, and its window reaches from the end of the
    /// last run that did something until now. After a pause of any length one run catches up.
    /// </summary>
    /// <param name="Every">Nanoseconds between the end of a look and the next one.</param>
    public sealed record Looks(long Every) : JobRhythm
    {
        public override long Pause => Every;
    }

    /// <summary>Does each window of a fixed length once it is complete, one after the other; those that were missed first, the oldest before the others.</summary>
    /// <param name="Length">Nanoseconds of a window; windows are counted from the epoch.</param>
    /// <param name="Settles">Nanoseconds after its end at which a window is complete: what belongs into it has come by then.</param>
    /// <param name="MostBehind">Windows that are caught up at most; those before are skipped, and a row of the ledger says so.</param>
    /// <param name="MostAtOnce">Missed windows that one run does together at most.</param>
    public sealed record Windows(long Length, long Settles, int MostBehind, int MostAtOnce = 1) : JobRhythm
    {
        public override long Pause => Math.Min(Length, UnixNanos.PerMinute);

        /// <summary>The end of the last complete window.</summary>
        public UnixNanos LastEnd(UnixNanos now) => (now + -Settles).Floor(Length);
    }
}

/// <summary>All jobs of this program, in the order in which they are shown.</summary>
public sealed record JobCatalog(IReadOnlyList<JobDefinition> Jobs)
{
    public JobDefinition? Find(string name) => Jobs.FirstOrDefault(job => job.Name == name);
}

/// <summary>This process, among those that share a database.</summary>
/// <param name="Name">No other running process has it; the same one may after a restart, and takes back at once what it left then.</param>
public sealed record JobNode(string Name)
{
    public const int LongestName = 100;
}
