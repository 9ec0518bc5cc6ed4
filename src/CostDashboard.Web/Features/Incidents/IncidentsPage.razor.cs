using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Incidents;

/// <summary>What is wrong, the latest found first. Everybody sees it.</summary>
public sealed partial class IncidentsPage
{
    private IncidentPage _page = new([], null);

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IIncidentStore Incidents { get; set; } = null!;

    private IncidentsView View => IncidentsView.From(Context.Query);

    private IncidentSummary? Dearest => _page.Incidents.Where(i => i.MoneyPerHour > 0).MaxBy(i => i.MoneyPerHour);

    protected override async Task OnInitializedAsync()
    {
        if (Context.Project is not null)
        {
            _page = await Incidents.ListAsync(View.QuestionFor(Context, Http.User.Actor().Name), View.Before, IncidentsView.Rows, Http.RequestAborted);
        }
    }

    private string ProjectOf(IncidentSummary incident) => Context.Projects.FirstOrDefault(p => p.Id == incident.Project)?.Name ?? "";

    private static string Link(IncidentSummary incident) => IncidentsView.LinkTo(incident.Id, incident.Project.Value);

    private static string Count(IncidentPage page) => page switch
    {
        { Next: not null } => $"{page.Incidents.Count} and more incidents",
        { Incidents.Count: 1 } => "One incident",
        _ => $"{NumberText.Count(page.Incidents.Count)} incidents",
    };
}
