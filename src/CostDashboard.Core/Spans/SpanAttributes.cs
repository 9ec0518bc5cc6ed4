using System.Collections;

namespace CostDashboard.Core.Spans;

/// <summary>The attributes of a span, a resource, an event or a link, in the order of the wire. Of a repeated key the last value holds, as OTLP asks.</summary>
public sealed class SpanAttributes(KeyValuePair<string, AttributeValue>[] entries) : IReadOnlyCollection<KeyValuePair<string, AttributeValue>>, IEquatable<SpanAttributes>
{
    public static SpanAttributes None { get; } = new([]);

    public int Count => entries.Length;

    public ReadOnlySpan<KeyValuePair<string, AttributeValue>> Entries => entries;

    public static SpanAttributes Of(params ReadOnlySpan<(string Key, AttributeValue Value)> pairs)
    {
        var entries = new KeyValuePair<string, AttributeValue>[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            entries[i] = new(pairs[i].Key, pairs[i].Value);
        }

        return new(entries);
    }

    // A span has tens of attributes: walking them beats building a table, and most keys differ already in their length.
    public bool TryGet(string key, out AttributeValue value)
    {
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            if (string.Equals(entries[i].Key, key, StringComparison.Ordinal))
            {
                value = entries[i].Value;
                return value.Kind != AttributeKind.Empty;
            }
        }

        value = default;
        return false;
    }

    public string? Text(string key) => TryGet(key, out var value) ? value.AsText() : null;

    /// <summary>The text of the first of these keys that has one: the order is the precedence.</summary>
    public string? Text(params ReadOnlySpan<string> keysInOrder)
    {
        foreach (var key in keysInOrder)
        {
            if (Text(key) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>The whole number of the first of these keys that has one.</summary>
    public long? Integer(params ReadOnlySpan<string> keysInOrder)
    {
        foreach (var key in keysInOrder)
        {
            if (TryGet(key, out var value) && value.AsInteger() is { } number)
            {
                return number;
            }
        }

        return null;
    }

    public bool Equals(SpanAttributes? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override bool Equals(object? obj) => Equals(obj as SpanAttributes);

    public override int GetHashCode() => entries.Length == 0 ? 0 : HashCode.Combine(entries.Length, entries[0].Key, entries[^1].Key);

    public IEnumerator<KeyValuePair<string, AttributeValue>> GetEnumerator() => entries.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
