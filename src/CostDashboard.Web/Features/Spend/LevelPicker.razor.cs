using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Spend;

/// <summary>Picks what spend is grouped by, level by level. Users and tags are totalled by themselves, so they stand alone.</summary>
public sealed partial class LevelPicker
{
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public SpendView View { get; set; } = null!;

    private IEnumerable<Facet> Offered(int level) => DimensionName.Offered.Select(d => new Facet(d))
        .Concat((Context.Project?.TagKeys ?? []).Select(key => new Facet(Dimension.Tag, key)))
        .Where(facet => level == 0 || (!facet.IsDaily && !View.Levels.Take(level).Contains(facet)));

    // A level that is chosen anew keeps the others, but for the one that it was.
    private IEnumerable<Facet> With(int level, Facet facet) => facet.IsDaily
        ? [facet]
        : View.Levels.Take(level).Append(facet).Concat(View.Levels.Skip(level + 1).Where(other => other != facet && !other.IsDaily));

    private string Link(IEnumerable<Facet> levels) => Context.Here(("by", DimensionName.OfAll(levels)), ("open", null));
}
