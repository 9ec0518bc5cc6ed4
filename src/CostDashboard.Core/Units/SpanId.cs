using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CostDashboard.Core.Units;

/// <summary>The 8 bytes of a W3C span id. All zero is invalid by the specification and stands for "none".</summary>
public readonly record struct SpanId(ulong Value) : IComparable<SpanId>
{
    public const int Length = 8;

    public bool IsZero => Value == 0;

    /// <summary>The id as the signed number that both engines can store and index.</summary>
    public long ToInt64() => unchecked((long)Value);

    public static SpanId FromInt64(long value) => new(unchecked((ulong)value));

    public static SpanId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Reads 16 hexadecimal digits in either case; anything else is not a span id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SpanId id)
    {
        id = default;
        if (text is not { Length: 2 * Length }
            || !ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new(value);
        return !id.IsZero;
    }

    /// <summary>16 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    public int CompareTo(SpanId other) => Value.CompareTo(other.Value);
}
