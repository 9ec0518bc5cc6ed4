using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Model;

/// <summary>The figures of the charged calls among <see cref="SpendMeasures"/>: columns of the tables of totals, and of every sum over them.</summary>
internal abstract class SpendFigures
{
    public long CostNanoUsd { get; set; }

    public long Calls { get; set; }

    public long UnpricedCalls { get; set; }

    public long PartialCalls { get; set; }

    /// <summary>The three of a <see cref="CostComparison"/>.</summary>
    public long ComparedCalls { get; set; }

    public long ReportedNanoUsd { get; set; }

    public long BesideNanoUsd { get; set; }

    public long InputTokens { get; set; }

    public long CacheReadTokens { get; set; }

    public long CacheWrite5mTokens { get; set; }

    public long CacheWrite1hTokens { get; set; }

    public long OutputTokens { get; set; }

    public long ReasoningTokens { get; set; }
}

/// <summary>The figures of all spans among <see cref="SpendMeasures"/> beside those of the charged calls.</summary>
internal abstract class SpanFigures : SpendFigures
{
    public long Spans { get; set; }

    public long Errors { get; set; }

    public long Traces { get; set; }
}

/// <summary>What one series spent in one span of time.</summary>
internal abstract class SpendBucketRow : SpanFigures
{
    public int ProjectId { get; set; }

    /// <summary>The beginning of the minute, quarter hour, hour or day, in Unix nanoseconds.</summary>
    public long Bucket { get; set; }

    public long SeriesId { get; set; }

    /// <summary>Encoded <see cref="Histogram"/>s; null when empty.</summary>
    public byte[]? Latency { get; set; }

    public byte[]? TraceLatency { get; set; }

    public byte[]? TimeToFirstToken { get; set; }
}

internal sealed class SpendMinuteRow : SpendBucketRow;

internal sealed class SpendQuarterRow : SpendBucketRow;

/// <summary>By the hour of the organisation's zone, which begins at a quarter of an hour where the zone is so many minutes off. Made anew when the zone changes.</summary>
internal sealed class SpendHourRow : SpendBucketRow;

/// <summary>By the day of the organisation's zone: what long periods are answered from. Made anew when the zone changes.</summary>
internal sealed class SpendDayRow : SpendBucketRow;

/// <summary>
/// What was spent under one value of one dimension in a quarter, an hour or a day. Every pair of grain and slice holds all that was spent,
/// so rows are only added up within one.
/// </summary>
internal sealed class SpendSliceRow : SpendBucketRow
{
    /// <summary>Quarters, hours or days; they are those of the tables of whole series.</summary>
    public SpendTable Grain { get; set; }

    /// <summary>The dimension that is left of the series, beside its price state.</summary>
    public Dimension Slice { get; set; }
}

/// <summary>What one user (<see cref="TagKey"/> empty) or one value of a tag spent on a day of the organisation's zone.</summary>
internal sealed class LabelDayRow : SpendFigures
{
    public int ProjectId { get; set; }

    /// <summary>Days since 1970-01-01.</summary>
    public int Day { get; set; }

    public string TagKey { get; set; } = "";

    /// <summary>A hash of <see cref="Value"/>: SQL Server takes "a" and "a " for the same text, a number it does not.</summary>
    public long ValueId { get; set; }

    public string Value { get; set; } = "";
}

/// <summary>The values of one series; see <see cref="SpendKey"/>. Written once, never changed.</summary>
internal sealed class SeriesRow
{
    public long Id { get; set; }

    public int ProjectId { get; set; }

    public string Environment { get; set; } = "";

    public string Service { get; set; } = "";

    public string Release { get; set; } = "";

    public string Step { get; set; } = "";

    /// <summary>An <see cref="Core.Spans.OperationKind"/>.</summary>
    public int Kind { get; set; }

    public string Provider { get; set; } = "";

    public string Model { get; set; } = "";

    public string Feature { get; set; } = "";

    public string Customer { get; set; } = "";

    public int ApiKeyId { get; set; }

    /// <summary>A <see cref="Core.Spans.PriceState"/>.</summary>
    public int PriceState { get; set; }
}
