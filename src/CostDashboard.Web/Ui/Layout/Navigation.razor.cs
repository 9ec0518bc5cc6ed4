using CostDashboard.Core.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Layout;

/// <summary>The pages that this person may open; a link keeps the project and the range.</summary>
public sealed partial class Navigation
{
    [Parameter, EditorRequired]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    private string Path => "/" + Address.ToBaseRelativePath(Address.Uri).Split('?', '#')[0];

    private IEnumerable<NavigationEntry> Entries =>
        NavigationEntry.All.Where(e => !e.NeedsAdministrator || Http?.User.IsInRole(nameof(Role.Administrator)) == true);

    private PageQuestion Question => Context.Question;

    private string Link(NavigationEntry entry) => entry.KeepsQuestion ? Link(entry.Path) : new UrlText(entry.Path).Add("project", Question.Project?.Value.ToString()).ToString();

    private string Link(string path) => Question.Url(path, withFilters: false).ToString();
}
