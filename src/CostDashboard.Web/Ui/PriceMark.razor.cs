using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui;

/// <summary>The small mark beside a total that says what of it is unknown; it opens the list. Where all is known there is none.</summary>
public sealed partial class PriceMark
{
    /// <summary>Calls whose cost is unknown and not in the total.</summary>
    [Parameter]
    public long Unpriced { get; set; }

    /// <summary>Calls of which only a part is in the total.</summary>
    [Parameter]
    public long Partial { get; set; }

    /// <summary>Where these calls are listed; null where the mark stands within a link.</summary>
    [Parameter]
    public string? List { get; set; }

    private string? Href => Title.Length > 0 ? List : null;

    // What is left out weighs more than what is too low.
    private string Sign => Unpriced > 0 ? "+?" : "≥";

    private string Title => TitleOf(Unpriced, Partial);

    internal static string TitleOf(long unpriced, long partial)
    {
        var missing = unpriced switch
        {
            <= 0 => "",
            1 => "1 call of unknown price is not in this amount",
            _ => $"{NumberText.Count(unpriced)} calls of unknown price are not in this amount",
        };
        var low = partial switch
        {
            <= 0 => "",
            1 => "1 call is priced in part",
            _ => $"{NumberText.Count(partial)} calls are priced in part",
        };
        return (missing.Length, low.Length) switch
        {
            (0, 0) => "",
            (0, _) => $"{low}, so this amount is a lower bound",
            (_, 0) => missing,
            _ => $"{missing}, and {low}",
        };
    }
}
