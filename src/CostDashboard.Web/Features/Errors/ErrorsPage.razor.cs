using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Errors;

/// <summary>What failed calls, retries, cut and stopped answers cost, and which calls have no limit.</summary>
public sealed partial class ErrorsPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;
}
