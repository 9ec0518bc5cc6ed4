using CostDashboard.Core.Spend.Outcomes;

namespace CostDashboard.Storage.Model;

/// <summary>The figures among <see cref="OutcomeMeasures"/>.</summary>
internal abstract class OutcomeFigures
{
    public long Calls { get; set; }

    public long UnpricedCalls { get; set; }

    public long PartialCalls { get; set; }

    public long CostNanoUsd { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }
}

/// <summary>The charged calls of one series that ended alike, on one day of the organisation's zone. Made anew when the zone changes.</summary>
internal sealed class OutcomeDayRow : OutcomeFigures
{
    public int ProjectId { get; set; }

    /// <summary>Days since 1970-01-01.</summary>
    public int Day { get; set; }

    public long SeriesId { get; set; }

    /// <summary><see cref="CallOutcome.Code"/>.</summary>
    public int Outcome { get; set; }

    /// <summary>An encoded density; null when empty.</summary>
    public byte[]? FirstToken { get; set; }
}
