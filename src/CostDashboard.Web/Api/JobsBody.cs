using CostDashboard.Core.Jobs;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Incidents;
using CostDashboard.Web.Features.Jobs;

namespace CostDashboard.Web.Api;

/// <summary>A run of a job: one try at one window.</summary>
/// <param name="From">Beginning of the time that it is responsible for.</param>
/// <param name="Attempt">The how-manyth try at this window, from 1.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Read">Things of the job's own that it read: traces, rows, messages.</param>
/// <param name="Outcome">running, done, failed, stopped, lost or skipped.</param>
/// <param name="Reason">Why it did not end well; null where it did.</param>
/// <param name="AskedBy">Who asked for it; null where it was due.</param>
internal sealed record JobRunBody(
    long Id, string From, string To, int Attempt, string Node, string StartedAt, string? EndedAt, long Read, long Written, string Outcome, string? Reason, string? AskedBy)
{
    internal static JobRunBody Of(JobRun run, UnixNanos now) => new(
        run.Id,
        AnswerText.Moment(run.Window.From),
        AnswerText.Moment(run.Window.To),
        run.Attempt,
        run.Node,
        AnswerText.Moment(run.StartedAt),
        run.EndedAt is { } ended ? AnswerText.Moment(ended) : null,
        run.Counts.Read,
        run.Counts.Written,
        JobText.Of(run, now),
        run.Reason,
        run.AskedBy);
}

/// <summary>Something that the program does in the background.</summary>
/// <param name="Name">As the address of its runs has it.</param>
/// <param name="Does">What it is for.</param>
/// <param name="Rhythm">When it looks, in words.</param>
/// <param name="Health">well, running, asked-for, new, failing or silent.</param>
/// <param name="Says">How it is, as a sentence.</param>
/// <param name="LookedAt">When a node last saw to what there is to do, to the minute; null for never.</param>
/// <param name="NextWindowAt">When its next window is complete; null where it looks all the time.</param>
/// <param name="Last">The run under way, else the last one that did something; null for none.</param>
internal sealed record JobBody(
    string Name, string Title, string Does, string Rhythm, string Health, string Says, string? LookedAt, string? NextWindowAt, JobRunBody? Last)
{
    internal static JobBody Of(JobLine line) => new(
        line.Job.Name,
        line.Job.Title,
        line.Job.Does,
        JobText.Every(line.Job.Rhythm),
        IncidentWords.CodeOf(line.Health),
        JobText.Explain(line),
        line.Summary?.State.LookedAt is { } looked ? AnswerText.Moment(looked) : null,
        line.NextWindow is { } next ? AnswerText.Moment(next) : null,
        line.Shown is { } run ? JobRunBody.Of(run, line.Now) : null);
}

internal sealed record JobsBody(IReadOnlyList<JobBody> Jobs);

/// <summary>A job with its runs, the latest first.</summary>
/// <param name="Next">The cursor of the page after; null on the last one.</param>
internal sealed record JobRunsBody(JobBody Job, IReadOnlyList<JobRunBody> Runs, string? Next);
