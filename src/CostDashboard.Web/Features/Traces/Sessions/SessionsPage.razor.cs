using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>The sessions, or users, of a period, the dearest first.</summary>
public sealed partial class SessionsPage
{
    private const string IdKey = "id";

    private static readonly string[] s_ownFields = [IdKey];

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private SessionsView View => SessionsView.From(Context);

    private string Title => View.By is SessionBy.Session ? "Sessions" : "Users";

    // An application links to ids of its own: whatever one holds, its page has an address.
    protected override void OnInitialized()
    {
        if (Context.Project is not null && Context.Query.Text(IdKey) is { } id)
        {
            Address.NavigateTo(SessionLink.To(View.By, TextKey.Of(id), Context));
        }
    }
}
