using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Correlation;

/// <summary>What the picture can be narrowed to: root steps of traces, or steps of calls.</summary>
public sealed partial class CorrelationChoices
{
    private const int Most = 50;

    [Parameter, EditorRequired]
    public CorrelationView View { get; set; } = null!;

    [Inject]
    private IPipelineQueries Pipelines { get; set; } = null!;

    private bool IsOfTraces => View.Part is PipelinePart.Traces;

    protected override async Task<Load<IReadOnlyList<PipelineShare>>> AskAsync(CancellationToken cancellationToken)
    {
        var question = View.Question(Context) with { Step = null, Root = IsOfTraces ? null : View.Root };
        var shares = await Pipelines.GetSharesAsync(question, cancellationToken);
        List<PipelineShare> choices = [.. (IsOfTraces ? shares : OfSteps(shares)).Where(s => s.Measures.Calls > 0)];
        return choices.Count == 0
            ? new Load<IReadOnlyList<PipelineShare>>.Missing("No model call in these days. Choose a longer period.")
            : new Load<IReadOnlyList<PipelineShare>>.Ready(choices);
    }

    // A step may stand in several pipelines; here it is one.
    private static IEnumerable<PipelineShare> OfSteps(IReadOnlyList<PipelineShare> shares)
    {
        var steps = new Dictionary<string, PipelineMeasures>(StringComparer.Ordinal);
        foreach (var share in shares)
        {
            if (!steps.TryGetValue(share.Step ?? "", out var sum))
            {
                steps[share.Step ?? ""] = sum = new();
            }

            sum.Add(share.Measures);
        }

        return steps
            .Select(s => new PipelineShare("", s.Key, s.Value))
            .OrderByDescending(s => s.Measures.CostNanoUsd)
            .ThenBy(s => s.Step, StringComparer.Ordinal);
    }

    private string NameOf(PipelineShare share) => IsOfTraces ? share.Root : share.Step ?? "";

    private bool IsChosen(PipelineShare share) => NameOf(share) == (IsOfTraces ? View.Root : View.Step);

    private string LinkTo(PipelineShare share) => IsOfTraces ? Context.Here(("root", share.Root)) : Context.Here(("of-step", share.Step));
}
