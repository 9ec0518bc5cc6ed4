using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>
/// Looks at every window of every alert rule once it is complete, and reports what breaks it. What it has seen is in memory; after a start, and after a rule was changed,
/// the windows of <see cref="LooksBack"/> are looked at again. Reports are the same whoever makes them, so a restart, a second run or another node changes nothing;
/// what stands open and no rule says any more is told to be over.
/// </summary>
/// <remarks>A run costs one question for each rule that has a window to look at; a rule of five minutes twelve an hour, one of a day one a day.</remarks>
public sealed class AlertRuleWork(
    IAccessStore access, IAlertRuleStore rules, ISpendQueries spend, ITraceQueries traces, IIncidentStore incidents, OrganisationCalendar calendar, TimeProvider clock)
    : IJobWork
{
    // A window that is complete is looked at within a minute.
    public static JobDefinition Job { get; } = new(
        "alert-rules",
        "Alert rules",
        "Looks at every window of every alert rule once it is complete, reports what breaks it, and ends what does not any more.",
        new JobRhythm.Looks(UnixNanos.PerMinute),
        Reads: "windows",
        Writes: "reports");

    /// <summary>Nanoseconds before a start, but not before a rule was made or changed, from which on windows are looked at: those that the program was not there for.</summary>
    public const long LooksBack = 2 * UnixNanos.PerDay;

    // Of weeks the last two, so that what the last one opened is known to be open.
    private const long LooksBackOfWeeks = 14 * UnixNanos.PerDay;

    private readonly Dictionary<int, AlertWatch> _watches = [];

    /// <summary>Ends when every complete window was looked at. Not for several callers at once.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now; the window is looked at again the next time.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        var known = new HashSet<int>();
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            var on = (await rules.ListAsync(project.Id, cancellationToken)).Where(rule => rule.IsOn).ToList();
            known.UnionWith(on.Select(rule => rule.Id));
            await LookAsync(project.Id, on, pass, cancellationToken);
        }

        foreach (var gone in _watches.Keys.Except(known).ToList())
        {
            _watches.Remove(gone);
        }
    }

    private async Task LookAsync(ProjectId project, List<AlertRule> on, JobPass pass, CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow());
        var active = await OpenFindings.ReadAsync(incidents, project, [IncidentKind.AlertRule], cancellationToken);
        var open = new HashSet<string>(StringComparer.Ordinal);
        var extent = on.Count > 0 ? await spend.GetExtentAsync(project, cancellationToken) : null;
        var names = on.Any(rule => rule.Dimensions.Contains(Dimension.ApiKey)) ? AlertText.KeyNames(await access.GetKeysAsync(project, cancellationToken)) : null;
        foreach (var rule in on)
        {
            if (extent is not var (first, _))
            {
                break;
            }

            try
            {
                var watch = WatchOf(rule, first, now);
                await ObserveAsync(watch, active, names, pass, now, cancellationToken);
                open.UnionWith(watch.Open.Select(episode => AlertReport.SubjectOf(rule, episode.Value)));
            }
            catch
            {
                // A window that was looked at and not reported would be lost: all is looked at again, and reported then.
                _watches.Remove(rule.Id);
                throw;
            }
        }

        foreach (var (kind, subject) in active.Keys.Where(finding => !open.Contains(finding.Subject)))
        {
            await pass.BeginAsync(cancellationToken);
            await incidents.ReportAsync(IncidentReport.Over(project, kind, subject, now), now, cancellationToken);
            pass.Wrote(1);
        }
    }

    private AlertWatch WatchOf(AlertRule rule, UnixNanos first, UnixNanos now)
    {
        if (!_watches.TryGetValue(rule.Id, out var watch) || watch.Rule.Version != rule.Version)
        {
            var back = now + -(rule.WindowMinutes < AlertWindow.OfWeek ? LooksBack : LooksBackOfWeeks);
            _watches[rule.Id] = watch = new(rule, back > rule.Since ? back : rule.Since, first, calendar);
        }

        return watch;
    }

    private async Task ObserveAsync(
        AlertWatch watch,
        Dictionary<(IncidentKind Kind, string Subject), IncidentReport> active,
        Func<Dimension, string, string?>? names,
        JobPass pass,
        UnixNanos now,
        CancellationToken cancellationToken)
    {
        foreach (var piece in watch.Until(now)?.Pieces(calendar) ?? [])
        {
            await pass.BeginAsync(cancellationToken);
            var rows = (await spend.AskAsync(piece.Spend, cancellationToken)).Rows;
            foreach (var finding in piece.WindowsOf(rows, calendar).SelectMany(window => Observe(watch, window, pass)))
            {
                var report = AlertReport.Of(watch.Rule, finding, watch.Shown(finding.Episode.Value), calendar, names);
                var known = active.GetValueOrDefault((report.Kind, report.Subject));
                await incidents.ReportAsync(
                    report.IsOver ? report : report with { Traces = known?.Traces ?? await DearestAsync(watch.Rule, finding, cancellationToken) }, now, cancellationToken);
                pass.Wrote(1);
            }
        }
    }

    private static IReadOnlyList<AlertFinding> Observe(AlertWatch watch, AlertValues window, JobPass pass)
    {
        pass.Read(1);
        return watch.Observe(window);
    }

    private Task<IReadOnlyList<TraceId>> DearestAsync(AlertRule rule, AlertFinding finding, CancellationToken cancellationToken)
    {
        IReadOnlyList<SpendFilter> filters = rule.By is { } by ? [.. rule.Filters, new(by.Dimension, [finding.Episode.Value], by.TagKey)] : rule.Filters;
        return traces.FindExamplesAsync(rule.Project, finding.Start, finding.End, filters, cancellationToken);
    }
}
