using CostDashboard.Core.Sources;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Sources;

/// <summary>Each source with what arrived from it, and what was rejected last.</summary>
public sealed partial class SourcesPanel
{
    [Parameter, EditorRequired]
    public SourcesView View { get; set; } = null!;

    [Inject]
    private ISourceStore Store { get; set; } = null!;

    private string Start => Context.Question.Url("/start", withFilters: false).ToString();

    private string Unpriced => Context.Question.Url("/prices/unknown", withFilters: false).ToString();

    protected override async Task<Load<SourcesFigures>> AskAsync(CancellationToken cancellationToken) =>
        new Load<SourcesFigures>.Ready(await SourcesFigures.AskAsync(Store, Context.ProjectId, View, Context.Now, cancellationToken));

    private string By(string dimension) => Context.Question.Url("/spend", withFilters: false).Add("by", dimension).ToString();

    private static string Course(SourcesFigures figures) =>
        $"Spans an hour: {string.Join(", ", figures.Hours.TakeLast(24).Select(hour => NumberText.Short(hour.Spans)))}";
}
