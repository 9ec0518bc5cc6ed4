using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>What each feature cost and what it brought.</summary>
public sealed partial class FeaturesPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;
}
