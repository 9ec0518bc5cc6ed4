using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>Reads moments and durations as people write them.</summary>
internal static class PlainTimes
{
    private const decimal NanosPerSecond = 1_000_000_000m;
    private const decimal NanosPerMillisecond = 1_000_000m;
    private const int LongestText = 40;

    // Since 1970 the four units cannot be mistaken for each other: the year 5138 in seconds is 1973 in milliseconds.
    private const decimal MostSeconds = 100_000_000_000m;
    private const decimal MostMilliseconds = 100_000_000_000_000m;
    private const decimal MostMicroseconds = 100_000_000_000_000_000m;

    private static readonly string[] s_forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd' 'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    // Shapes read here, all of them the same moment:
    //   "2026-08-06T12:00:00.250Z"   "2026-08-06 14:00:00.25+02:00"   (without an offset it is UTC)
    //   1786017600.25   1786017600250   1786017600250000   "1786017600250000000"

    /// <summary>Nanoseconds since 1970; false for what is no time that we can hold.</summary>
    internal static bool TryRead(ref Utf8JsonReader reader, out ulong nanos)
    {
        nanos = 0;
        return reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out var number) && FromNumber(number, out nanos),
            JsonTokenType.String when reader.ValueIsEscaped => TryParseEscaped(reader.ValueSpan, out nanos),
            JsonTokenType.String => TryParse(reader.ValueSpan, out nanos),
            _ => false,
        };
    }

    /// <summary>Nanoseconds of a number of milliseconds; false for what is none.</summary>
    internal static bool TryReadMilliseconds(ref Utf8JsonReader reader, out ulong nanos)
    {
        nanos = 0;
        decimal number = 0;
        var isNumber = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out number),
            JsonTokenType.String => Utf8Parser.TryParse(reader.ValueSpan, out number, out var used) && used == reader.ValueSpan.Length,
            _ => false,
        };
        return isNumber && number is >= 0 and < MostMilliseconds && Within(number * NanosPerMillisecond, out nanos);
    }

    internal static bool TryParse(ReadOnlySpan<byte> text, out ulong nanos)
    {
        nanos = 0;
        if (text.IsEmpty || text.Length > LongestText)
        {
            return false;
        }

        if (Utf8Parser.TryParse(text, out decimal number, out var used) && used == text.Length)
        {
            return FromNumber(number, out nanos);
        }

        // The framework's times end at a hundred nanoseconds: what stands behind the point is read apart.
        var written = Encoding.UTF8.GetString(text);
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var fraction = "";
        if (point > 0)
        {
            var end = point + 1;
            while (end < written.Length && char.IsAsciiDigit(written[end]))
            {
                end++;
            }

            (fraction, written) = (written[(point + 1)..end], written.Remove(point, end - point));
        }

        if (point > 0 && fraction.Length == 0
            || !DateTimeOffset.TryParseExact(written, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return false;
        }

        const int Digits = 9;
        var below = long.Parse(fraction.PadRight(Digits, '0')[..Digits], CultureInfo.InvariantCulture);
        return Within((moment.ToUnixTimeSeconds() * NanosPerSecond) + below, out nanos);
    }

    // Some writers escape the plus of an offset.
    private static bool TryParseEscaped(ReadOnlySpan<byte> raw, out ulong nanos)
    {
        nanos = 0;
        Span<byte> text = stackalloc byte[LongestText];
        return JsonText.Unescape(raw, text, out var written) <= LongestText && TryParse(text[..written], out nanos);
    }

    private static bool FromNumber(decimal number, out ulong nanos)
    {
        nanos = 0;
        return number >= 0 && Within(
            number switch
            {
                < MostSeconds => number * NanosPerSecond,
                < MostMilliseconds => number * NanosPerMillisecond,
                < MostMicroseconds => number * 1_000m,
                _ => number,
            },
            out nanos);
    }

    private static bool Within(decimal value, out ulong nanos)
    {
        var isWithin = value is >= 0 and <= long.MaxValue;
        nanos = isWithin ? (ulong)value : 0;
        return isWithin;
    }
}
