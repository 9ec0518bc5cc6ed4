using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>Rows of pipelines as measures, and measures as rows.</summary>
internal static class PipelineMeasuresOf
{
    public static PipelineMeasures Row(PipelineDayRow row)
    {
        var measures = With(row.CostPerOne, row.TokensPerOne, row.Density);
        Add(measures, row);
        return measures;
    }

    /// <summary>Measures with these distributions, as they are stored, and no figures.</summary>
    public static PipelineMeasures With(ReadOnlySpan<byte> costPerOne, ReadOnlySpan<byte> tokensPerOne, ReadOnlySpan<byte> density)
    {
        var pairs = new Density();
        pairs.MergeEncoded(density);
        return PipelineMeasures.With(Histogram.Decode(costPerOne), Histogram.Decode(tokensPerOne), pairs);
    }

    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static void Add(PipelineMeasures measures, PipelineFigures figures)
    {
        checked
        {
            measures.Traces += figures.Traces;
            measures.Spans += figures.Spans;
            measures.Calls += figures.Calls;
            measures.UnpricedCalls += figures.UnpricedCalls;
            measures.PartialCalls += figures.PartialCalls;
            measures.CostNanoUsd += figures.CostNanoUsd;
            measures.PathNanos += figures.PathNanos;
        }
    }

    public static void Set(PipelineDayRow row, PipelineMeasures measures)
    {
        row.Traces = measures.Traces;
        row.Spans = measures.Spans;
        row.Calls = measures.Calls;
        row.UnpricedCalls = measures.UnpricedCalls;
        row.PartialCalls = measures.PartialCalls;
        row.CostNanoUsd = measures.CostNanoUsd;
        row.PathNanos = measures.PathNanos;
        row.CostPerOne = HistogramColumn.Of(measures.CostPerOne);
        row.TokensPerOne = HistogramColumn.Of(measures.TokensPerOne);
        row.Density = HistogramColumn.Of(measures.Density);
    }
}

/// <summary>A pipeline's row as the key that it stands for.</summary>
internal static class PipelineKeys
{
    public static PipelineKey Of(PipelineRow row) => new(new(row.ProjectId), row.Environment, row.Root, row.Step);

    public static PipelineRow Row(long id, PipelineKey key) =>
        new() { Id = id, ProjectId = key.Project.Value, Environment = key.Environment, Root = key.Root, Step = key.Step };
}
