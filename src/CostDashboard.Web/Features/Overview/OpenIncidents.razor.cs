using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>What is wrong now and nobody put aside, the most severe first.</summary>
public sealed partial class OpenIncidents
{
    private const int Most = 5;

    private static readonly IncidentStatus[] s_shown = [IncidentStatus.Open, IncidentStatus.Acknowledged];

    [Inject]
    private IIncidentStore Incidents { get; set; } = null!;

    protected override async Task<Load<IncidentPage>> AskAsync(CancellationToken cancellationToken) =>
        new Load<IncidentPage>.Ready(await Incidents.ListAsync(new(Context.ProjectId, s_shown), null, IncidentPage.MostRows, cancellationToken));

    private static IEnumerable<IncidentSummary> Shown(IncidentPage page) =>
        page.Incidents.OrderByDescending(i => i.Severity).ThenByDescending(i => i.MoneyPerHour ?? 0).Take(Most);
}
