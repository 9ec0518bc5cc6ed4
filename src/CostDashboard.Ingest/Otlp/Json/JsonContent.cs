using System.Text.Json;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Values whose text is not kept: how long it is, and what is looked up in it.</summary>
internal static class JsonContent
{
    /// <summary>Goes on to the text of a value; false where it is none.</summary>
    /// <param name="reader">At the attribute's value: a text, or <c>{ "stringValue": "…" }</c>.</param>
    internal static bool TryFindText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isText = reader.Is("stringValue"u8);
                reader.Read();
                if (isText)
                {
                    break;
                }

                reader.Skip();
            }
        }

        return reader.TokenType is JsonTokenType.String;
    }

    /// <summary>Gives the list what may be a tool's arguments; false where the value is no text.</summary>
    /// <param name="reader">A copy, at the attribute's value.</param>
    internal static bool OfferArguments(Utf8JsonReader reader, string key, JsonText text, AttributeList into)
    {
        if (!TryFindText(ref reader))
        {
            return false;
        }

        var arguments = text.Read(ref reader, out var length);
        if (arguments.Length == length)
        {
            into.OfferArguments(key, arguments);
        }

        return true;
    }

    /// <summary>Bytes of all text in a value that is not read; walks its tokens without making anything of them.</summary>
    internal static long Measure(ref Utf8JsonReader reader, JsonText text)
    {
        long bytes = 0;
        var depth = reader.CurrentDepth;
        var isKey = false;
        var isBytes = false;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    isKey = reader.Is("key"u8);
                    isBytes = reader.Is("bytesValue"u8);
                    break;
                case JsonTokenType.String when isBytes:
                    bytes += JsonText.MeasureBase64(text.Read(ref reader, out var length), length);
                    break;
                case JsonTokenType.String when !isKey:
                    bytes += JsonText.Measure(ref reader);
                    break;
                default:
                    break;
            }
        }
        while (!IsEndOf(ref reader, depth) && reader.Read());

        return bytes;
    }

    // A scalar ends where it begins; an object or list where the depth is back at its start.
    private static bool IsEndOf(ref Utf8JsonReader reader, int depth) =>
        reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
}
