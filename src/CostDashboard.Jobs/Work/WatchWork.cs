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
/// Looks at every hour of every project once it is complete, and reports which steps take more than they are expected to. What it has learned is in
/// memory, and is learned again from the totals of <see cref="LearnsFrom"/> after a start; hours that the program was not there for are looked at then.
/// Reports are the same whoever makes them, and the store takes the same report once, so two nodes do no harm.
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
        Reads: "hours of steps",
        Writes: "reports");

    /// <summary>Nanoseconds of history that a watch begins with: five weeks.</summary>
    public const long LearnsFrom = 35 * UnixNanos.PerDay;

    /// <summary>Nanoseconds back to which findings are still reported after a start: what is older is history.</summary>
    public const long ReportsFrom = 14 * UnixNanos.PerDay;

    /// <summary>Nanoseconds after its end at which an hour is looked at: exporters send what they have by then.</summary>
    public const long Settles = 5 * UnixNanos.PerMinute;

    private const int MostEvents = 200;

    private readonly Dictionary<ProjectId, StepWatch> _watches = [];

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
            catch
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
        if (!_watches.TryGetValue(project, out var watch))
        {
            _watches.Add(project, watch = new());
        }

        var from = watch.Through ?? (now + -LearnsFrom).Floor(UnixNanos.PerHour);
        if (watch.Through is null)
        {
            if (await spend.GetExtentAsync(project, cancellationToken) is not { } extent || extent.First >= to)
            {
                return;
            }

            from = new(Math.Max(from.Value, extent.First.Floor(UnixNanos.PerHour).Value));
        }

        if (from >= to)
        {
            return;
        }

        await pass.BeginAsync(cancellationToken);
        var hours = await ReadAsync(project, from, to, cancellationToken);
        for (var hour = from; hour < to; hour += UnixNanos.PerHour)
        {
            var steps = hours.GetValueOrDefault(hour) ?? [];
            var findings = watch.Observe(hour, steps);
            pass.Read(steps.Count);
            if (findings.Count > 0 && now - hour <= ReportsFrom)
            {
                await ReportAsync(project, findings, now, cancellationToken);
                pass.Wrote(findings.Count);
            }
        }
    }

    private async Task<Dictionary<UnixNanos, Dictionary<string, SpendMeasures>>> ReadAsync(
        ProjectId project, UnixNanos from, UnixNanos to, CancellationToken cancellationToken)
    {
        var answer = await spend.AskAsync(new(project, from, to, Grain.Hour, [Dimension.Step], [], WithDistributions: false), cancellationToken);
        var hours = new Dictionary<UnixNanos, Dictionary<string, SpendMeasures>>();
        foreach (var row in answer.Rows)
        {
            // In zones that are half an hour off, an hour of the organisation begins within one of ours.
            var hour = row.Start.Floor(UnixNanos.PerHour);
            var steps = hours.TryGetValue(hour, out var known) ? known : hours[hour] = new(StringComparer.Ordinal);
            if (!steps.TryAdd(row.Values[0], row.Measures))
            {
                steps[row.Values[0]].Add(row.Measures);
            }
        }

        return hours;
    }

    private async Task ReportAsync(ProjectId project, IReadOnlyList<StepFinding> findings, UnixNanos now, CancellationToken cancellationToken)
    {
        // The step that makes most of what the project spends more is why it does.
        var dearest = findings.Where(finding => finding is { Step: not null, IsOver: false }).MaxBy(finding => finding.MoneyPerHour ?? 0);
        foreach (var measures in findings.GroupBy(finding => finding.Step))
        {
            // Whose it is and which traces show it is the same for all measures of a step in an hour.
            HourOfStep? shown = null;
            foreach (var finding in measures)
            {
                var step = finding.Step ?? (dearest?.MoneyPerHour * 2 >= finding.MoneyPerHour ? dearest?.Step : null);
                var cause = step is null ? null : StepFinding.CauseOf(step);
                var report = finding.IsOver
                    ? StepReport.Of(project, finding, cause, new(), [], calendar)
                    : StepReport.Of(
                        project,
                        finding,
                        cause,
                        await WhyAsync(project, finding, shown ??= await ShowAsync(project, finding, cancellationToken), cancellationToken),
                        shown.Traces,
                        calendar);
                await incidents.ReportAsync(report, now, cancellationToken);
            }
        }
    }

    private async Task<HourOfStep> ShowAsync(ProjectId project, StepFinding finding, CancellationToken cancellationToken)
    {
        var before = await CustomersAsync(project, finding, finding.Hour + -7 * UnixNanos.PerDay, cancellationToken);
        var (customer, share) = StepCause.Most(before, await CustomersAsync(project, finding, finding.Hour, cancellationToken));
        return new(customer, share, await TracesAsync(project, finding, cancellationToken));
    }

    private async Task<StepCause> WhyAsync(ProjectId project, StepFinding finding, HourOfStep shown, CancellationToken cancellationToken)
    {
        var happened = await events.ListAsync(project, finding.Since + -StepCause.ReleaseWithin, finding.Since + UnixNanos.PerHour, MostEvents, cancellationToken);
        return new(happened.Where(one => one.Kind == EventKind.Deploy).MaxBy(one => one.At.Value), shown.Customer, shown.CustomerShare);
    }

    private async Task<Dictionary<string, long>> CustomersAsync(ProjectId project, StepFinding finding, UnixNanos hour, CancellationToken cancellationToken)
    {
        var answer = await spend.AskAsync(
            new(project, hour, hour + UnixNanos.PerHour, Grain.Total, [Dimension.Customer], FiltersOf(finding), WithDistributions: false), cancellationToken);
        return answer.Rows.ToDictionary(row => row.Values[0], row => row.Measures.CostNanoUsd, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<TraceId>> TracesAsync(ProjectId project, StepFinding finding, CancellationToken cancellationToken)
    {
        var question = new TraceQuestion(
            project, finding.Hour, finding.Hour + UnixNanos.PerHour, FiltersOf(finding), TraceSort.Cost, Limit: IncidentRules.MostTraces, Basis: TraceBasis.Spent);
        return [.. (await traces.GetFirstAsync(question, cancellationToken)).Select(trace => trace.Key.Trace)];
    }

    private static List<SpendFilter> FiltersOf(StepFinding finding) => finding.Step is { } step ? [new(Dimension.Step, [step])] : [];

    private sealed record HourOfStep(string? Customer, double CustomerShare, IReadOnlyList<TraceId> Traces);
}
