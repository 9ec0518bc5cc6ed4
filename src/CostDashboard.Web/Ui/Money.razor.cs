using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui;

/// <summary>
/// An amount, with its exact value in the tooltip, and a quiet mark where calls of unknown price are not in it or it is a lower bound.
/// It opens the spans that add up to it (<see cref="Behind"/>, or a link that it stands in, or that of its row), or says how it is made (<see cref="Made"/>).
/// </summary>
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

    /// <summary>Where the spans behind it are listed; null where it stands within a link, or is no sum over spans.</summary>
    [Parameter]
    public string? Behind { get; set; }

    /// <summary>How an amount is made that is no sum over spans which a list could show, for its tooltip: "mean of a call". A difference need not say so.</summary>
    [Parameter]
    public string? Made { get; set; }

    /// <summary>Writes a difference, with its sign.</summary>
    [Parameter]
    public bool IsSigned { get; set; }

    /// <summary>For where the unpriced calls stand beside the amount anyway.</summary>
    [Parameter]
    public bool HidesMark { get; set; }

    private string? HowMade => Made ?? (IsSigned ? "a difference" : null);

    private string Exact => MoneyText.Exact(Nanos) + (HowMade is { } made ? ", " + made : "");

    private bool IsUnknown => Nanos == 0 && Unpriced > 0;

    private string Title => PriceMark.TitleOf(Unpriced, Partial);
}
