using System.Globalization;
using System.Text;

namespace CostDashboard.Core.Spans;

/// <summary>The kinds of OTLP's <c>AnyValue</c>, and one of ours for text that was skipped on the wire.</summary>
public enum AttributeKind : byte
{
    Empty = 0,
    Text = 1,
    Boolean = 2,
    Integer = 3,
    Double = 4,
    Bytes = 5,
    List = 6,
    Map = 7,

    /// <summary>Prompt or completion text that was not read; the number is its length in bytes.</summary>
    Omitted = 8,
}

/// <summary>One attribute's value, as the wire said it. Reading is lenient (numbers as text, one value for a list), because emitters are.</summary>
public readonly struct AttributeValue : IEquatable<AttributeValue>
{
    private readonly object? _reference;
    private readonly long _bits;

    private AttributeValue(AttributeKind kind, object? reference, long bits)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
    }

    public AttributeKind Kind { get; }

    public static AttributeValue Of(string text) => new(AttributeKind.Text, text, 0);

    public static AttributeValue Of(bool value) => new(AttributeKind.Boolean, null, value ? 1 : 0);

    public static AttributeValue Of(long value) => new(AttributeKind.Integer, null, value);

    public static AttributeValue Of(double value) => new(AttributeKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static AttributeValue Of(byte[] value) => new(AttributeKind.Bytes, value, 0);

    public static AttributeValue Of(AttributeValue[] items) => new(AttributeKind.List, items, 0);

    public static AttributeValue Of(KeyValuePair<string, AttributeValue>[] entries) => new(AttributeKind.Map, entries, 0);

    public static AttributeValue Omitted(long byteCount) => new(AttributeKind.Omitted, null, byteCount);

    /// <summary>The whole number of an <see cref="AttributeKind.Integer"/>, the length of an <see cref="AttributeKind.Omitted"/>; 0 otherwise.</summary>
    public long Integer => Kind is AttributeKind.Integer or AttributeKind.Omitted ? _bits : 0;

    public double Double => Kind is AttributeKind.Double ? BitConverter.Int64BitsToDouble(_bits) : 0;

    public bool Boolean => Kind is AttributeKind.Boolean && _bits != 0;

    public string? Text => _reference as string;

    public byte[]? Bytes => _reference as byte[];

    public AttributeValue[] Items => _reference as AttributeValue[] ?? [];

    public KeyValuePair<string, AttributeValue>[] Entries => _reference as KeyValuePair<string, AttributeValue>[] ?? [];

    /// <summary>Text of a text, a number or a boolean in the invariant culture; null for what has no one text.</summary>
    public string? AsText() => Kind switch
    {
        AttributeKind.Text => Text is { Length: > 0 } text ? text : null,
        AttributeKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        AttributeKind.Double => Double.ToString("R", CultureInfo.InvariantCulture),
        AttributeKind.Boolean => Boolean ? "true" : "false",
        _ => null,
    };

    /// <summary>A whole number from an integer, a double without a fraction, or text that holds one (all three are seen in the wild); null otherwise.</summary>
    public long? AsInteger() => Kind switch
    {
        AttributeKind.Integer => _bits,
        AttributeKind.Double => WholePart(Double),
        AttributeKind.Text when long.TryParse(Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) => whole,
        AttributeKind.Text when double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => WholePart(real),
        _ => null,
    };

    /// <summary>A finite number from an integer, a double or text that holds one; null otherwise.</summary>
    public double? AsDouble() => Kind switch
    {
        AttributeKind.Integer => _bits,
        AttributeKind.Double when double.IsFinite(Double) => Double,
        AttributeKind.Text when double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        _ => null,
    };

    /// <summary>An exact decimal from text or a number, as money is read; null when there is none or it is out of range.</summary>
    public decimal? AsDecimal() => Kind switch
    {
        AttributeKind.Integer => _bits,
        AttributeKind.Double when double.IsFinite(Double) && Math.Abs(Double) < 1e15 => (decimal)Double,
        AttributeKind.Text when decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) => exact,
        _ => null,
    };

    private static long? WholePart(double real) =>
        double.IsFinite(real) && Math.Abs(real) < 9e18 && real == Math.Truncate(real) ? (long)real : null;

    public bool Equals(AttributeValue other)
    {
        if (Kind != other.Kind || _bits != other._bits)
        {
            return false;
        }

        return Kind switch
        {
            AttributeKind.Text => string.Equals(Text, other.Text, StringComparison.Ordinal),
            AttributeKind.Bytes => Bytes.AsSpan().SequenceEqual(other.Bytes),
            AttributeKind.List => Items.AsSpan().SequenceEqual(other.Items),
            AttributeKind.Map => Entries.AsSpan().SequenceEqual(other.Entries),
            _ => true,
        };
    }

    public override bool Equals(object? obj) => obj is AttributeValue other && Equals(other);

    public override int GetHashCode() => Kind is AttributeKind.Text ? StringComparer.Ordinal.GetHashCode(Text!) : HashCode.Combine(Kind, _bits);

    /// <summary>What a person reads: text as it is, lists and maps in JSON's manner.</summary>
    public override string ToString()
    {
        if (Kind is AttributeKind.Text)
        {
            return Text!;
        }

        var builder = new StringBuilder();
        AttributeText.Append(builder, this);
        return builder.ToString();
    }
}
