using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>Rows as measures.</summary>
internal static class SpendMeasuresOf
{
    public static SpendMeasures Row(SpendBucketRow row)
    {
        var measures = Figures(row, SpendMeasures.With(Histogram.Decode(row.Latency), Histogram.Decode(row.TraceLatency), Histogram.Decode(row.TimeToFirstToken)));
        measures.Spans = row.Spans;
        measures.Errors = row.Errors;
        measures.Traces = row.Traces;
        return measures;
    }

    public static SpendMeasures Row(SpendDayRow row) => Figures(row, new());

    private static SpendMeasures Figures(SpendFigures row, SpendMeasures measures)
    {
        measures.CostNanoUsd = row.CostNanoUsd;
        measures.Calls = row.Calls;
        measures.UnpricedCalls = row.UnpricedCalls;
        measures.Usage = new(row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.CacheWrite1hTokens, row.OutputTokens, row.ReasoningTokens);
        return measures;
    }
}

/// <summary>A series row as the key that it stands for.</summary>
internal static class SeriesKeys
{
    public static SpendKey Of(SeriesRow row) => new(
        new(row.ProjectId),
        row.Environment,
        row.Service,
        row.Step,
        (OperationKind)row.Kind,
        row.Provider,
        row.Model,
        row.Feature,
        row.Customer,
        row.ApiKeyId,
        (PriceState)row.PriceState);
}
