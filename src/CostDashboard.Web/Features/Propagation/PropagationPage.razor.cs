using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Propagation;

/// <summary>Which hop between services loses the trace's context, and what to do about it.</summary>
public sealed partial class PropagationPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;
}
