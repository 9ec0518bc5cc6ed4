using System.Buffers.Text;
using System.Text.Json;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp.Json;

/// <summary>Reads numbers as proto3 JSON writes them (64-bit ones as text) and as they are seen (as numbers, also with a fraction of zero).</summary>
internal static class JsonNumbers
{
    private const double MostExact = 9.2e18;

    /// <summary>A time or a count. A negative number is <see cref="ulong.MaxValue"/>, beyond every limit. False when the token holds no number.</summary>
    internal static bool TryReadUnsigned(ref Utf8JsonReader reader, out ulong number)
    {
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetUInt64(out number))
        {
            return true;
        }

        if (reader.TokenType is JsonTokenType.String && TryParse(reader.ValueSpan, out number))
        {
            return true;
        }

        number = ulong.MaxValue;
        return TryReadDouble(ref reader, out var real) && FromDouble(real, out number);
    }

    internal static AttributeValue ReadInteger(ref Utf8JsonReader reader, JsonText text)
    {
        if (reader.TokenType is JsonTokenType.Number)
        {
            return reader.TryGetInt64(out var whole) ? AttributeValue.Of(whole)
                : TryReadDouble(ref reader, out var real) && real == Math.Truncate(real) && Math.Abs(real) < MostExact ? AttributeValue.Of((long)real)
                : AttributeValue.Of(real);
        }

        var digits = text.Read(ref reader, out _);
        return Utf8Parser.TryParse(digits, out long parsed, out var used) && used == digits.Length && used > 0
            ? AttributeValue.Of(parsed)
            : AttributeValue.Of(Utf8Texts.Get(Utf8Texts.Cut(digits, SpanLimits.NameBytes)));
    }

    /// <summary>A JSON number, or text: "NaN", "Infinity", "-Infinity", or digits.</summary>
    internal static bool TryReadDouble(ref Utf8JsonReader reader, out double number)
    {
        number = 0;
        if (reader.TokenType is JsonTokenType.Number)
        {
            return reader.TryGetDouble(out number);
        }

        if (reader.TokenType is not JsonTokenType.String)
        {
            return false;
        }

        var text = reader.ValueSpan;
        if (text.SequenceEqual("NaN"u8))
        {
            number = double.NaN;
            return true;
        }

        if (text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8))
        {
            number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && used > 0;
    }

    private static bool TryParse(ReadOnlySpan<byte> digits, out ulong number) =>
        Utf8Parser.TryParse(digits, out number, out var used) && used == digits.Length && used > 0;

    private static bool FromDouble(double real, out ulong number)
    {
        number = real is >= 0 and < MostExact ? (ulong)real : ulong.MaxValue;
        return !double.IsNaN(real);
    }
}
