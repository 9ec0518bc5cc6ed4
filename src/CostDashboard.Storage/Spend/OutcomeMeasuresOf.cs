using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>Rows of outcomes as measures, and measures as rows.</summary>
internal static class OutcomeMeasuresOf
{
    public static OutcomeMeasures Row(OutcomeDayRow row)
    {
        var measures = With(row.FirstToken);
        Fill(measures, row);
        return measures;
    }

    /// <summary>Measures with this density, as it is stored, and no figures.</summary>
    public static OutcomeMeasures With(ReadOnlySpan<byte> firstToken)
    {
        var density = new Density();
        density.MergeEncoded(firstToken);
        return OutcomeMeasures.With(density);
    }

    public static OutcomeMeasures Sums(OutcomeFigures figures)
    {
        var measures = new OutcomeMeasures();
        Fill(measures, figures);
        return measures;
    }

    public static void Set(OutcomeDayRow row, OutcomeMeasures measures)
    {
        row.Calls = measures.Calls;
        row.UnpricedCalls = measures.UnpricedCalls;
        row.PartialCalls = measures.PartialCalls;
        row.CostNanoUsd = measures.CostNanoUsd;
        row.InputTokens = measures.InputTokens;
        row.OutputTokens = measures.OutputTokens;
        row.FirstToken = HistogramColumn.Of(measures.FirstToken);
    }

    private static void Fill(OutcomeMeasures measures, OutcomeFigures figures)
    {
        measures.Calls = figures.Calls;
        measures.UnpricedCalls = figures.UnpricedCalls;
        measures.PartialCalls = figures.PartialCalls;
        measures.CostNanoUsd = figures.CostNanoUsd;
        measures.InputTokens = figures.InputTokens;
        measures.OutputTokens = figures.OutputTokens;
    }
}
