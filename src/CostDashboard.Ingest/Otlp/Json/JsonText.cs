using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Buffers.Text;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>
/// Reads the text of JSON string tokens. Unlike the reader's own <c>GetString</c> it does not throw on bytes that are no UTF-8
/// or on half a surrogate pair, and it makes no more of a long text than is kept.
/// </summary>
/// <param name="mostTextBytes">What is kept of one text at most.</param>
internal sealed class JsonText(int mostTextBytes = SpanLimits.TextBytes)
{
    // Room for what is kept of a text, and for the base64 of what is kept of a byte string.
    private readonly byte[] _scratch = new byte[(mostTextBytes * 3 / 2) + 8];

    /// <summary>The current token's text in UTF-8, valid until the next call; of a long escaped text only its beginning.</summary>
    /// <param name="length">Bytes of the whole text.</param>
    internal ReadOnlySpan<byte> Read(ref Utf8JsonReader reader, out long length)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            length = raw.Length;
            return raw;
        }

        length = Unescape(raw, _scratch, out var written);
        return _scratch.AsSpan(0, written);
    }

    internal static long Measure(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Unescape(reader.ValueSpan, default, out _) : reader.ValueSpan.Length;

    /// <summary>Writes what fits, and returns what all would take.</summary>
    internal static long Unescape(ReadOnlySpan<byte> raw, Span<byte> into, out int written)
    {
        long length = 0;
        written = 0;
        Span<byte> character = stackalloc byte[4];
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain != 0)
            {
                var piece = plain < 0 ? raw : raw[..plain];
                length += piece.Length;
                written += Append(piece, into[written..]);
                raw = raw[piece.Length..];
                continue;
            }

            var bytes = ReadEscape(raw, out var consumed).EncodeToUtf8(character);
            length += bytes;
            written += Append(character[..bytes], into[written..]);
            raw = raw[consumed..];
        }

        return length;
    }

    private static int Append(ReadOnlySpan<byte> piece, Span<byte> into)
    {
        var fits = Math.Min(piece.Length, into.Length);
        piece[..fits].CopyTo(into);
        return fits;
    }

    // The reader has checked the escapes' form already: what follows a backslash is one of these, and u has four hexadecimal digits.
    private static Rune ReadEscape(ReadOnlySpan<byte> raw, out int consumed)
    {
        consumed = 2;
        switch (raw[1])
        {
            case (byte)'n':
                return new('\n');
            case (byte)'r':
                return new('\r');
            case (byte)'t':
                return new('\t');
            case (byte)'b':
                return new('\b');
            case (byte)'f':
                return new('\f');
            case (byte)'u':
                break;
            default:
                return new((char)raw[1]);
        }

        const int EscapeLength = 6;
        consumed = EscapeLength;
        var first = (char)Hex(raw);
        if (Rune.TryCreate(first, out var whole))
        {
            return whole;
        }

        if (raw.Length >= 2 * EscapeLength && raw[EscapeLength] == '\\' && raw[EscapeLength + 1] == 'u'
            && Rune.TryCreate(first, (char)Hex(raw[EscapeLength..]), out var pair))
        {
            consumed = 2 * EscapeLength;
            return pair;
        }

        return Rune.ReplacementChar;
    }

    private static int Hex(ReadOnlySpan<byte> escape) => int.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Decodes the base64 of a byte string, at most <see cref="SpanLimits.TextBytes"/> of it; null when it is none.</summary>
    internal byte[]? ReadBase64(ref Utf8JsonReader reader, out long length)
    {
        const int Group = 4;
        const int BytesPerGroup = 3;
        var text = Read(ref reader, out var textLength);
        length = MeasureBase64(text, textLength);
        var kept = text[..Math.Min(text.Length, (SpanLimits.TextBytes / BytesPerGroup + 1) * Group)];
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(kept.Length)];
        if (Base64.DecodeFromUtf8(kept, bytes, out var consumed, out var written) is not System.Buffers.OperationStatus.Done || consumed != kept.Length)
        {
            return null;
        }

        return bytes[..Math.Min(written, SpanLimits.TextBytes)];
    }

    internal static long MeasureBase64(ReadOnlySpan<byte> text, long textLength) =>
        (textLength / 4 * 3) - (text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0);
}
