namespace CostDashboard.Core.Spend.Spikes;

/// <summary>One value of one dimension.</summary>
public readonly record struct DimensionValue(Dimension Dimension, string Value);

/// <summary>A part of the traffic, one value or the meeting of two, that moved otherwise than the rest.</summary>
/// <param name="Values">One, or two of different dimensions: calls that have both.</param>
/// <param name="ExcessNanoUsd">What it costs beyond its usual cost times the growth of the rest; the nano-dollars that this part, and not the general growth, brought.</param>
public sealed record SpikeCause(IReadOnlyList<DimensionValue> Values, SpikeFigures Now, SpikeFigures Usual, long ExcessNanoUsd)
{
    /// <summary>Some of the calls that have the values stand in a cause that was found before, and are not in the figures of this one.</summary>
    public bool IsBesideOthers { get; init; }

    /// <summary>Whether any of it was there before.</summary>
    public bool IsNew => Usual.IsZero;
}

/// <summary>Which parts of the traffic explain a difference, the largest first, and what remains.</summary>
/// <param name="CommonNanoUsd">What everything else grew or shrank by together. With the causes' excesses it adds up to the difference.</param>
public sealed record SpikeCauses(long DifferenceNanoUsd, IReadOnlyList<SpikeCause> Causes, long CommonNanoUsd)
{
    /// <summary>A cause that explains less of the difference than this does not stand alone.</summary>
    public const decimal ShareOfSingleCause = 0.5m;

    /// <summary>The one part of the traffic that explains most of the difference; null where there is none.</summary>
    public SpikeCause? Single => Causes is [var first, ..] && ShareOf(first) >= ShareOfSingleCause ? first : null;

    /// <summary>The share of the difference that a cause explains; above 1 where the rest moved the other way.</summary>
    public decimal ShareOf(SpikeCause cause) => DifferenceNanoUsd == 0 ? 0 : (decimal)cause.ExcessNanoUsd / DifferenceNanoUsd;
}
