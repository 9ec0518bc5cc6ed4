using System.Globalization;
using System.Text.Json;

namespace CostDashboard.Mcp.Asking;

/// <summary>The arguments of one call, as a model wrote them. What cannot be meant is a <see cref="QueryMistake"/> that names the argument and says what to give.</summary>
/// <remarks>Numbers and texts stand for each other, because models write either; an argument that nobody reads is refused, or a misspelt filter would answer another question.</remarks>
internal sealed class Arguments
{
    // A longer text is no name of anything here.
    private const int LongestText = 500;

    private readonly Dictionary<string, JsonElement> _given;

    private Arguments(Dictionary<string, JsonElement> given) => _given = given;

    /// <exception cref="QueryMistake">There is one that is not known.</exception>
    internal static Arguments Of(IEnumerable<KeyValuePair<string, JsonElement>>? given, IReadOnlyCollection<string> known)
    {
        var read = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in given ?? [])
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw new QueryMistake(
                    QueryText.Shown(name), known.Count == 0 ? "This takes no arguments." : $"There is no such argument. There are: {string.Join(", ", known)}.");
            }

            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                read[name] = value;
            }
        }

        return new(read);
    }

    /// <summary>Null where it is not given, or empty.</summary>
    internal string? Text(string name) => Text(name, LongestText);

    internal string? Text(string name, int longest) => _given.TryGetValue(name, out var value) ? QueryText.Text(name, TextOf(name, value), longest) : null;

    /// <summary>One text, or a list of texts.</summary>
    internal IReadOnlyList<string> Texts(string name) => _given.TryGetValue(name, out var value) ? TextsOf(name, value) : [];

    internal int Whole(string name, int otherwise, int least, int most) => QueryText.Whole(name, Text(name), otherwise, least, most);

    internal T Choice<T>(string name, T otherwise, IReadOnlyList<KeyValuePair<string, T>> choices) => QueryText.Choice(name, Text(name), otherwise, choices);

    /// <summary>An object or a list; also one that is written as a text. Null where it is not given.</summary>
    /// <param name="other">May be given as well.</param>
    internal JsonElement? Json(string name, JsonValueKind kind, JsonValueKind? other = null)
    {
        if (!_given.TryGetValue(name, out var value))
        {
            return null;
        }

        var what = kind is JsonValueKind.Array ? "a list" : "an object";
        if (value.ValueKind is JsonValueKind.String)
        {
            try
            {
                value = JsonElement.Parse(value.GetString()!);
            }
            catch (JsonException)
            {
                throw new QueryMistake(name, $"It is {what}, and not a text.");
            }
        }

        return value.ValueKind == kind || value.ValueKind == other ? value : throw new QueryMistake(name, $"It is {what}.");
    }

    internal static IReadOnlyList<string> TextsOf(string name, JsonElement value) => value.ValueKind is JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => TextOf(name, item))]
        : [TextOf(name, value)];

    private static string TextOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        var kind => throw new QueryMistake(name, string.Create(CultureInfo.InvariantCulture, $"It is a text, and not {(kind is JsonValueKind.Array ? "a list" : "an object")}.")),
    };
}
