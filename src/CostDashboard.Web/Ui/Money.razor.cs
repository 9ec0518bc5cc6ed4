using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui;

/// <summary>An amount, with its exact value in the tooltip, and a quiet mark where calls of unknown price are not in it or it is a lower bound.</summary>
public sealed partial class Money
{
    /// <summary>Nano-dollars.</summary>
    [Parameter, EditorRequired]
    public long Nanos { get; set; }

    /// <summary>Calls that the amount leaves out; where it leaves out all there is, it is unknown and not zero.</summary>
    [Parameter]
    public long Unpriced { get; set; }

    /// <summary>Calls of which only a part is in the amount.</summary>
    [Parameter]
    public long Partial { get; set; }

    /// <summary>Where the calls behind the mark are listed; null where the amount stands within a link.</summary>
    [Parameter]
    public string? List { get; set; }

    /// <summary>Writes a difference, with its sign.</summary>
    [Parameter]
    public bool IsSigned { get; set; }

    /// <summary>For where the unpriced calls stand beside the amount anyway.</summary>
    [Parameter]
    public bool HidesMark { get; set; }

    private bool IsUnknown => Nanos == 0 && Unpriced > 0;

    private string Title => PriceMark.TitleOf(Unpriced, Partial);
}
