using CostDashboard.Core.Jobs;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>One job: how it is, and its runs, the latest first. For administrators only.</summary>
public sealed partial class JobPage
{
    [Parameter]
    public string Name { get; set; } = "";

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private JobAdministration Jobs { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private JobDefinition? Job => Jobs.Find(Name);

    private JobsView View => JobsView.From(Context.Query);

    private string All => Context.Question.Url(JobsView.Path, withFilters: false).ToString();

    protected override void OnInitialized()
    {
        if (Job is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task RunAsync()
    {
        if (await Jobs.RunAsync(Name, Http.User.Actor(), Http.RequestAborted) is { } asked)
        {
            // Anew from the latest run on, so that a reload asks for no other one.
            Address.NavigateTo(JobsView.LinkTo(asked, Context));
        }
    }
}
