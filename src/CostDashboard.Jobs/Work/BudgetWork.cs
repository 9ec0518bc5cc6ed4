using CostDashboard.Core.Access;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Jobs.Scheduling;

namespace CostDashboard.Jobs.Work;

/// <summary>Reports thresholds of budgets that are reached, and budgets that are expected not to last; and that those are over which are not so any more.</summary>
/// <remarks>
/// It remembers nothing: what stands open is read from the incidents, so a restart, a second run or another node changes nothing.
/// A run costs what <see cref="IBudgetQueries"/> says, and a read for each incident of a budget that goes on.
/// </remarks>
public sealed class BudgetWork(
    IAccessStore access, IBudgetStore budgets, IBudgetQueries queries, ITraceQueries traces, IIncidentStore incidents, OrganisationCalendar calendar, TimeProvider clock)
    : IJobWork
{
    // What a budget comes to does not change faster than somebody can act on it.
    public static JobDefinition Job { get; } = new(
        "budgets",
        "Budgets",
        "Reports thresholds of budgets that are reached and budgets that will not last, and ends what is not so any more.",
        new JobRhythm.Looks(5 * UnixNanos.PerMinute),
        Reads: "budgets looked at",
        Writes: "reports made");

    /// <exception cref="StoreUnavailableException">The database takes no writes now; the rest is reported the next time.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        foreach (var project in await access.GetProjectsAsync(cancellationToken))
        {
            await LookAsync(project.Id, pass, cancellationToken);
        }
    }

    private async Task LookAsync(ProjectId project, JobPass pass, CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow());
        var active = await OpenFindings.ReadAsync(incidents, project, [IncidentKind.BudgetReached, IncidentKind.BudgetForecast], cancellationToken);
        var reported = new HashSet<(IncidentKind, string)>();
        var stored = await budgets.ListAsync(project, cancellationToken);
        if (stored.Count + active.Count == 0)
        {
            return;
        }

        await pass.BeginAsync(cancellationToken);
        pass.Read(stored.Count);
        foreach (var state in await queries.ReadAsync(project, stored, now, cancellationToken))
        {
            foreach (var report in BudgetFindings.Of(state, now, calendar))
            {
                reported.Add((report.Kind, report.Subject));
                var examples = active.GetValueOrDefault((report.Kind, report.Subject))?.Traces ?? await DearestAsync(state, cancellationToken);
                await incidents.ReportAsync(report with { Traces = examples }, now, cancellationToken);
                pass.Wrote(1);
            }
        }

        foreach (var (kind, subject) in active.Keys.Where(finding => !reported.Contains(finding)))
        {
            await incidents.ReportAsync(IncidentReport.Over(project, kind, subject, now), now, cancellationToken);
            pass.Wrote(1);
        }
    }

    private Task<IReadOnlyList<TraceId>> DearestAsync(BudgetState state, CancellationToken cancellationToken) => traces.FindExamplesAsync(
        state.Budget.Project,
        state.Days.From(calendar),
        state.Days.To(calendar),
        state.Budget.Scope is { } scope ? [scope.Filter] : [],
        cancellationToken);
}
