using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>Rows as measures, and measures as rows: beside the model, the place that knows every figure.</summary>
internal static class SpendMeasuresOf
{
    public static SpendMeasures Row(SpendBucketRow row)
    {
        var measures = SpendMeasures.With(Histogram.Decode(row.Latency), Histogram.Decode(row.TraceLatency), Histogram.Decode(row.TimeToFirstToken));
        Add(measures, row);
        return measures;
    }

    public static SpendMeasures Row(SpendFigures row)
    {
        var measures = new SpendMeasures();
        Add(measures, row);
        return measures;
    }

    /// <exception cref="OverflowException">A sum is more than 64 bits hold: it fails, lest a total turn negative.</exception>
    public static void Add(SpendMeasures measures, SpanFigures figures)
    {
        Add(measures, (SpendFigures)figures);
        checked
        {
            measures.Spans += figures.Spans;
            measures.Errors += figures.Errors;
            measures.Traces += figures.Traces;
        }
    }

    /// <exception cref="OverflowException">A sum is more than 64 bits hold: it fails, lest a total turn negative.</exception>
    public static void Add(SpendMeasures measures, SpendFigures figures)
    {
        checked
        {
            measures.CostNanoUsd += figures.CostNanoUsd;
            measures.Calls += figures.Calls;
            measures.UnpricedCalls += figures.UnpricedCalls;
            measures.PartialCalls += figures.PartialCalls;
        }

        measures.Compared += new CostComparison(figures.ComparedCalls, figures.ReportedNanoUsd, figures.BesideNanoUsd);
        measures.Usage += UsageOf(figures);
    }

    public static Usage UsageOf(SpendFigures figures) => new(
        figures.InputTokens, figures.CacheReadTokens, figures.CacheWrite5mTokens, figures.CacheWrite1hTokens, figures.OutputTokens, figures.ReasoningTokens);

    public static void Set(SpendBucketRow row, SpendMeasures measures)
    {
        Set((SpendFigures)row, measures);
        row.Spans = measures.Spans;
        row.Errors = measures.Errors;
        row.Traces = measures.Traces;
        row.Latency = HistogramColumn.Of(measures.Latency);
        row.TraceLatency = HistogramColumn.Of(measures.TraceLatency);
        row.TimeToFirstToken = HistogramColumn.Of(measures.TimeToFirstToken);
    }

    public static void Set(SpendFigures row, SpendMeasures measures)
    {
        row.CostNanoUsd = measures.CostNanoUsd;
        row.Calls = measures.Calls;
        row.UnpricedCalls = measures.UnpricedCalls;
        row.PartialCalls = measures.PartialCalls;
        row.ComparedCalls = measures.Compared.Calls;
        row.ReportedNanoUsd = measures.Compared.ReportedNanoUsd;
        row.BesideNanoUsd = measures.Compared.ComputedNanoUsd;
        row.InputTokens = measures.Usage.Input;
        row.CacheReadTokens = measures.Usage.CacheRead;
        row.CacheWrite5mTokens = measures.Usage.CacheWrite5m;
        row.CacheWrite1hTokens = measures.Usage.CacheWrite1h;
        row.OutputTokens = measures.Usage.Output;
        row.ReasoningTokens = measures.Usage.Reasoning;
    }
}

/// <summary>A series row as the key that it stands for.</summary>
internal static class SeriesKeys
{
    public static SpendKey Of(SeriesRow row) => new(
        new(row.ProjectId),
        row.Environment,
        row.Service,
        row.Release,
        row.Step,
        (OperationKind)row.Kind,
        row.Provider,
        row.Model,
        row.Feature,
        row.Customer,
        row.ApiKeyId,
        (PriceState)row.PriceState);

    public static SeriesRow Row(long id, SpendKey key) => new()
    {
        Id = id,
        ProjectId = key.Project.Value,
        Environment = key.Environment,
        Service = key.Service,
        Release = key.Release,
        Step = key.Step,
        Kind = (int)key.Kind,
        Provider = key.Provider,
        Model = key.Model,
        Feature = key.Feature,
        Customer = key.Customer,
        ApiKeyId = key.ApiKeyId,
        PriceState = (int)key.PriceState,
    };
}

/// <summary>The column of a distribution: null when it is empty.</summary>
internal static class HistogramColumn
{
    public static byte[]? Of(Histogram histogram) => histogram.IsEmpty ? null : histogram.Encode();

    public static byte[]? Of(Density density) => density.IsEmpty ? null : density.Encode();
}
