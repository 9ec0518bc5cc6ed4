using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>A short report on a period: what it cost against what is usual, why, by which traces, and what to do. It can be sent as a link.</summary>
public sealed partial class SpikePage
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private SpikeView View => SpikeView.From(Context);

    // Said once, and not by every panel.
    private string? Refusal =>
        View.IsTooLong ? $"A report explains at most {SpikeView.MostDays} days: of a longer time there is no one cause. Choose a shorter period."
        : Context.Question.Filters.Values.Any(f => f.Facet.IsDaily) ? SpendRefusal
        : null;

    private const string SpendRefusal =
        "Users and tags are totalled by the day, without steps or models, so the totals cannot tell what made a difference among their calls. "
        + "Take that filter away, or open all traces of this period, which are filtered by it.";
}
