using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Correlation;

/// <summary>How latency and cost go together, over whole traces or over the calls of a step.</summary>
public sealed partial class CorrelationPage
{
    private static readonly Dimension[] s_filters = [Dimension.Environment];

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    private CorrelationView View => CorrelationView.From(Context.Query);
}
