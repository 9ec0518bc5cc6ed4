using CostDashboard.Core.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Layout;

/// <summary>What stands above every page: project, search, range, zone, theme, and who is signed in.</summary>
public sealed partial class TopBar
{
    [Parameter, EditorRequired]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    private string? User => Http?.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : null;

    // A search looks where the page looked, but a period picked by its dates is often too narrow for what is searched.
    private string? Range => Context.Query.Text("range");

    private NavigationEntry? Section => NavigationEntry.At(Context.Path);

    // Keys and users have no period.
    private bool HasRange => Section?.HasRange(Context.Path) ?? false;

    // The section whose own page this is.
    private NavigationEntry? Page => Section is { } section && section.Path == Context.Path ? section : null;

    private bool IsLive => Context.Query.Flag("live");

    // Values of filters belong to one project, and a trace does: from it, the switch goes to the list.
    private string ProjectLink(Project other) =>
        (Context.Question with { Project = other.Id }).Url(Section?.Path ?? "/", withFilters: false).ToString();
}
