using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing.WhatIf;

/// <summary>What is assumed otherwise of chat calls that were made.</summary>
/// <param name="ContextCut">The share of the input, of every class alike, that is not sent; 0 to 1.</param>
/// <param name="OutputCap">No call makes more output tokens than these; null for no cap.</param>
/// <param name="CachedShare">The share of the input that is read from the provider's cache, the rest being plain input and nothing written; null leaves it as it was.</param>
public sealed record WhatIfAssumptions(decimal ContextCut = 0, long? OutputCap = null, decimal? CachedShare = null)
{
    /// <summary>Nothing is assumed otherwise.</summary>
    public bool IsNone => this == new WhatIfAssumptions();

    /// <summary>
    /// The tokens that so many calls would have used: <c>kept = ⌈input × (1 − cut)⌉</c> for each class; with a cached share <c>s</c>,
    /// <c>read = ⌊Σ kept × s⌋</c> and the rest is plain input; <c>output = min(output, cap × calls)</c>.
    /// Of many calls the cap is held against their sum, so what it would save in truth is at least what is computed here.
    /// </summary>
    /// <param name="keepsInput">The input is left as it is: of audio and images no share can be cut.</param>
    internal Usage Of(Usage usage, long calls, bool keepsInput = false)
    {
        var (input, read, short5, long1) = keepsInput
            ? (usage.Input, usage.CacheRead, usage.CacheWrite5m, usage.CacheWrite1h)
            : (Kept(usage.Input), Kept(usage.CacheRead), Kept(usage.CacheWrite5m), Kept(usage.CacheWrite1h));
        if (CachedShare is { } share && !keepsInput)
        {
            var all = input + read + short5 + long1;
            read = (long)decimal.Floor(all * share);
            (input, short5, long1) = (all - read, 0, 0);
        }

        var output = OutputCap is { } cap ? (long)Math.Min(usage.Output, (decimal)cap * calls) : usage.Output;
        return new(input, read, short5, long1, output, Math.Min(usage.Reasoning, output));
    }

    private long Kept(long tokens) => (long)decimal.Ceiling(tokens * (1 - ContextCut));
}
