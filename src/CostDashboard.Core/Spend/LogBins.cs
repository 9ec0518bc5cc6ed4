using System.Numerics;

namespace CostDashboard.Core.Spend;

/// <summary>
/// Bins of non-negative whole numbers that grow with the numbers: those below 2^(<paramref name="MantissaBits"/>) have one each, above,
/// each power of two is cut into that many of equal width. Found by integer arithmetic alone: every machine finds the same.
/// </summary>
/// <remarks>The layout follows HdrHistogram's log-linear buckets (hdrhistogram.org).</remarks>
public readonly record struct LogBins(int MantissaBits)
{
    private int Linear => 1 << MantissaBits;

    /// <summary>The bin of the largest number.</summary>
    public int Last => ((63 - MantissaBits + 1) << MantissaBits) - 1;

    /// <summary>The bin of a value; values below zero count as zero.</summary>
    public int Of(long value)
    {
        if (value < Linear)
        {
            return (int)Math.Max(0, value);
        }

        var exponent = BitOperations.Log2((ulong)value) - MantissaBits;
        return ((exponent + 1) << MantissaBits) + (int)((value >> exponent) - Linear);
    }

    /// <summary>The smallest value of a bin.</summary>
    public long Low(int bin) => bin < Linear ? bin : (long)(Linear + (bin & (Linear - 1))) << ((bin >> MantissaBits) - 1);

    /// <summary>The largest value of a bin.</summary>
    public long High(int bin) => bin < Linear ? bin : Low(bin) + ((1L << ((bin >> MantissaBits) - 1)) - 1);

    /// <summary>The middle of a bin: off from every value in it by at most half of its width, which is a value's 2^-(bits + 1)th part.</summary>
    public long Middle(int bin) => bin < Linear ? bin : Low(bin) + ((1L << ((bin >> MantissaBits) - 1)) >> 1);
}
