using CostDashboard.Core.Pricing;

namespace CostDashboard.Storage.Model;

/// <summary>A run of re-pricing, and how far it is.</summary>
internal sealed class RepricingRunRow
{
    public int Id { get; set; }

    public RepricingKind Kind { get; set; }

    public RepricingState State { get; set; }

    public long FromNanos { get; set; }

    public long ToNanos { get; set; }

    /// <summary>Projects, providers, models and states, as <see cref="Pricing.RepricingCode"/> writes them.</summary>
    public string Question { get; set; } = "";

    public string BookVersion { get; set; } = "";

    public Guid? AskedById { get; set; }

    public string AskedBy { get; set; } = "";

    public long AskedAt { get; set; }

    public long? EndedAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>The project in which traces are looked for next, and from when.</summary>
    public int SearchProject { get; set; }

    public long SearchFrom { get; set; }

    public bool IsSearched { get; set; }

    public long TracesFound { get; set; }

    /// <summary>The number of the last trace that was priced: the next one is the first <see cref="RepricingTraceRow"/> beyond it.</summary>
    public long LastTrace { get; set; }

    public long TracesDone { get; set; }

    /// <summary>As <see cref="Pricing.RepricingCode"/> writes it.</summary>
    public string Report { get; set; } = "";
}

/// <summary>A trace that a run found and has to look at; taken away some time after the run has ended.</summary>
internal sealed class RepricingTraceRow
{
    public int RunId { get; set; }

    public long TraceNumber { get; set; }
}
