using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Jobs.Tests.Work;

/// <summary>Incidents of one finding each, as the store keeps them.</summary>
internal sealed class KeptIncidents : IIncidentStore
{
    public List<Incident> All { get; } = [];

    /// <summary>How often something was reported.</summary>
    public int Reports { get; private set; }

    public Task<IncidentStep?> ReportAsync(IncidentReport report, UnixNanos now, CancellationToken cancellationToken)
    {
        Reports++;
        var at = All.FindLastIndex(incident => incident.Lead.Kind == report.Kind && incident.Lead.Subject == report.Subject);
        if (at < 0 || !All[at].GoesOnWith(report))
        {
            if (report.IsOver)
            {
                return Task.FromResult<IncidentStep?>(null);
            }

            All.Add(Incident.Open(All.Count + 1, report, now).Incident);
            return Task.FromResult<IncidentStep?>(new(All[^1], null));
        }

        var step = All[at].After(report, now);
        All[at] = step.Incident;
        return Task.FromResult<IncidentStep?>(step);
    }

    public Task<IncidentAnswer> ActAsync(int incident, IncidentAction action, AuditActor actor, UnixNanos now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<IncidentStep>> SettleAsync(UnixNanos now, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IncidentStep>>([]);

    public Task<IncidentPage> ListAsync(IncidentQuestion question, int? before, int limit, CancellationToken cancellationToken) => Task.FromResult(new IncidentPage(
        [.. All.Where(i => i.Project == question.Project && i.Kind == question.Kind && question.Statuses.Contains(i.Status)).Select(i => new IncidentSummary(
            i.Id, i.Project, i.Kind, i.Severity, i.Status, i.Sentence, i.Step, i.Since, i.OpenedAt, i.LastSeen, i.ResolvedAt, i.SnoozedUntil, i.Assignee, i.MoneyPerHour, i.MoneySoFar, i.Members.Count))],
        null));

    public Task<Incident?> GetAsync(int incident, CancellationToken cancellationToken) => Task.FromResult<Incident?>(All[incident - 1]);

    public Task<IReadOnlyList<IncidentChange>> HistoryAsync(int incident, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IncidentChange>>([]);
}
