using System.Numerics;

namespace CostDashboard.Core.Spend;

/// <summary>
/// A mergeable histogram of non-negative whole numbers (nanoseconds, nano-dollars). Values below 64 are exact; above, a value's bin is given by
/// its highest seven bits, so a quantile is off by at most 1/128 of its value (0.8 %). Bins are found by integer arithmetic alone: every machine finds the same.
/// </summary>
/// <remarks>Counts may be negative in a difference; in a stored total they never are. The layout follows HdrHistogram's log-linear buckets (hdrhistogram.org).</remarks>
public sealed class Histogram : IEquatable<Histogram>
{
    private const int MantissaBits = 6;
    private const int Linear = 1 << MantissaBits;

    /// <summary>The bin of the largest number.</summary>
    internal const int LastBin = ((63 - MantissaBits + 1) << MantissaBits) - 1;

    // Most rows that a commit touches have one or two of their three histograms empty: the list is made when something is added.
    private static readonly SortedList<int, long> s_none = [];

    private SortedList<int, long> _counts = s_none;

    public bool IsEmpty => _counts.Count == 0;

    /// <summary>How many values were added.</summary>
    public long Count
    {
        get
        {
            var sum = 0L;
            foreach (var count in _counts.Values)
            {
                sum += count;
            }

            return sum;
        }
    }

    public IEnumerable<KeyValuePair<int, long>> Bins => _counts;

    /// <summary>The bin of a value; values below zero count as zero.</summary>
    public static int BinOf(long value)
    {
        if (value < Linear)
        {
            return (int)Math.Max(0, value);
        }

        var exponent = BitOperations.Log2((ulong)value) - MantissaBits;
        return ((exponent + 1) << MantissaBits) + (int)((value >> exponent) - Linear);
    }

    /// <summary>The middle of a bin.</summary>
    public static long ValueOf(int bin)
    {
        if (bin < Linear)
        {
            return bin;
        }

        var exponent = (bin >> MantissaBits) - 1;
        var low = (long)(Linear + (bin & (Linear - 1))) << exponent;
        return low + ((1L << exponent) >> 1);
    }

    public void Add(long value, long count = 1) => AddBin(BinOf(value), count);

    public void AddBin(int bin, long count)
    {
        if (count == 0)
        {
            return;
        }

        if (ReferenceEquals(_counts, s_none))
        {
            _counts = [];
        }

        var at = _counts.IndexOfKey(bin);
        if (at < 0)
        {
            _counts.Add(bin, count);
            return;
        }

        var sum = _counts.GetValueAtIndex(at) + count;
        if (sum == 0)
        {
            _counts.RemoveAt(at);
        }
        else
        {
            _counts.SetValueAtIndex(at, sum);
        }
    }

    /// <summary>Adds all of another histogram, <paramref name="sign"/> times (1 or -1).</summary>
    public void Merge(Histogram other, int sign = 1)
    {
        foreach (var (bin, count) in other._counts)
        {
            AddBin(bin, sign * count);
        }
    }

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
        HistogramCode.Decode(bytes, histogram);
        return histogram;
    }

    /// <summary>Adds all of a histogram in its stored form.</summary>
    /// <exception cref="FormatException">The bytes are not an encoded histogram.</exception>
    public void MergeEncoded(ReadOnlySpan<byte> bytes) => HistogramCode.Decode(bytes, this);

    public bool Equals(Histogram? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as Histogram);

    public override int GetHashCode() => HashCode.Combine(_counts.Count, Count);
}
