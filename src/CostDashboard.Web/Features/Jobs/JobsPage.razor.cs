using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>All jobs: how each is, when it last did something, and when it is next looked after. For administrators only.</summary>
public sealed partial class JobsPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private JobAdministration Jobs { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private async Task RunAsync()
    {
        if (await Jobs.RunAsync(Http.Request.Form["job"].ToString(), Http.User.Actor(), Http.RequestAborted) is { } asked)
        {
            Address.NavigateTo(JobsView.LinkTo(asked, Context));
        }
    }
}
