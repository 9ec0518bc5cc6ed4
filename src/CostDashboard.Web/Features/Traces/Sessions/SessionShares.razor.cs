using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>What one dimension's values cost in a session, or for a user.</summary>
public sealed partial class SessionShares
{
    private Hues _hues = null!;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public SessionBy By { get; set; }

    [Parameter, EditorRequired]
    public SessionSight Sight { get; set; } = null!;

    /// <summary>Steps or models.</summary>
    [Parameter, EditorRequired]
    public Dimension Of { get; set; }

    private string Noun => Of is Dimension.Step ? "step" : "model";

    private Facet Facet => new(Of);

    private IReadOnlyList<SessionShare> Rows { get; set; } = [];

    protected override void OnParametersSet()
    {
        Rows = Sight.Shares(part => Of is Dimension.Step ? part.Step : part.Model);
        _hues = Hues.Of(Rows.Select(row => row.Value).OfType<string>());
    }

    private double PartOf(SessionShare share) => Sight.Sums.CostNanoUsd > 0 ? (double)share.CostNanoUsd / Sight.Sums.CostNanoUsd : 0;

    // A list of a user's calls finds those whose span is for the user; here they are those of the traces that are.
    private string? Behind(SessionShare share) =>
        By is SessionBy.Session && share.Value is { } value ? SessionLink.Calls(Context, Sight.Sums, Facet, value) : null;

    private string MadeOf(SessionShare share) => share.Value is null ? "what the others come to" : $"calls of the traces below";
}
