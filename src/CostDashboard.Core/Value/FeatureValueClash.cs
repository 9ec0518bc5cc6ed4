namespace CostDashboard.Core.Value;

/// <summary>Why a value cannot stand beside others.</summary>
/// <param name="At">Its place among the values that were given; null where it is not about one of them.</param>
/// <param name="Other">The place of the given value that it clashes with; null for a stored one.</param>
public sealed record FeatureValueClash(int? At, string Reason, int? Other = null)
{
    /// <summary>Values that share a day with another one of the same feature and unit. Grows with n log n.</summary>
    /// <param name="given">Those of a stored key take its place.</param>
    public static IReadOnlyList<FeatureValueClash> Of(IReadOnlyList<FeatureValue> given, IEnumerable<FeatureValueKey> stored)
    {
        var replaced = given.Select(value => value.Key).ToHashSet();
        var all = given.Select((value, i) => (value.Key, At: (int?)i)).Concat(stored.Where(key => !replaced.Contains(key)).Select(key => (Key: key, At: (int?)null)));
        var clashes = new List<FeatureValueClash>();
        foreach (var alike in all.GroupBy(item => (item.Key.Feature, item.Key.Unit)))
        {
            (FeatureValueKey Key, int? At)? longest = null;
            foreach (var item in alike.OrderBy(item => item.Key.Days.First).ThenBy(item => item.At ?? -1))
            {
                if (longest is { } before && before.Key.Days.Overlaps(item.Key.Days) && Find(before, item) is { } clash)
                {
                    clashes.Add(clash);
                }

                longest = longest is { } until && until.Key.Days.Last >= item.Key.Days.Last ? until : item;
            }
        }

        return [.. clashes.OrderBy(clash => clash.At)];
    }

    // Of two that were given, the later one is to be changed.
    private static FeatureValueClash? Find((FeatureValueKey Key, int? At) one, (FeatureValueKey Key, int? At) two)
    {
        var (here, there) = (one.At ?? -1) > (two.At ?? -1) ? (one, two) : (two, one);
        return here.At is null ? null : new(here.At, Text(here.Key, there), there.At);
    }

    private static string Text(FeatureValueKey key, (FeatureValueKey Key, int? At) other) => (key.Days == other.Key.Days, other.At) switch
    {
        (true, _) => $"{What(key)} of '{key.Feature}' for {key.Days} is given twice.",
        (false, null) => $"{What(key)} of '{key.Feature}' is recorded for {other.Key.Days}, which shares days with {key.Days}: delete that value, or give another period.",
        (false, _) => $"{What(key)} of '{key.Feature}' is given for {other.Key.Days} as well, which shares days with {key.Days}.",
    };

    private static string What(FeatureValueKey key) => key.IsRevenue ? "Revenue" : $"The number of '{key.Unit}'";
}
