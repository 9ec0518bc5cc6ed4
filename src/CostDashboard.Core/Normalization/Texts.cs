using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Normalization;

/// <summary>Reads short texts: names, ids, reasons.</summary>
internal static class Texts
{
    private const int MostReasons = 8;

    /// <summary>The text cut to the length that a column takes; null stays null.</summary>
    internal static string? Short(string? text) => text is null ? null : SpendKey.Bounded(text);

    /// <summary>Why the model stopped, out of a list, a JSON string of a list, or text: all three are in use. Several choices are joined by commas.</summary>
    internal static string? FinishReason(SpanAttributes attributes, ReadOnlySpan<string> keysInOrder)
    {
        foreach (var key in keysInOrder)
        {
            if (!attributes.TryGet(key, out var value))
            {
                continue;
            }

            var reason = value.Kind is AttributeKind.List
                ? Joined(value.Items.Select(item => item.AsText()))
                : value.AsText() is { } text ? OfText(text) : null;
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    private static string? OfText(string text)
    {
        if (text[0] != '[')
        {
            return Short(text);
        }

        try
        {
            return Joined(JsonSerializer.Deserialize<string[]>(text) ?? []);
        }
        catch (JsonException)
        {
            return Short(text);
        }
    }

    private static string? Joined(IEnumerable<string?> reasons)
    {
        var all = string.Join(", ", reasons.Where(reason => !string.IsNullOrEmpty(reason)).Take(MostReasons));
        return all.Length == 0 ? null : Short(all);
    }
}
