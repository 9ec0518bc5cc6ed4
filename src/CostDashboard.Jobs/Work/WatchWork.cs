using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Steps;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>
/// Looks at every hour of every project once it is complete, and every five minutes at what there is of the one that runs, and reports which steps take more than they are expected to. What it has learned is in
/// memory, and is learned again from the totals of <see cref="LearnsFrom"/> after a start, when people said something else of those hours than it knew,
/// and when many spans of them came late, as an import brings them; hours that the program was not there for are looked at then. Reports are the same whoever makes them, and the store takes the same report
/// once, so two nodes do no harm.
/// </summary>
public sealed class WatchWork(
    IAccessStore access, ISpendQueries spend, ITraceQueries traces, IEventStore events, IIncidentStore incidents, OrganisationCalendar calendar, TimeProvider clock)
    : IJobWork
{
    // An hour that is complete is looked at within a minute; asking whether there is one costs nothing.
    public static JobDefinition Job { get; } = new(
        "watch",
        "Watching of steps",
        "Looks at every hour once it is complete, reports steps that take more than usual, and ends incidents of which nobody speaks any more.",
        new JobRhythm.Looks(UnixNanos.PerMinute),
        Reads: "steps looked at",
        Writes: "reports made");

    /// <summary>Nanoseconds of history that a watch begins with: five weeks.</summary>
    public const long LearnsFrom = 35 * UnixNanos.PerDay;

    /// <summary>Nanoseconds back to which findings are still reported after a start: what is older is history.</summary>
    public const long ReportsFrom = 21 * UnixNanos.PerDay;

    /// <summary>Nanoseconds after its end at which an hour is looked at: exporters send what they have by then.</summary>
    public const long Settles = 5 * UnixNanos.PerMinute;

    // Calls of hours that were looked at, of 1, that may come later without a second look; and so many in any case.
    private const double LateShare = 0.05;
    private const long LateCalls = 50;

    // Of each hour there are as many rows as steps have customers and models: a day of them is held at a time.
    private const long ReadsAtOnce = UnixNanos.PerDay;

    // Nanoseconds.
    private const long Peeks = 5 * UnixNanos.PerMinute;

    private readonly Dictionary<ProjectId, StepWatch> _watches = [];
    private readonly Dictionary<ProjectId, UnixNanos> _peeked = [];

    /// <summary>Ends when every complete hour was looked at, and incidents of which nobody speaks any more are over. Not for several callers at once.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now; the hour is looked at again the next time.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            try
            {
                await WatchAsync(project.Id, pass, cancellationToken);
            }
            catch (Exception failure) when (failure is not JobTakenException)
            {
                // Hours that were looked at and not reported would be lost: all is learned again, and reported then.
                _watches.Remove(project.Id);
                throw;
            }
        }

        pass.Wrote((await incidents.SettleAsync(UnixNanos.From(clock.GetUtcNow()), cancellationToken)).Count);
    }

    private async Task WatchAsync(ProjectId project, JobPass pass, CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow());
        var to = (now + -Settles).Floor(UnixNanos.PerHour);
        var first = (now + -LearnsFrom).Floor(UnixNanos.PerHour);
        var lessons = await WatchReading.LessonsAsync(incidents, project, first, cancellationToken);
        var watch = await KnownAsync(project, first, lessons, cancellationToken);
        var from = watch.Through ?? watch.From;
        if (watch.Through is null)
        {
            if (await spend.GetExtentAsync(project, cancellationToken) is not { } extent || extent.First >= to)
            {
                return;
            }

            from = new(Math.Max(from.Value, extent.First.Floor(UnixNanos.PerHour).Value));
        }

        var reading = new WatchReading(spend, traces, events, calendar, project);
        if (from >= to)
        {
            await PeekAsync(project, watch, reading, pass, now, cancellationToken);
            return;
        }

        await pass.BeginAsync(cancellationToken);
        while (from < to)
        {
            var end = new UnixNanos(Math.Min(to.Value, (from + ReadsAtOnce).Value));
            foreach (var hour in await reading.HoursAsync(from, end, cancellationToken))
            {
                var findings = watch.Observe(hour);
                pass.Read(hour.Steps.Count);
                if (findings.Count > 0 && now - hour.Start <= ReportsFrom)
                {
                    await ReportAsync(project, reading, findings, now, cancellationToken);
                    pass.Wrote(findings.Count);
                }
            }

            from = end;
        }
    }

    // The hour that runs is looked at every five minutes.
    private async Task PeekAsync(ProjectId project, StepWatch watch, WatchReading reading, JobPass pass, UnixNanos now, CancellationToken cancellationToken)
    {
        var end = new UnixNanos(Math.Min(now.Floor(Peeks).Value, (watch.Through!.Value + UnixNanos.PerHour).Value));
        if (end <= watch.Through || _peeked.GetValueOrDefault(project) == end)
        {
            return;
        }

        _peeked[project] = end;
        foreach (var hour in await reading.HoursAsync(watch.Through.Value, watch.Through.Value + UnixNanos.PerHour, cancellationToken))
        {
            if (watch.Peek(hour, end) is { Count: > 0 } findings)
            {
                await pass.BeginAsync(cancellationToken);
                await ReportAsync(project, reading, findings, now, cancellationToken);
                pass.Wrote(findings.Count);
            }
        }
    }

    private async Task<StepWatch> KnownAsync(ProjectId project, UnixNanos first, IReadOnlyCollection<WatchLesson> lessons, CancellationToken cancellationToken)
    {
        if (!_watches.TryGetValue(project, out var watch) || watch.Through is not { } through)
        {
            return _watches[project] = new(first, lessons);
        }

        var answer = await spend.AskAsync(new(project, watch.From, through, Grain.Total, [], [], WithDistributions: false), cancellationToken);
        var late = Math.Abs(answer.Total.Calls - watch.Calls);
        if (late > Math.Max(LateCalls, LateShare * watch.Calls) || !WatchLesson.Agree(watch.Lessons, lessons, through))
        {
            return _watches[project] = new(first, lessons);
        }

        watch.Lessons = lessons;
        return watch;
    }

    private async Task ReportAsync(
        ProjectId project, WatchReading reading, IReadOnlyList<StepFinding> findings, UnixNanos now, CancellationToken cancellationToken)
    {
        // The step that makes most of what the project spends more is why it does.
        var dearest = findings.Where(finding => finding is { Step: not null, IsOver: false }).MaxBy(finding => finding.MoneyPerHour ?? 0);
        foreach (var measures in findings.GroupBy(finding => finding.Step))
        {
            // Which traces show it is the same for all measures of a step in an hour, and why it began for all that began at once.
            IReadOnlyList<TraceId>? examples = null;
            var reasons = new Dictionary<UnixNanos, StepCause>();
            foreach (var finding in measures)
            {
                var step = finding.Step ?? (dearest?.MoneyPerHour * 2 >= finding.MoneyPerHour ? dearest?.Step : null);
                var cause = step is null ? null : StepFinding.CauseOf(step);
                if (finding.IsOver)
                {
                    await incidents.ReportAsync(StepReport.Of(project, finding, cause, new(), [], calendar), now, cancellationToken);
                    continue;
                }

                if (!reasons.TryGetValue(finding.Since, out var why))
                {
                    // What rose for weeks has no moment at which it began.
                    reasons[finding.Since] = why = finding.IsSlow ? new() : await reading.WhyAsync(finding.Step, finding.Since, finding.End, cancellationToken);
                }

                examples ??= await reading.TracesAsync(finding.Step, finding.Hour, cancellationToken);
                await incidents.ReportAsync(StepReport.Of(project, finding, cause, why, examples, calendar), now, cancellationToken);
            }
        }
    }
}
