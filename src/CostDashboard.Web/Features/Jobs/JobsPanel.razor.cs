using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Jobs;

/// <summary>A line for each job.</summary>
public sealed partial class JobsPanel
{
    [Inject]
    private JobAdministration Jobs { get; set; } = null!;

    protected override async Task<Load<IReadOnlyList<JobLine>>> AskAsync(CancellationToken cancellationToken) =>
        new Load<IReadOnlyList<JobLine>>.Ready(await Jobs.GetAsync(cancellationToken));
}
