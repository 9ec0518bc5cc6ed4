using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices;

/// <summary>What stands above every page about prices: its name, what it is about, and the way to its siblings.</summary>
public sealed partial class PricesHead
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What the page is about, in a few words.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private PricesTab Current => PricesTab.At(Context.Path);
}
