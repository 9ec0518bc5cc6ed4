using System.Globalization;
using CostDashboard.Core.Spend.Views;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Views;

/// <summary>Saves what is shown under a name, and renames, shares and removes what was saved.</summary>
public sealed partial class ViewsCard
{
    private IReadOnlyList<SavedView> _views = [];

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    private ViewedPage Viewed => ViewedPage.Of(Context.Path);

    [Inject]
    private ViewKeeping Views { get; set; } = null!;

    private bool MayShare => Http.User.IsAdministrator();

    private string? Refusal =>
        int.TryParse(Context.Query.Text("refused"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Words((ViewRefusal)number) : null;

    protected override async Task OnInitializedAsync() => _views = await Views.GetAsync(Http.User, Viewed.Page, Http.RequestAborted);

    private static string? Words(ViewRefusal refusal) => refusal switch
    {
        ViewRefusal.NoName => "A view needs a name: one line of text. Nothing was changed.",
        ViewRefusal.TooLong => $"A name has at most {SavedView.LongestName} characters, and an address that is saved at most {NumberText.Count(SavedView.LongestQuery)}: take some filters or open rows away. Nothing was changed.",
        ViewRefusal.NameIsTaken => "There is another view of that name. Choose another name. Nothing was changed.",
        ViewRefusal.OwnerHasMost => $"You have {SavedView.MostOfOne} views, which is as many as one person can have. Remove one first.",
        ViewRefusal.MostAreShared => $"{SavedView.MostShared} views are shared, which is as many as there can be. Remove one first, or save it for yourself.",
        ViewRefusal.OnlyAdministratorsShare => "Only administrators share views. Save it for yourself, or send its address. Nothing was changed.",
        ViewRefusal.Gone => "There is no such view any more, or it is not yours to change.",
        _ => null,
    };
}
