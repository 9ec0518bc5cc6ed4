using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Details;

/// <summary>A piece that is stored once for all spans that share it.</summary>
internal readonly record struct SharedPart(long Id, byte[] Content);

/// <summary>
/// Writes the pieces that spans share. Spans of one request hold the same object, and spans of one model the same price,
/// so within a commit each is encoded once.
/// </summary>
internal sealed class SharedParts
{
    private readonly Dictionary<SpanOrigin, SharedPart> _origins = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PriceReference, SharedPart> _prices = new(ReferenceEqualityComparer.Instance);
    private readonly ByteWriter _writer = new();

    public SharedPart Of(SpanOrigin origin)
    {
        if (!_origins.TryGetValue(origin, out var part))
        {
            _writer.Clear();
            AttributeCode.Write(_writer, origin.Resource);
            _writer.Text(origin.ScopeName);
            _writer.Text(origin.ScopeVersion);

            // Absent for the signal that nearly all come by.
            if (origin.Signal is not Signal.Trace)
            {
                _writer.Byte((byte)origin.Signal);
            }

            _origins[origin] = part = Pack();
        }

        return part;
    }

    public SharedPart Of(PriceReference price)
    {
        if (!_prices.TryGetValue(price, out var part))
        {
            _writer.Clear();
            _writer.Text(price.BookVersion);
            _writer.Text(price.Provider);
            _writer.Text(price.Model);
            _writer.Text(price.Matched);
            _writer.Signed(price.EffectiveFrom?.DayNumber);
            _writer.Signed(price.RecordedAt.DayNumber);
            _writer.Text(price.Source);
            _writer.Text(price.Tier);
            WriteOwn(_writer, price);
            _prices[price] = part = Pack();
        }

        return part;
    }

    public static SpanOrigin ReadOrigin(byte[] content)
    {
        var reader = new ByteReader(Packing.Unpack(content));
        var origin = new SpanOrigin(AttributeCode.Read(ref reader), reader.TextOrNull(), reader.TextOrNull());
        return reader.IsAtEnd ? origin : origin with { Signal = (Signal)reader.Byte() };
    }

    public static PriceReference ReadPrice(byte[] content)
    {
        var reader = new ByteReader(Packing.Unpack(content));
        var list = new PriceReference(
            reader.Text(),
            reader.Text(),
            reader.Text(),
            reader.Text(),
            reader.SignedOrNull() is { } from ? DateOnly.FromDayNumber((int)from) : null,
            DateOnly.FromDayNumber((int)reader.Signed()),
            reader.Text(),
            reader.TextOrNull());
        return reader.IsAtEnd ? list : ReadOwn(ref reader, list);
    }

    // Absent where the price is as it ships: most are, and so were all before there were others.
    private static void WriteOwn(ByteWriter to, PriceReference price)
    {
        if (price is { Kind: PriceKind.Shipped, Discount: null })
        {
            return;
        }

        to.Byte((byte)price.Kind);
        to.Byte(price.Discount is null ? (byte)0 : (byte)1);
        if (price.Discount is { } discount)
        {
            to.Decimal(discount.Factor);
            to.Text(discount.Scope);
            to.Text(discount.Note);
        }
    }

    private static PriceReference ReadOwn(ref ByteReader from, PriceReference list) => list with
    {
        Kind = (PriceKind)from.Byte(),
        Discount = from.Byte() == 0 ? null : new(from.Decimal(), from.Text(), from.Text()),
    };

    private SharedPart Pack() => new(ContentHash.Of(_writer.Written), Packing.Pack(_writer.Written));
}
