namespace CostDashboard.Core.Spans;

/// <summary>Tokens of one call (or of many, added) in disjoint classes, whatever the emitter's habit was.</summary>
/// <remarks>Every modality is in: what of it was audio, image or video stands in <see cref="Modalities"/>.</remarks>
/// <param name="Input">Input that was neither read from nor written to a cache.</param>
/// <param name="Output">All output, reasoning included.</param>
/// <param name="Reasoning">The part of <paramref name="Output"/> that was reasoning; never added to it.</param>
public readonly record struct Usage(long Input, long CacheRead, long CacheWrite5m, long CacheWrite1h, long Output, long Reasoning = 0)
{
    public long CacheWrite => CacheWrite5m + CacheWrite1h;

    /// <summary>Everything the model read: what tiers by prompt length look at.</summary>
    public long TotalInput => Input + CacheRead + CacheWrite5m + CacheWrite1h;

    public long Total => TotalInput + Output;

    public bool IsZero => Total == 0;

    /// <exception cref="OverflowException">The sum of a class is more than 64 bits hold.</exception>
    public static Usage operator +(Usage left, Usage right)
    {
        checked
        {
            return new(
                left.Input + right.Input,
                left.CacheRead + right.CacheRead,
                left.CacheWrite5m + right.CacheWrite5m,
                left.CacheWrite1h + right.CacheWrite1h,
                left.Output + right.Output,
                left.Reasoning + right.Reasoning);
        }
    }

    public static Usage operator -(Usage left, Usage right)
    {
        checked
        {
            return new(
                left.Input - right.Input,
                left.CacheRead - right.CacheRead,
                left.CacheWrite5m - right.CacheWrite5m,
                left.CacheWrite1h - right.CacheWrite1h,
                left.Output - right.Output,
                left.Reasoning - right.Reasoning);
        }
    }
}
