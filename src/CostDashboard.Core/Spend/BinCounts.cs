namespace CostDashboard.Core.Spend;

/// <summary>How many values each bin has, by bin; bins without any are left out. What <see cref="Histogram"/> and <see cref="Pipelines.Density"/> are made of.</summary>
internal static class BinCounts
{
    /// <summary>No values. Most rows that a commit touches have some of their histograms empty: a list is made when something is added.</summary>
    public static SortedList<int, long> None { get; } = [];

    public static void Add(ref SortedList<int, long> counts, int bin, long count)
    {
        if (count == 0)
        {
            return;
        }

        if (ReferenceEquals(counts, None))
        {
            counts = [];
        }

        var at = counts.IndexOfKey(bin);
        if (at < 0)
        {
            counts.Add(bin, count);
            return;
        }

        var sum = counts.GetValueAtIndex(at) + count;
        if (sum == 0)
        {
            counts.RemoveAt(at);
        }
        else
        {
            counts.SetValueAtIndex(at, sum);
        }
    }

    public static void Merge(ref SortedList<int, long> counts, SortedList<int, long> other, int sign)
    {
        foreach (var (bin, count) in other)
        {
            Add(ref counts, bin, sign * count);
        }
    }

    public static long Sum(SortedList<int, long> counts)
    {
        var sum = 0L;
        foreach (var count in counts.Values)
        {
            sum += count;
        }

        return sum;
    }
}
