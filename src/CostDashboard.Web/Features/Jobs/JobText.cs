using System.Diagnostics;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>What is said about jobs.</summary>
internal static class JobText
{
    internal static string Sentence(IReadOnlyList<JobLine> lines)
    {
        var troubled = lines.Where(line => line.Health is JobHealth.Failing or JobHealth.Silent).ToList();
        var running = lines.Count(line => line.Health is JobHealth.Running);
        var works = running switch
        {
            0 => "None is at work just now.",
            1 => "One is at work just now.",
            _ => $"{running} are at work just now.",
        };
        return troubled switch
        {
            [] => $"All {lines.Count} jobs are well. {works}",
            [var only] => $"{Explain(only)} The other {lines.Count - 1} jobs are well.",
            _ => $"{troubled.Count} of {lines.Count} jobs need a look: {string.Join(", ", troubled.Select(line => line.Job.Title))}.",
        };
    }

    internal static string Sentence(JobLine line, OrganisationCalendar calendar) => Explain(line) + line.Summary switch
    {
        { Last: { EndedAt: { } ended, Outcome: JobOutcome.Done } last } =>
            $" It last did something at {TimeText.Short(ended, calendar)}, in {NumberText.Duration(ended - last.StartedAt)}: {Counted(line.Job, last.Counts)}.",
        { State.LookedAt: { } looked } => $" It last looked at {TimeText.Short(looked, calendar)}.",
        _ => "",
    };

    /// <summary>How a job is, as a sentence.</summary>
    internal static string Explain(JobLine line) => line.Health switch
    {
        JobHealth.Well => $"{line.Job.Title} is well; it looks {Every(line.Job.Rhythm)}.",
        JobHealth.Running => $"{line.Job.Title} is at work on {line.Summary!.State.Running!.Node}.",
        JobHealth.AskedFor => $"{line.Job.Title} was asked for and begins in a moment.",
        JobHealth.New => $"{line.Job.Title} has not been looked after yet.",
        JobHealth.Failing => $"{line.Job.Title} failed {Times(line.Summary!.State.Failures)} and is tried again by itself: {line.Summary.Last?.Reason ?? "no reason is known."}",
        JobHealth.Silent => $"No node has looked after {line.Job.Title} for {NumberText.Duration(line.Now - line.Summary!.State.LookedAt!.Value)}: see whether one of them runs jobs.",
        _ => throw new UnreachableException(),
    };

    internal static string Of(JobLine line) => line.Health switch
    {
        JobHealth.Well => "well",
        JobHealth.Running => "running",
        JobHealth.AskedFor => "asked for",
        JobHealth.New => "not yet",
        JobHealth.Failing => $"failed {Times(line.Summary!.State.Failures)}",
        JobHealth.Silent => "silent",
        _ => throw new UnreachableException(),
    };

    internal static string ClassOf(JobHealth health) => health switch
    {
        JobHealth.Failing => "bad",
        JobHealth.Silent => "warn",
        _ => "",
    };

    internal static string Of(JobRun run, UnixNanos now) => run.Outcome switch
    {
        JobOutcome.Running => run.IsHeld(now) ? "running" : "lost",
        JobOutcome.Done => "done",
        JobOutcome.Failed => "failed",
        JobOutcome.Stopped => "stopped",
        JobOutcome.Lost => "lost",
        JobOutcome.Skipped => "skipped",
        _ => throw new UnreachableException(),
    };

    internal static string ClassOf(JobRun run, UnixNanos now) => run.Outcome switch
    {
        JobOutcome.Failed or JobOutcome.Skipped => "bad",
        JobOutcome.Lost => "warn",
        JobOutcome.Running when !run.IsHeld(now) => "warn",
        _ => "",
    };

    /// <summary>Nanoseconds that a run took, or takes until now; null where nothing was run.</summary>
    internal static long? Took(JobRun run, UnixNanos now) => run.Outcome is JobOutcome.Skipped ? null : Math.Max(0, (run.EndedAt ?? now) - run.StartedAt);

    internal static string Read(JobLine line) => line is { Shown: { } run, Job.Reads: not null } ? NumberText.Count(run.Counts.Read) : NumberText.None;

    internal static string Wrote(JobLine line) => line.Shown is { } run ? NumberText.Count(run.Counts.Written) : NumberText.None;

    /// <summary>every 2 s · every 1 min · every hour.</summary>
    internal static string Every(JobRhythm rhythm) => rhythm switch
    {
        JobRhythm.Looks looks => $"every {Span(looks.Every)}",
        JobRhythm.Windows windows => $"every {Span(windows.Length)}, {Span(windows.Settles)} after its end",
        _ => throw new UnreachableException(),
    };

    internal static string RunNow(JobRhythm rhythm) => rhythm is JobRhythm.Windows
        ? "Does what is due; where nothing is, the last window again, which replaces what it did."
        : "Looks at once, and leaves a line though there is nothing to do.";

    internal static string Window(JobWindow window, OrganisationCalendar calendar) =>
        $"{TimeText.Short(window.From, calendar)} – {TimeText.Short(window.To, calendar)}";

    private static string Counted(JobDefinition job, JobCounts counts) =>
        (job.Reads is { } reads ? $"{reads} {NumberText.Count(counts.Read)}, " : "") + $"{job.Writes} {NumberText.Count(counts.Written)}";

    private static string Times(int number) => number switch
    {
        1 => "once",
        2 => "twice",
        _ => $"{NumberText.Count(number)} times in a row",
    };

    private static string Span(long nanos) => nanos switch
    {
        _ when nanos % UnixNanos.PerHour == 0 && nanos > 0 => nanos == UnixNanos.PerHour ? "hour" : $"{nanos / UnixNanos.PerHour} hours",
        _ when nanos % UnixNanos.PerMinute == 0 && nanos > 0 => nanos == UnixNanos.PerMinute ? "minute" : $"{nanos / UnixNanos.PerMinute} minutes",
        _ => $"{nanos / UnixNanos.PerSecond} seconds",
    };
}
