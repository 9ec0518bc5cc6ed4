using CostDashboard.Core.Jobs;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>How a job is, and a page of its runs.</summary>
public sealed partial class JobPanel
{
    [Parameter, EditorRequired]
    public JobDefinition Job { get; set; } = null!;

    [Parameter, EditorRequired]
    public JobsView View { get; set; } = null!;

    [Inject]
    private JobAdministration Jobs { get; set; } = null!;

    protected override async Task<Load<JobHistory>> AskAsync(CancellationToken cancellationToken) =>
        new Load<JobHistory>.Ready(await Jobs.GetAsync(Job, View, JobsView.Rows, cancellationToken));
}
