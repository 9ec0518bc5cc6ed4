namespace CostDashboard.Core.Spend.Pipelines;

/// <summary>So many with a latency and a cost in these bins of <see cref="Density.Axis"/>.</summary>
public readonly record struct DensityCell(int Latency, int Cost, long Count);

/// <summary>
/// A mergeable histogram of pairs: nanoseconds of latency and nano-dollars of cost. Counts are exact; either value is known to within its
/// bin, an eighth of a power of two, so it is off by at most 1/16 (6 %).
/// </summary>
/// <remarks>At most a few thousand cells are ever in use: ten powers of two of latency and of cost are 6,400.</remarks>
public sealed class Density : IEquatable<Density>
{
    // A cell's number is its latency's bin in front of its cost's: 488 bins each need nine bits.
    private const int BitsOfCost = 9;
    private const int CostMask = (1 << BitsOfCost) - 1;

    private SortedList<int, long> _counts = BinCounts.None;

    public static LogBins Axis { get; } = new(3);

    public bool IsEmpty => _counts.Count == 0;

    public long Count => BinCounts.Sum(_counts);

    /// <summary>By latency, then by cost.</summary>
    public IEnumerable<DensityCell> Cells => _counts.Select(c => new DensityCell(c.Key >> BitsOfCost, c.Key & CostMask, c.Value));

    public void Add(long latency, long cost, long count = 1) =>
        BinCounts.Add(ref _counts, (Axis.Of(latency) << BitsOfCost) | Axis.Of(cost), count);

    /// <summary>Adds all of another one, <paramref name="sign"/> times (1 or -1).</summary>
    public void Merge(Density other, int sign = 1) => BinCounts.Merge(ref _counts, other._counts, sign);

    /// <summary>As <see cref="Histogram.Encode"/>; empty for an empty one.</summary>
    public byte[] Encode() => HistogramCode.Encode(_counts);

    /// <summary>Adds all of one in its stored form.</summary>
    /// <exception cref="FormatException">The bytes are not an encoded density.</exception>
    public void MergeEncoded(ReadOnlySpan<byte> bytes) => HistogramCode.Decode(bytes, (Axis.Last << BitsOfCost) | Axis.Last, ref _counts);

    public bool Equals(Density? other) => other is not null && _counts.SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as Density);

    public override int GetHashCode() => HashCode.Combine(_counts.Count, Count);
}
