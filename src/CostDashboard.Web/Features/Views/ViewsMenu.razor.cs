using CostDashboard.Core.Spend.Views;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Views;

/// <summary>The views that a person may open.</summary>
public sealed partial class ViewsMenu
{
    private IReadOnlyList<SavedView> _views = [];

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    private ViewedPage Viewed => ViewedPage.Of(Context.Path);

    [Inject]
    private ViewKeeping Views { get; set; } = null!;

    /// <summary>The one that asks what the page asks now.</summary>
    private SavedView? Current
    {
        get
        {
            var here = ViewKeeping.QueryOf(Context.Here(), Context.Calendar);
            return _views.FirstOrDefault(view => view.Query == here);
        }
    }

    protected override async Task OnInitializedAsync() => _views = await Views.GetAsync(Http.User, Viewed.Page, Http.RequestAborted);
}
