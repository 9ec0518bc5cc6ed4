using System.Diagnostics;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Jobs;

/// <summary>What a node does about a job now. Nothing but the ledger's row decides, so every node decides alike.</summary>
public abstract record JobPlan
{
    /// <summary>Nanoseconds for which a run is its node's; it is renewed three times within them.</summary>
    public const long Lease = UnixNanos.PerMinute;

    /// <summary>Nanoseconds after the first failure at which it is tried again; twice as long after each further one.</summary>
    public const long FirstRetry = 5 * UnixNanos.PerSecond;

    /// <summary>Nanoseconds after which it is tried again at the latest, however often it failed.</summary>
    public const long LastRetry = 10 * UnixNanos.PerMinute;

    private JobPlan()
    {
    }

    /// <summary>There is nothing to do before a moment.</summary>
    public sealed record Wait(UnixNanos Until) : JobPlan;

    /// <summary>Another node is at it.</summary>
    public sealed record Taken(JobRun By) : JobPlan;

    /// <summary>See whether something waits, and claim the window only then.</summary>
    public sealed record Look(JobWindow Window) : JobPlan;

    /// <summary>Claim the window and do it.</summary>
    /// <param name="Skipped">The time before it that nobody does any more.</param>
    public sealed record Do(JobWindow Window, JobWindow? Skipped = null) : JobPlan;

    public static JobPlan For(JobDefinition job, JobState state, string node, UnixNanos now)
    {
        if (state.Running is { } running && running.IsHeld(now) && running.Node != node)
        {
            return new Taken(running);
        }

        if (state is { AskedAt: null, FailedAt: { } failed, Failures: > 0 } && now < failed + PauseAfter(state.Failures))
        {
            return new Wait(failed + PauseAfter(state.Failures));
        }

        return job.Rhythm switch
        {
            JobRhythm.Looks looks => ForLook(looks, state, now),
            JobRhythm.Windows windows => ForWindow(windows, state, now),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>When the job is next looked after, for people; null while somebody is at it.</summary>
    public static UnixNanos? NextAt(JobDefinition job, JobState state, UnixNanos now) => For(job, state, "", now) switch
    {
        Wait wait => wait.Until,
        Taken => null,
        Look => (state.LookedAt ?? now) + job.Rhythm.Pause is var next && next > now ? next : now,
        _ => now,
    };

    /// <summary>Nanoseconds after the end of the last of so many failures at which it is tried again.</summary>
    public static long PauseAfter(int failures) => Math.Min(LastRetry, FirstRetry << Math.Min(failures - 1, 20));

    private static JobPlan ForLook(JobRhythm.Looks looks, JobState state, UnixNanos now)
    {
        // A clock that was put back leaves a window without length, and not one that ends before it begins.
        var from = state.Through is { } through ? (through < now ? through : now) : now + -looks.Every;
        var window = new JobWindow(from, now);

        // What was left half done is done again though nothing else waits.
        return state.AskedAt is null && state.Running is null ? new Look(window) : new Do(window);
    }

    private static JobPlan ForWindow(JobRhythm.Windows windows, JobState state, UnixNanos now)
    {
        // A new job begins with the last window that is complete, and one that fell behind with the oldest that it still does.
        var end = windows.LastEnd(now);
        var oldest = end + -(windows.MostBehind * windows.Length);
        var first = state.Through ?? end + -windows.Length;
        var from = first < oldest ? oldest : first;
        if (from >= end)
        {
            // Who asks though nothing is due has the last window done again: it replaces what it did.
            return state.AskedAt is null ? new Wait(end + windows.Length + windows.Settles) : new Do(new(end + -windows.Length, end));
        }

        var to = from + (windows.MostAtOnce * windows.Length);
        return new Do(new(from, to < end ? to : end), first < oldest ? new(first, oldest) : null);
    }
}
