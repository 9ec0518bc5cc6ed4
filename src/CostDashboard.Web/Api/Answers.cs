using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Api;

/// <summary>Tokens in disjoint classes; reasoning is a part of output.</summary>
internal sealed record TokensAnswer(long Input, long CacheRead, long CacheWrite5m, long CacheWrite1h, long Output, long Reasoning)
{
    internal static TokensAnswer Of(Usage usage) =>
        new(usage.Input, usage.CacheRead, usage.CacheWrite5m, usage.CacheWrite1h, usage.Output, usage.Reasoning);
}

/// <summary>Percentiles in milliseconds, off by at most 0.8 %.</summary>
internal sealed record PercentilesAnswer(double P50, double P95, double P99)
{
    internal static PercentilesAnswer? Of(Histogram histogram) => histogram.IsEmpty
        ? null
        : new(Milliseconds(histogram, 0.5), Milliseconds(histogram, 0.95), Milliseconds(histogram, 0.99));

    private static double Milliseconds(Histogram histogram, double quantile) => AnswerText.Milliseconds(histogram.Quantile(quantile) ?? 0);
}
