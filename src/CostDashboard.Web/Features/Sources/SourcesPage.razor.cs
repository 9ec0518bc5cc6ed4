using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Sources;

/// <summary>What sends spans to the project, whether they can be taken, and what they lack; and spans as they arrive. Everybody who is signed in sees it.</summary>
public sealed partial class SourcesPage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    private SourcesView View => SourcesView.From(Context.Query);
}
