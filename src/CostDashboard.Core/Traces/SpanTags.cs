using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces;

/// <summary>
/// The values that a span has for its project's tag keys, in the keys' order. A long value is cut as a series' values are,
/// and control characters become spaces: a tag is for grouping, not for text.
/// </summary>
public sealed class SpanTags : IEquatable<SpanTags>
{
    private readonly KeyValuePair<string, string>[] _pairs;

    private SpanTags(KeyValuePair<string, string>[] pairs) => _pairs = pairs;

    public static SpanTags None { get; } = new([]);

    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    public static SpanTags Of(DecodedSpan span, IReadOnlyList<string> tagKeys)
    {
        List<KeyValuePair<string, string>>? found = null;
        foreach (var key in tagKeys)
        {
            if ((span.Attributes.Text(key) ?? span.Origin.Resource.Text(key)) is { } value)
            {
                (found ??= []).Add(new(key, Tidy(value)));
            }
        }

        return found is null ? None : new([.. found]);
    }

    public static SpanTags Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        KeyValuePair<string, string>[] all = [.. pairs];
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

    private static string Tidy(string value)
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
