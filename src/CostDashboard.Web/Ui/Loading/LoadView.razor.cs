using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Loading;

/// <summary>Shows the four answers that a question can have; while it waits, a skeleton of the final height, so that nothing jumps.</summary>
public sealed partial class LoadView<T>
{
    [Parameter]
    public Load<T>? Of { get; set; }

    /// <summary>Height of the answer in pixels, as near as one can tell before it is here.</summary>
    [Parameter]
    public int Height { get; set; } = 120;

    /// <summary>The answer itself; left out where only the waiting and the failing are shown here.</summary>
    [Parameter]
    public RenderFragment<T>? ChildContent { get; set; }
}
