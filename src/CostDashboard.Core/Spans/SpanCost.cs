using CostDashboard.Core.Content;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spans;

/// <summary>How a cost came about; the dimension "price state".</summary>
public enum PriceState : byte
{
    NotACall = 0,
    Computed = 1,
    Reported = 2,
    Partial = 3,
    Unpriced = 4,
}

/// <summary>One line of a bill: so much of a meter at such a rate (FOCUS: <c>ConsumedQuantity</c>, <c>PricingQuantity</c>, <c>ListUnitPrice</c>).</summary>
/// <param name="Quantity">As it is counted: tokens, milliseconds, pieces.</param>
/// <param name="Rate">US dollars for one of <see cref="Unit"/>; null when the book has none for this meter, and then <see cref="Amount"/> is zero and the cost is partial.</param>
/// <param name="IsDerived">The rate follows from another one by a rule, because the provider lists none.</param>
/// <param name="Factor">What is paid of the rate: 1 where no discount was given; see <see cref="PriceReference.Discount"/>.</param>
public sealed record CostLine(Meter Meter, long Quantity, decimal? Rate, bool IsDerived = false, decimal Factor = 1m)
{
    public PricingUnit Unit => Meter.Unit();

    /// <summary>The quantity in the unit that the rate is for: millions of tokens, seconds, pieces.</summary>
    public decimal PricingQuantity => Quantity / (decimal)Unit.QuantityOfOne();

    public Usd Amount => new(Quantity * (Rate ?? 0m) * Factor / Unit.QuantityOfOne());
}

/// <summary>Which price was used: enough to find it again and to say it on a page.</summary>
/// <param name="BookVersion">Version of the price book as a whole.</param>
/// <param name="Model">The book's own name of the model, which may differ from the span's.</param>
/// <param name="Matched">Which matching rule led from the span's model to the book's.</param>
/// <param name="EffectiveFrom">The day from which the provider charges it (UTC); null when the start is not known.</param>
/// <param name="RecordedAt">The day on which it was written into the book.</param>
/// <param name="Tier">Names of what made it differ from the base rate: a context tier, a service tier; null for the base rate.</param>
/// <param name="Kind">Whether it came with the program, was imported, or is the organisation's own.</param>
/// <param name="Discount">What the organisation pays of the rates; null where it pays them in full.</param>
public sealed record PriceReference(
    string BookVersion,
    string Provider,
    string Model,
    string Matched,
    DateOnly? EffectiveFrom,
    DateOnly RecordedAt,
    string Source,
    string? Tier = null,
    PriceKind Kind = PriceKind.Shipped,
    PriceDiscount? Discount = null)
{
    /// <summary>The rates are multiplied by it.</summary>
    public decimal Factor => Discount?.Factor ?? 1m;
}

/// <summary>What a span's own call cost, or why we cannot say. An unknown price is <see cref="Unpriced"/>, never zero.</summary>
public abstract record SpanCost
{
    private SpanCost()
    {
    }

    /// <summary>The amount that is charged if the span is; null exactly where it is unknown or there was no call.</summary>
    public abstract Usd? Total { get; }

    public abstract PriceState State { get; }

    public sealed record NotACall : SpanCost
    {
        public static NotACall Instance { get; } = new();

        public override Usd? Total => null;

        public override PriceState State => PriceState.NotACall;
    }

    /// <summary>Quantities times rates of the book; the lines add up to the total.</summary>
    public sealed record Computed(Usd Sum, IReadOnlyList<CostLine> Lines, PriceReference Price) : SpanCost
    {
        public override Usd? Total => Sum;

        public override PriceState State => PriceState.Computed;

        public bool Equals(Computed? other) => other is not null && Sum == other.Sum && Price == other.Price && Lines.SequenceEqual(other.Lines);

        public override int GetHashCode() => HashCode.Combine(Sum, Price, Lines.Count);
    }

    /// <summary>What the span itself says it cost. It wins; what the book makes of it stands beside it.</summary>
    /// <param name="Beside">A <see cref="Computed"/>, <see cref="Partial"/> or <see cref="Unpriced"/>.</param>
    public sealed record Reported(Usd Sum, SpanCost Beside) : SpanCost
    {
        public override Usd? Total => Sum;

        public override PriceState State => PriceState.Reported;
    }

    /// <summary>Some meter has no rate: the total is a lower bound and is marked as such wherever it is shown.</summary>
    public sealed record Partial(Usd Sum, IReadOnlyList<CostLine> Lines, PriceReference Price, string Missing) : SpanCost
    {
        public override Usd? Total => Sum;

        public override PriceState State => PriceState.Partial;

        public bool Equals(Partial? other) =>
            other is not null && Sum == other.Sum && Price == other.Price && Missing == other.Missing && Lines.SequenceEqual(other.Lines);

        public override int GetHashCode() => HashCode.Combine(Sum, Price, Missing, Lines.Count);
    }

    /// <summary>A call whose price we do not know, and why.</summary>
    public sealed record Unpriced(string Reason) : SpanCost
    {
        public override Usd? Total => null;

        public override PriceState State => PriceState.Unpriced;
    }
}

/// <summary>A span that has been through <c>SpanPricer</c>. Only these may be stored.</summary>
public sealed record PricedSpan(NormalizedSpan Span, SpanCost Cost)
{
    public SpanKey Key => Span.Key;

    /// <summary>What is kept of its prompts, completions and tools' payloads, redacted; null for nothing, and on spans read from a store, which keeps it apart.</summary>
    public SpanContent? Content { get; init; }
}
