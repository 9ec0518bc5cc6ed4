using System.Globalization;

namespace CostDashboard.Core.Content.Conversations;

/// <summary>A span's content, to look things up in.</summary>
internal sealed class ContentLookup
{
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private readonly List<ContentEvent> _events = [];

    internal ContentLookup(SpanContent content)
    {
        foreach (var text in content.Texts)
        {
            if (text.Event is null)
            {
                _attributes[text.Key] = text.Text;
            }
            else
            {
                if (_events.Count == 0 || _events[^1].Number != text.EventNumber)
                {
                    _events.Add(new(text.EventNumber, text.Event));
                }

                _events[^1].Attributes[text.Key] = text.Text;
            }
        }
    }

    internal IReadOnlyList<ContentEvent> Events => _events;

    internal IEnumerable<KeyValuePair<string, string>> Attributes => _attributes;

    internal string? Text(string key) => _attributes.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;

    /// <summary>The text of the first of these keys that has one.</summary>
    internal string? Text(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Text(key) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>What stands under <c>prefix.0.</c>, <c>prefix.1.</c> …: for each number in its order the keys behind it.</summary>
    internal IEnumerable<IReadOnlyDictionary<string, string>> Numbered(string prefix) => Numbered(_attributes, prefix);

    internal static IEnumerable<IReadOnlyDictionary<string, string>> Numbered(IEnumerable<KeyValuePair<string, string>> attributes, string prefix)
    {
        var byNumber = new SortedDictionary<int, Dictionary<string, string>>();
        foreach (var (key, text) in attributes)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal) || key.Length <= prefix.Length + 1 || key[prefix.Length] != '.')
            {
                continue;
            }

            var rest = key.AsSpan(prefix.Length + 1);
            var dot = rest.IndexOf('.');
            var digits = dot < 0 ? rest : rest[..dot];
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (!byNumber.TryGetValue(number, out var inner))
                {
                    byNumber[number] = inner = new(StringComparer.Ordinal);
                }

                inner[dot < 0 ? "" : rest[(dot + 1)..].ToString()] = text;
            }
        }

        return byNumber.Values;
    }
}

/// <summary>An event that carries content.</summary>
internal sealed record ContentEvent(int Number, string Name)
{
    internal Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    internal string? Text(string key) => Attributes.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
}
