using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Overview;

/// <summary>What was spent and will be, on what, what moved and why, and whether all of it arrived; a project without a span shows how to send one.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private static readonly Facet[] s_facets = [new(Dimension.Step), new(Dimension.Model), new(Dimension.Customer), new(Dimension.Feature)];

    private readonly CancellationTokenSource _left = new();
    private Load<bool> _extent = new Load<bool>.Waiting();

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private Panels Panels { get; set; } = null!;

    private Facet By => DimensionName.Parse(Context.Query.Text("by")) is { IsDaily: false } facet ? facet : s_facets[0];

    private Grain Grain => TimeAxis.GrainFor(Context.Range, isDaily: false);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync() =>
        _extent = Context.Project is null
            ? new Load<bool>.Missing("There is no project yet. An administrator makes one under Projects.")
            : await Panels.AskAsync<bool>(async cancel => await Spend.GetExtentAsync(Context.ProjectId, cancel) is not null, _left.Token);
}
