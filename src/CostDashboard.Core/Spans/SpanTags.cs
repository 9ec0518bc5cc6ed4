using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Spans;

/// <summary>
/// The values that a span has for its project's tags, by name in ordinal order: each name once, so that a charge is in one value of a tag
/// and the values of a tag add up to the spend that has it.
/// </summary>
public sealed class SpanTags : IEquatable<SpanTags>
{
    private readonly KeyValuePair<string, string>[] _pairs;

    private SpanTags(KeyValuePair<string, string>[] pairs) => _pairs = pairs;

    public static SpanTags None { get; } = new([]);

    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    public bool IsEmpty => _pairs.Length == 0;

    /// <summary>Of a name that is given twice the last value holds.</summary>
    public static SpanTags Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        KeyValuePair<string, string>[] all = [.. pairs];
        for (var i = 1; i < all.Length; i++)
        {
            if (string.CompareOrdinal(all[i - 1].Key, all[i].Key) >= 0)
            {
                var last = new SortedDictionary<string, string>(StringComparer.Ordinal);
                foreach (var (name, value) in all)
                {
                    last[name] = value;
                }

                return new([.. last]);
            }
        }

        return all.Length == 0 ? None : new(all);
    }

    public string? this[string key]
    {
        get
        {
            foreach (var pair in _pairs)
            {
                if (pair.Key == key)
                {
                    return pair.Value;
                }
            }

            return null;
        }
    }

    /// <summary>These tags, and those of <paramref name="above"/> that are missing here.</summary>
    internal SpanTags Or(SpanTags above)
    {
        if (above.IsEmpty || ReferenceEquals(this, above))
        {
            return this;
        }

        if (IsEmpty)
        {
            return above;
        }

        KeyValuePair<string, string>[] missing = [.. above._pairs.Where(pair => this[pair.Key] is null)];
        return missing.Length == 0 ? this : Of([.. missing, .. _pairs]);
    }

    /// <summary>A value cut as a series' values are; control characters become spaces, because a tag is for grouping, not for text.</summary>
    internal static string Tidy(string value)
    {
        var cut = SpendKey.Bounded(value);
        return cut.Any(char.IsControl)
            ? string.Create(cut.Length, cut, static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++)
                {
                    to[i] = char.IsControl(from[i]) ? ' ' : from[i];
                }
            })
            : cut;
    }

    public bool Equals(SpanTags? other) => other is not null && Pairs.SequenceEqual(other.Pairs);

    public override bool Equals(object? obj) => Equals(obj as SpanTags);

    public override int GetHashCode() => _pairs.Length == 0 ? 0 : HashCode.Combine(_pairs.Length, _pairs[0].Key, _pairs[0].Value);
}
