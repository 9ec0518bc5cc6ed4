namespace CostDashboard.Core.Watching.Incidents;

/// <summary>What an incident is about. The numbers are stored.</summary>
public enum IncidentKind : byte
{
    /// <summary>What a step takes by the call (cost, tokens, time, errors) left its baseline.</summary>
    StepAnomaly = 1,

    /// <summary>Spend left its baseline.</summary>
    SpendSpike = 2,

    /// <summary>A budget will not last until the end of its period.</summary>
    BudgetForecast = 3,

    /// <summary>A budget, or a threshold of it, is reached.</summary>
    BudgetReached = 4,

    /// <summary>A trace cost more than it may.</summary>
    TraceOverLimit = 5,

    /// <summary>An agent broke a guardrail.</summary>
    GuardrailBroken = 6,

    /// <summary>A model was called whose price nobody knows: totals are lower bounds.</summary>
    UnpricedModel = 7,

    /// <summary>Spans stopped to arrive.</summary>
    IngestionStopped = 8,

    /// <summary>A rule that somebody wrote says so.</summary>
    AlertRule = 9,
}
