using System.Buffers.Text;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Otlp;

/// <summary>Reads trace and span ids out of JSON text: hexadecimal in any case as OTLP asks, and the other forms that are seen.</summary>
internal static class OtlpIds
{
    // Shapes read here, for a trace id (a span id has half the digits):
    //   5b8efff798038103d269b633813fc60c     OTLP/JSON
    //   W47/95gDgQPSabYzgT/GDA==             proto3 JSON's base64
    //   0x8efff798038103d269b633813fc60c     a number without its leading zeros
    internal static bool TryReadTrace(ReadOnlySpan<byte> text, out TraceId id)
    {
        Span<byte> bytes = stackalloc byte[TraceId.Length];
        id = TryRead(text, bytes) ? TraceId.FromBytes(bytes) : default;
        return !id.IsZero;
    }

    internal static bool TryReadSpan(ReadOnlySpan<byte> text, out SpanId id)
    {
        Span<byte> bytes = stackalloc byte[SpanId.Length];
        id = TryRead(text, bytes) ? SpanId.FromBytes(bytes) : default;
        return !id.IsZero;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (text.StartsWith("0x"u8) || text.StartsWith("0X"u8))
        {
            return TryReadNumber(text[2..], bytes);
        }

        if (text.Length == 2 * bytes.Length)
        {
            return TryReadHex(text, bytes);
        }

        return text.Length == Base64.GetMaxEncodedToUtf8Length(bytes.Length)
            && Base64.DecodeFromUtf8(text, bytes, out _, out var written) is System.Buffers.OperationStatus.Done
            && written == bytes.Length;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, Span<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[2 * TraceId.Length];
        padded = padded[..(2 * bytes.Length)];
        if (digits.IsEmpty || digits.Length > padded.Length)
        {
            return false;
        }

        padded.Fill((byte)'0');
        digits.CopyTo(padded[^digits.Length..]);
        return TryReadHex(padded, bytes);
    }

    private static bool TryReadHex(ReadOnlySpan<byte> digits, Span<byte> bytes) =>
        Convert.FromHexString(digits, bytes, out _, out var written) is System.Buffers.OperationStatus.Done && written == bytes.Length;
}
