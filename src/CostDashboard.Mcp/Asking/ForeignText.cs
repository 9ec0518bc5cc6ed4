using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostDashboard.Mcp.Asking;

/// <summary>
/// A name that came with spans: a model reads it, and whoever sends spans may have written anything into it. It is written in one line, without
/// control and invisible characters, and not longer than <see cref="Longest"/>; so it cannot pass for more than the one value that it is.
/// </summary>
[JsonConverter(typeof(Writer))]
internal readonly record struct ForeignText(string Text)
{
    internal const int Longest = 120;

    public static implicit operator ForeignText(string text) => new(text);

    /// <summary>As it is written.</summary>
    public override string ToString() => OneLine(Text, Longest);

    internal static string OneLine(string text, int longest)
    {
        var shown = new StringBuilder(Math.Min(text.Length, longest) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest)
            {
                return shown.Append('…').ToString();
            }

            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    shown.Append(' ');
                    break;
                default:
                    shown.Append(rune);
                    break;
            }
        }

        return shown.ToString();
    }

    private sealed class Writer : JsonConverter<ForeignText>
    {
        public override ForeignText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() ?? "";

        public override void Write(Utf8JsonWriter writer, ForeignText value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

/// <summary>A sentence of ours that quotes such names: written alike, and longer.</summary>
[JsonConverter(typeof(Writer))]
internal readonly record struct ForeignSentence(string Text)
{
    internal const int Longest = 600;

    public static implicit operator ForeignSentence(string text) => new(text);

    public override string ToString() => ForeignText.OneLine(Text, Longest);

    private sealed class Writer : JsonConverter<ForeignSentence>
    {
        public override ForeignSentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() ?? "";

        public override void Write(Utf8JsonWriter writer, ForeignSentence value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
