using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>How a job is.</summary>
public enum JobHealth
{
    Well = 1,
    Running = 2,

    /// <summary>Somebody asked for a run that has not begun.</summary>
    AskedFor = 3,

    /// <summary>No node has looked after it since the program began.</summary>
    New = 4,

    /// <summary>Its last runs failed.</summary>
    Failing = 5,

    /// <summary>No node has looked after it for longer than it should.</summary>
    Silent = 6,
}

/// <summary>A job as its page shows it.</summary>
/// <param name="Summary">Null before it was ever looked after.</param>
public sealed record JobLine(JobDefinition Job, JobSummary? Summary, UnixNanos Now)
{
    // A look is told of once a minute; a clock may be off by a little, and a start takes its time.
    private const long Patience = 3 * UnixNanos.PerMinute;

    /// <summary>The run under way, else the last one.</summary>
    public JobRun? Shown => Summary?.State.Running ?? Summary?.Last;

    /// <summary>When its next window is complete; null where it looks all the time.</summary>
    public UnixNanos? NextWindow => Job.Rhythm is JobRhythm.Windows && Summary is { State: var state } ? JobPlan.NextAt(Job, state, Now) : null;

    public JobHealth Health => Summary?.State switch
    {
        null => JobHealth.New,
        { Running: { } run } when run.IsHeld(Now) => JobHealth.Running,
        { Failures: > 0 } => JobHealth.Failing,
        { AskedAt: not null } => JobHealth.AskedFor,
        { LookedAt: { } looked } when Now - looked > Job.Rhythm.Pause + Patience => JobHealth.Silent,
        _ => JobHealth.Well,
    };
}

/// <summary>A job with a page of its runs.</summary>
public sealed record JobHistory(JobLine Line, JobRunPage Page);
