using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Comparing;

/// <summary>Two traces side by side, or one with a typical one of its name.</summary>
public sealed partial class ComparePage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;
}
