using CostDashboard.Core.Spans;

namespace CostDashboard.Storage.Details;

/// <summary>The stored form of a cost: its state, then what that state holds. Rates and sums are exact decimals. The price, of which a cost has at most one, is a shared part.</summary>
internal static class CostCode
{
    public static void Write(ByteWriter to, SpanCost cost)
    {
        to.Byte((byte)cost.State);
        switch (cost)
        {
            case SpanCost.NotACall:
                break;
            case SpanCost.Computed computed:
                to.Decimal(computed.Sum.Amount);
                WriteLines(to, computed.Lines);
                break;
            case SpanCost.Partial partial:
                to.Decimal(partial.Sum.Amount);
                WriteLines(to, partial.Lines);
                to.Text(partial.Missing);
                break;
            case SpanCost.Reported reported:
                to.Decimal(reported.Sum.Amount);
                Write(to, reported.Beside);
                break;
            case SpanCost.Unpriced unpriced:
                to.Text(unpriced.Reason);
                break;
            default:
                throw new InvalidDataException($"A cost of state {cost.State} cannot be stored.");
        }
    }

    /// <summary>The price of a cost, or of the one that stands beside a reported cost.</summary>
    public static PriceReference? PriceOf(SpanCost cost) => cost switch
    {
        SpanCost.Computed computed => computed.Price,
        SpanCost.Partial partial => partial.Price,
        SpanCost.Reported reported => PriceOf(reported.Beside),
        _ => null,
    };

    public static SpanCost Read(ref ByteReader from, PriceReference? price) => (PriceState)from.Byte() switch
    {
        PriceState.NotACall => SpanCost.NotACall.Instance,
        PriceState.Computed => new SpanCost.Computed(new(from.Decimal()), ReadLines(ref from, price), Demand(price)),
        PriceState.Partial => new SpanCost.Partial(new(from.Decimal()), ReadLines(ref from, price), Demand(price), from.Text()),
        PriceState.Reported => new SpanCost.Reported(new(from.Decimal()), Read(ref from, price)),
        PriceState.Unpriced => new SpanCost.Unpriced(from.Text()),
        var state => throw new InvalidDataException($"A stored cost has the unknown state {state}."),
    };

    private static void WriteLines(ByteWriter to, IReadOnlyList<CostLine> lines)
    {
        to.Count(lines.Count);
        foreach (var line in lines)
        {
            to.Byte((byte)((byte)line.Meter << 2 | (line.IsDerived ? 2 : 0) | (line.Rate is null ? 0 : 1)));
            to.Signed(line.Quantity);
            if (line.Rate is { } rate)
            {
                to.Decimal(rate);
            }
        }
    }

    private static CostLine[] ReadLines(ref ByteReader from, PriceReference? price)
    {
        var lines = new CostLine[from.Count()];
        for (var i = 0; i < lines.Length; i++)
        {
            var head = from.Byte();
            lines[i] = new(Demand((Meter)(head >> 2)), from.Signed(), (head & 1) != 0 ? from.Decimal() : null, (head & 2) != 0, price?.Factor ?? 1m);
        }

        return lines;
    }

    private static Meter Demand(Meter meter) =>
        Enum.IsDefined(meter) ? meter : throw new InvalidDataException($"A line of a stored cost has the unknown meter {meter}.");

    private static PriceReference Demand(PriceReference? price) => price ?? throw new InvalidDataException("The price of a stored cost is missing.");
}
