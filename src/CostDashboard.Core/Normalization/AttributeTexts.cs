using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>The one text that an attribute says. A list is one value too, the set of its items: what it cost is then counted once, not once for each item.</summary>
internal static class AttributeTexts
{
    private const int MostItems = 50;

    /// <summary>Null for what says nothing.</summary>
    internal static string? Of(AttributeValue value, bool isCommaList)
    {
        if (ItemsOf(value) is { } items)
        {
            return SetOf(items);
        }

        var text = value.AsText();
        return isCommaList && text is not null && text.Contains(',', StringComparison.Ordinal) ? SetOf(text.Split(',', MostItems + 1)) : text;
    }

    /// <summary>The items of a list, or of a JSON array in a text; null for what is neither.</summary>
    internal static IEnumerable<string?>? ItemsOf(AttributeValue value) => value.Kind switch
    {
        AttributeKind.List => value.Items.Select(item => item.AsText()),
        AttributeKind.Text when value.Text is ['[', .., ']'] text => Parsed(text),
        _ => null,
    };

    /// <summary>
    /// The members of a map, of a JSON object in a text, or of a list of <c>name:value</c> or <c>name=value</c>, where the values of a name
    /// that comes several times are a list. None of what has none.
    /// </summary>
    internal static IEnumerable<KeyValuePair<string, AttributeValue>> MembersOf(AttributeValue value)
    {
        if (ItemsOf(value) is { } items)
        {
            return items.Select(Split).Where(pair => pair.Key.Length > 0).GroupBy(pair => pair.Key, pair => pair.Value)
                .Select(member => KeyValuePair.Create(member.Key, AttributeValue.Of([.. member.Take(MostItems)])));
        }

        return value.Kind is AttributeKind.Text or AttributeKind.Map ? JsonAttributes.Of(value) : [];
    }

    /// <summary>"a, b" of b, a and b: in ordinal order, so that the same set is the same value however it was listed. Null when it is empty.</summary>
    internal static string? SetOf(IEnumerable<string?> items)
    {
        var set = items.Take(MostItems).Select(item => item?.Trim()).Where(item => !string.IsNullOrEmpty(item)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return string.Join(", ", set) is { Length: > 0 } text ? text : null;
    }

    private static KeyValuePair<string, AttributeValue> Split(string? item)
    {
        var at = item is null ? -1 : item.AsSpan().IndexOfAny(':', '=');
        return at < 0 ? new("", default) : new(item![..at].Trim(), AttributeValue.Of(item[(at + 1)..]));
    }

    private static List<string?>? Parsed(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Take(MostItems).Select(TextOf)];
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            // A text in brackets that is no JSON is a text. InvalidOperationException: an escape that is no character.
            return null;
        }
    }

    private static string? TextOf(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => item.GetRawText(),
        _ => null,
    };
}
