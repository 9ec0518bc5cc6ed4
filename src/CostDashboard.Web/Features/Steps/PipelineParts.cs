using CostDashboard.Core.Spend.Pipelines;

namespace CostDashboard.Web.Features.Steps;

/// <summary>A step's part of its pipeline.</summary>
/// <param name="Step">Empty for the steps that are too small to be drawn, added up.</param>
/// <param name="CostShare">Of the cost of the pipeline's steps, 0 to 1.</param>
/// <param name="PathShare">Of the time on critical paths, 0 to 1.</param>
public sealed record PipelinePartRow(string Step, PipelineMeasures Measures, double CostShare, double PathShare);

/// <summary>How traces with one root are made up of steps: all that their spans of a period cost, and all the time that they waited for them.</summary>
/// <param name="Rows">Dearest first, then longest; costs and times sum to those of <paramref name="Total"/>.</param>
/// <param name="RestCount">How many steps the last row adds up; none where it is a step like the others.</param>
public sealed record PipelineParts(string Root, IReadOnlyList<PipelinePartRow> Rows, int RestCount, PipelineMeasures Total)
{
    /// <summary>As many as there are hues.</summary>
    public const int MostSteps = 7;

    /// <summary>Of the pipelines that have this step, or of all, the dearest ones.</summary>
    /// <param name="step">Null for all pipelines.</param>
    /// <param name="all">How many there are.</param>
    public static IReadOnlyList<PipelineParts> Of(IEnumerable<PipelineShare> shares, string? step, int most, out int all)
    {
        var pipelines = shares
            .GroupBy(s => s.Root, StringComparer.Ordinal)
            .Where(g => step is null || g.Any(s => s.Step == step))
            .Select(g => Of(g.Key, [.. g], step))
            .Where(p => p.Total.CostNanoUsd > 0 || p.Total.Calls > 0)
            .OrderByDescending(p => p.Total.CostNanoUsd)
            .ThenBy(p => p.Root, StringComparer.Ordinal)
            .ToList();
        all = pipelines.Count;
        return [.. pipelines.Take(most)];
    }

    private static PipelineParts Of(string root, List<PipelineShare> steps, string? asked)
    {
        var total = Sum(steps);
        var ordered = steps
            .OrderByDescending(s => s.Measures.CostNanoUsd)
            .ThenByDescending(s => s.Measures.PathNanos)
            .ThenBy(s => s.Step, StringComparer.Ordinal)
            .ToList();

        // What the page is about is always drawn by itself.
        var shown = ordered.Count <= MostSteps + 1 ? ordered : [.. ordered.Take(MostSteps)];
        if (asked is not null && shown.Count < ordered.Count && !shown.Exists(s => s.Step == asked))
        {
            shown[^1] = ordered.First(s => s.Step == asked);
        }

        var rest = ordered.Except(shown).ToList();
        var rows = shown.Select(s => Row(s.Step ?? "", s.Measures, total)).ToList();
        if (rest.Count > 0)
        {
            rows.Add(Row("", Sum(rest), total));
        }

        return new(root, rows, rest.Count, total);
    }

    private static PipelinePartRow Row(string step, PipelineMeasures measures, PipelineMeasures total) => new(
        step,
        measures,
        total.CostNanoUsd == 0 ? 0 : (double)measures.CostNanoUsd / total.CostNanoUsd,
        total.PathNanos == 0 ? 0 : (double)measures.PathNanos / total.PathNanos);

    private static PipelineMeasures Sum(IEnumerable<PipelineShare> shares)
    {
        var sum = new PipelineMeasures();
        foreach (var share in shares)
        {
            sum.Add(share.Measures);
        }

        return sum;
    }
}
