namespace CostDashboard.Core.Spend;

/// <summary>
/// A mergeable histogram of non-negative whole numbers (nanoseconds, nano-dollars). Values below 64 are exact; above, a value's bin is given by
/// its highest seven bits, so a quantile is off by at most 1/128 of its value (0.8 %).
/// </summary>
/// <remarks>Counts may be negative in a difference; in a stored total they never are.</remarks>
public sealed class Histogram : IEquatable<Histogram>
{
    private SortedList<int, long> _counts = BinCounts.None;

    /// <summary>The bins of every histogram: a quantile is off by at most 1/128 of its value.</summary>
    public static LogBins Axis { get; } = new(6);

    public bool IsEmpty => _counts.Count == 0;

    /// <summary>How many values were added.</summary>
    public long Count => BinCounts.Sum(_counts);

    public IEnumerable<KeyValuePair<int, long>> Bins => _counts;

    /// <summary>The bin of a value; values below zero count as zero.</summary>
    public static int BinOf(long value) => Axis.Of(value);

    /// <summary>The middle of a bin.</summary>
    public static long ValueOf(int bin) => Axis.Middle(bin);

    public void Add(long value, long count = 1) => AddBin(BinOf(value), count);

    public void AddBin(int bin, long count) => BinCounts.Add(ref _counts, bin, count);

    /// <summary>Adds all of another histogram, <paramref name="sign"/> times (1 or -1).</summary>
    public void Merge(Histogram other, int sign = 1) => BinCounts.Merge(ref _counts, other._counts, sign);

    /// <summary>The value below which the share <paramref name="quantile"/> (0 to 1) of all values lies; null when there are none.</summary>
    public long? Quantile(double quantile)
    {
        var total = Count;
        if (total <= 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(Math.Clamp(quantile, 0, 1) * total));
        var seen = 0L;
        foreach (var (bin, count) in _counts)
        {
            seen += count;
            if (seen >= rank)
            {
                return ValueOf(bin);
            }
        }

        return ValueOf(_counts.Keys[^1]);
    }

    /// <summary>Bins and counts as variable-length numbers, bins as steps from the one before; empty for an empty histogram.</summary>
    public byte[] Encode() => HistogramCode.Encode(_counts);

    /// <exception cref="FormatException">The bytes are not an encoded histogram.</exception>
    public static Histogram Decode(ReadOnlySpan<byte> bytes)
    {
        var histogram = new Histogram();
        histogram.MergeEncoded(bytes);
        return histogram;
    }

    /// <summary>Adds all of a histogram in its stored form.</summary>
    /// <exception cref="FormatException">The bytes are not an encoded histogram.</exception>
    public void MergeEncoded(ReadOnlySpan<byte> bytes) => HistogramCode.Decode(bytes, Axis.Last, ref _counts);

    public bool Equals(Histogram? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as Histogram);

    public override int GetHashCode() => HashCode.Combine(_counts.Count, Count);
}
