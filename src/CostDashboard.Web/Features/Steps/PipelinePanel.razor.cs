using System.Globalization;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Steps;

/// <summary>Which steps of a pipeline take which share of its cost and of the time that its traces wait.</summary>
public sealed partial class PipelinePanel
{
    private const int Most = 6;

    private IReadOnlyCollection<string> _lasting = [];
    private int _all;

    /// <summary>Shows the pipelines that have this step; null for all.</summary>
    [Parameter]
    public string? Step { get; set; }

    [Inject]
    private IPipelineQueries Pipelines { get; set; } = null!;

    [Inject]
    private LastingHues Lasting { get; set; } = null!;

    private TimeRange Range => Context.Range.InDays(Context.Calendar);

    protected override async Task<Load<IReadOnlyList<PipelineParts>>> AskAsync(CancellationToken cancellationToken)
    {
        var filters = Context.Question.Filters.Except(StepFacet.Step).ToSpendFilters();
        var shares = await Pipelines.GetSharesAsync(new(Context.ProjectId, Range.From, Range.To, PipelinePart.Steps, Filters: filters), cancellationToken);
        _lasting = await Lasting.ValuesAsync(Context, StepFacet.Step, cancellationToken);
        var parts = PipelineParts.Of(shares, Step, Most, out _all);
        return parts.Count == 0
            ? new Load<IReadOnlyList<PipelineParts>>.Missing("No trace with a model call in these days.")
            : new Load<IReadOnlyList<PipelineParts>>.Ready(parts);
    }

    private Hues HuesOf(PipelineParts pipeline) => Hues.Of(pipeline.Rows.Where(r => r.Step.Length > 0).Take(Hues.Count).Select(r => r.Step), _lasting);

    private static string HueOf(PipelinePartRow row, Hues hues) => row.Step.Length == 0 ? Hues.Other : hues[row.Step];

    private static string NameOf(PipelineParts pipeline, PipelinePartRow row) => row.Step.Length == 0 ? $"{pipeline.RestCount} others" : row.Step;

    private static string TextOf(string label, PipelineParts pipeline, Func<PipelinePartRow, double> share) =>
        $"{label} of {pipeline.Root}: " + string.Join(", ", pipeline.Rows.Where(r => share(r) > 0).Select(r => $"{NameOf(pipeline, r)} {NumberText.Percent(share(r))}"));

    private string CorrelationLink(PipelineParts pipeline) =>
        (Context.Question with { Filters = Context.Question.Filters.Except(StepFacet.Step) }).Url("/correlation").Add("root", pipeline.Root).ToString();

    // Of a step, what its calls in these traces cost; of null, what all calls in them did.
    private string Behind(PipelineParts pipeline, string? step)
    {
        var filters = Context.Question.Filters.Except(StepFacet.Step);
        return SpansBehind.List(Context, Range.From, Range.To, step is null ? filters : filters.With(StepFacet.Step, step), pipeline.Root);
    }

    private static string Part(double share) => share.ToString("0.####", CultureInfo.InvariantCulture);
}
