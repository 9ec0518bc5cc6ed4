namespace CostDashboard.Core.Spend;

/// <summary>The stored form of counts of bins: pairs of (step from the last bin, zig-zag count) as base-128 numbers.</summary>
internal static class HistogramCode
{
    internal static byte[] Encode(SortedList<int, long> counts)
    {
        if (counts.Count == 0)
        {
            return [];
        }

        var bytes = new List<byte>(counts.Count * 3);
        var last = 0;
        foreach (var (bin, count) in counts)
        {
            Write(bytes, (ulong)(bin - last));
            Write(bytes, ((ulong)count << 1) ^ (ulong)(count >> 63));
            last = bin;
        }

        return [.. bytes];
    }

    /// <summary>Adds what is encoded.</summary>
    /// <exception cref="FormatException">The bytes are not encoded counts of bins up to <paramref name="last"/>.</exception>
    internal static void Decode(ReadOnlySpan<byte> bytes, int last, ref SortedList<int, long> into)
    {
        var at = 0;
        var bin = 0;
        while (at < bytes.Length)
        {
            var step = Read(bytes, ref at);
            if (step > (ulong)(last - bin))
            {
                throw new FormatException("A stored histogram names a bin beyond the last one.");
            }

            bin += (int)step;
            var count = Read(bytes, ref at);
            BinCounts.Add(ref into, bin, (long)(count >> 1) ^ -(long)(count & 1));
        }
    }

    private static void Write(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    private static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
            {
                throw new FormatException("A stored histogram ends in the middle of a number.");
            }

            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A stored histogram holds a number of more than 64 bits.");
    }
}
