namespace CostDashboard.Core.Spend.Spikes;

/// <summary>What a set of charged calls adds up to. Those of a baseline are means over several periods, and need not be whole.</summary>
/// <param name="Tokens">Of all classes together.</param>
public readonly record struct SpikeFigures(decimal Calls, decimal Tokens, decimal CostNanoUsd)
{
    /// <summary>Null without calls.</summary>
    public decimal? TokensPerCall => Calls == 0 ? null : Tokens / Calls;

    /// <summary>Nano-dollars; null without calls.</summary>
    public decimal? CostPerCall => Calls == 0 ? null : CostNanoUsd / Calls;

    /// <summary>Nano-dollars; null without tokens.</summary>
    public decimal? CostPerToken => Tokens == 0 ? null : CostNanoUsd / Tokens;

    public bool IsZero => Calls == 0 && Tokens == 0 && CostNanoUsd == 0;

    public static SpikeFigures operator +(SpikeFigures left, SpikeFigures right) =>
        new(left.Calls + right.Calls, left.Tokens + right.Tokens, left.CostNanoUsd + right.CostNanoUsd);

    public static SpikeFigures operator -(SpikeFigures left, SpikeFigures right) =>
        new(left.Calls - right.Calls, left.Tokens - right.Tokens, left.CostNanoUsd - right.CostNanoUsd);

    /// <summary>The mean of as many.</summary>
    public static SpikeFigures operator /(SpikeFigures sum, int count) => new(sum.Calls / count, sum.Tokens / count, sum.CostNanoUsd / count);
}

/// <summary>One series in the period that is explained, and in the periods that it is compared with.</summary>
/// <param name="Now">Sums over the period.</param>
/// <param name="Usual">The same over the baseline, per period.</param>
public sealed record SpikeCell(SpendKey Series, SpikeFigures Now, SpikeFigures Usual);
