namespace CostDashboard.Core.Spend.Pipelines;

/// <summary>So many with a latency, and what goes beside it, in these bins of <see cref="Density.Axis"/>.</summary>
public readonly record struct DensityCell(int Latency, int Beside, long Count);

/// <summary>
/// A mergeable histogram of pairs: nanoseconds, and beside them nano-dollars of cost, or tokens. Counts are exact; either value is known to within its
/// bin, an eighth of a power of two, so it is off by at most 1/16 (6 %).
/// </summary>
/// <remarks>At most a few thousand cells are ever in use: ten powers of two of latency and of what is beside it are 6,400.</remarks>
public sealed class Density : IEquatable<Density>
{
    // A cell's number is its latency's bin in front of what is beside it: 488 bins each need nine bits.
    private const int BitsBeside = 9;
    private const int BesideMask = (1 << BitsBeside) - 1;

    private SortedList<int, long> _counts = BinCounts.None;

    public static LogBins Axis { get; } = new(3);

    public bool IsEmpty => _counts.Count == 0;

    public long Count => BinCounts.Sum(_counts);

    /// <summary>By latency, then by what is beside it.</summary>
    public IEnumerable<DensityCell> Cells => _counts.Select(c => new DensityCell(c.Key >> BitsBeside, c.Key & BesideMask, c.Value));

    public void Add(long latency, long beside, long count = 1) =>
        BinCounts.Add(ref _counts, (Axis.Of(latency) << BitsBeside) | Axis.Of(beside), count);

    /// <summary>Adds all of another one, <paramref name="sign"/> times (1 or -1).</summary>
    public void Merge(Density other, int sign = 1) => BinCounts.Merge(ref _counts, other._counts, sign);

    /// <summary>As <see cref="Histogram.Encode"/>; empty for an empty one.</summary>
    public byte[] Encode() => HistogramCode.Encode(_counts);

    /// <summary>Adds all of one in its stored form.</summary>
    /// <exception cref="FormatException">The bytes are not an encoded density.</exception>
    public void MergeEncoded(ReadOnlySpan<byte> bytes) => HistogramCode.Decode(bytes, (Axis.Last << BitsBeside) | Axis.Last, ref _counts);

    public bool Equals(Density? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as Density);

    public override int GetHashCode() => HashCode.Combine(_counts.Count, Count);
}
