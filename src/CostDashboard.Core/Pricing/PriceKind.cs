namespace CostDashboard.Core.Pricing;

/// <summary>Who says so: where a price came into the book from.</summary>
public enum PriceKind : byte
{
    /// <summary>It came with the program.</summary>
    Shipped = 1,

    /// <summary>Somebody took it over from a list of prices, after looking at the difference.</summary>
    Imported = 2,

    /// <summary>The organisation's own price; for its days it wins over any other.</summary>
    Override = 3,
}

/// <summary>What the organisation pays in place of the list price, as a bill names it.</summary>
/// <param name="Factor">The list price is multiplied by it: 0.8 is a fifth off, 1.055 a fee on top.</param>
/// <param name="Scope">What it is given on: <c>everything</c>, a provider, or a provider and a model.</param>
/// <param name="Note">What whoever recorded it wrote; may be empty.</param>
public sealed record PriceDiscount(decimal Factor, string Scope, string Note);
