using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.TestKit.Watching;

/// <summary>Keeps what is reported, and knows the incidents that it is given.</summary>
public sealed class RecordedIncidents : IIncidentStore
{
    public List<IncidentReport> Reports { get; } = [];

    public List<IncidentSummary> Known { get; } = [];

    /// <summary>Those of <see cref="Known"/> that are asked for whole.</summary>
    public List<Incident> Whole { get; } = [];

    /// <summary>Of every incident.</summary>
    public List<IncidentChange> History { get; } = [];

    public bool IsFull { get; init; }

    /// <summary>Thrown by the next report.</summary>
    public Exception? Failure { get; set; }

    public Task<IncidentStep?> ReportAsync(IncidentReport report, UnixNanos now, CancellationToken cancellationToken)
    {
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        Reports.Add(report);
        return Task.FromResult<IncidentStep?>(null);
    }

    public Task<IncidentAnswer> ActAsync(int incident, IncidentAction action, AuditActor actor, UnixNanos now, CancellationToken cancellationToken) =>
        Task.FromResult(new IncidentAnswer());

    public Task<IReadOnlyList<IncidentStep>> SettleAsync(UnixNanos now, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IncidentStep>>([]);

    public Task<IncidentPage> ListAsync(IncidentQuestion question, int? before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(new IncidentPage([.. Known.Where(one => question.Statuses.Contains(one.Status) && !(one.Since < question.From))], null, IsFull));

    public Task<Incident?> GetAsync(int incident, CancellationToken cancellationToken) => Task.FromResult(Whole.FirstOrDefault(known => known.Id == incident));

    public Task<IReadOnlyList<IncidentChange>> HistoryAsync(int incident, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IncidentChange>>(History);
}
