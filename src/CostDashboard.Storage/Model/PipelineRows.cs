using CostDashboard.Core.Spend.Pipelines;

namespace CostDashboard.Storage.Model;

/// <summary>The values of one <see cref="PipelineKey"/>. Written once, never changed.</summary>
internal sealed class PipelineRow
{
    public long Id { get; set; }

    public int ProjectId { get; set; }

    public string Environment { get; set; } = "";

    public string Root { get; set; } = "";

    /// <summary>Null for traces as wholes.</summary>
    public string? Step { get; set; }
}

/// <summary>The figures among <see cref="PipelineMeasures"/>.</summary>
internal abstract class PipelineFigures
{
    public long Traces { get; set; }

    public long Spans { get; set; }

    public long Calls { get; set; }

    public long UnpricedCalls { get; set; }

    public long PartialCalls { get; set; }

    public long CostNanoUsd { get; set; }

    public long PathNanos { get; set; }
}

/// <summary>The measures of one pipeline, or of one step in it, on one day of the organisation's zone. Made anew when the zone changes.</summary>
internal sealed class PipelineDayRow : PipelineFigures
{
    public int ProjectId { get; set; }

    /// <summary>Days since 1970-01-01.</summary>
    public int Day { get; set; }

    public long PipelineId { get; set; }

    /// <summary>Encoded distributions; null when empty.</summary>
    public byte[]? CostPerOne { get; set; }

    public byte[]? TokensPerOne { get; set; }

    public byte[]? Density { get; set; }
}
