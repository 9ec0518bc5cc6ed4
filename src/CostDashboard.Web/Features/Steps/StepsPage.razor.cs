using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>Every step with what its calls cost and take, and what share of their traces the steps have.</summary>
public sealed partial class StepsPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;
}
