using System.Text.Json;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Compares names. The reader's own <c>ValueTextEquals</c> throws on a name that holds half a surrogate pair.</summary>
internal static class JsonNames
{
    // Longer than any name that is looked for.
    private const int LongestName = 64;

    /// <summary>Whether the current name or text is this one, by whatever escapes it is written.</summary>
    internal static bool Is(this ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(text);
        }

        Span<byte> unescaped = stackalloc byte[LongestName];
        return JsonText.Unescape(reader.ValueSpan, unescaped, out var written) == text.Length && unescaped[..written].SequenceEqual(text);
    }
}
