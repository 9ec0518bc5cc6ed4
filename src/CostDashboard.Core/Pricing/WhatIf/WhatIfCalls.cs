using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing.WhatIf;

/// <summary>Charged chat calls of one model: a single one with all that is known of it, or many as the totals add them up.</summary>
/// <param name="Calls">How many calls these are.</param>
/// <param name="IncompleteCalls">Of these, those whose cost is unknown or only partly known.</param>
/// <param name="CostNanoUsd">What was charged for them, as far as it is known.</param>
/// <param name="Usage">Their tokens together.</param>
public sealed record WhatIfCalls(string Provider, string Model, long Calls, long IncompleteCalls, long CostNanoUsd, Usage Usage)
{
    /// <summary>The call itself, where it is a single one that was charged in full: with its modalities, units and service tier.</summary>
    public ModelCall? One { get; init; }

    /// <summary>What a call of these used on average; by it the rate is chosen that depends on the length of the prompt.</summary>
    internal Usage Mean => Calls <= 1 ? Usage : new(
        Usage.Input / Calls, Usage.CacheRead / Calls, Usage.CacheWrite5m / Calls, Usage.CacheWrite1h / Calls, Usage.Output / Calls, Usage.Reasoning / Calls);
}
