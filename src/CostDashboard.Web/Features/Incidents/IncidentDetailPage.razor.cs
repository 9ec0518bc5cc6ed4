using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Incidents;

/// <summary>One incident: what, since when, how much, what speaks for it, and what was done. Everybody sees it; administrators act.</summary>
public sealed partial class IncidentDetailPage
{
    private Incident? _incident;
    private IReadOnlyList<IncidentChange> _history = [];
    private IReadOnlyList<string> _people = [];
    private string? _refusal;

    [Parameter]
    public int Id { get; set; }

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IIncidentStore Incidents { get; set; } = null!;

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private string ProjectName => Context.Projects.FirstOrDefault(p => p.Id == _incident?.Project)?.Name ?? "";

    private string List => new UrlText(IncidentsView.Path).Add("project", _incident?.Project.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToString();

    protected override async Task OnInitializedAsync()
    {
        _incident = await Incidents.GetAsync(Id, Http.RequestAborted);
        if (_incident is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _history = await Incidents.HistoryAsync(Id, Http.RequestAborted);

        // Who has an account is administrators' business, as on the page of users.
        if (Http.User.IsAdministrator())
        {
            _people = [.. (await Access.GetUsersAsync(Http.RequestAborted)).Select(user => user.Email).Order(StringComparer.OrdinalIgnoreCase)];
        }
    }

    private async Task ActAsync(string action)
    {
        var form = Http.Request.Form;
        if (IncidentForm.Read(action, form["text"], form["hours"], Context.Now) is not { } wanted)
        {
            _refusal = "Choose for how long.";
            return;
        }

        var answer = await Incidents.ActAsync(Id, wanted, Http.User.Actor(), Context.Now, Http.RequestAborted);
        _refusal = answer.Mistake;
        if (_refusal is null)
        {
            Address.NavigateTo(Context.Here());
        }
    }

    private static string SpendLink(Incident incident)
    {
        var url = new UrlText("/spend")
            .Add("project", incident.Project.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Add("from", RangeChoice.Text(incident.Since + -UnixNanos.PerDay))
            .Add("to", RangeChoice.Text(incident.LastSeen + UnixNanos.PerHour));
        var filters = incident.Lead.Scope
            .DistinctBy(scope => scope.Dimension)
            .Where(scope => scope.Dimension is not (Core.Spend.Dimension.Tag or Core.Spend.Dimension.Project))
            .Aggregate(FilterSet.None, (set, scope) => set.With(new(scope.Dimension), scope.Value));
        filters.AppendTo(url);
        return url.ToString();
    }
}
