using System.Collections.Immutable;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>A time in which one card, and at most one discount, is in force.</summary>
/// <param name="From">Inclusive; the least moment there is where the start is not known.</param>
/// <param name="To">Exclusive; the last moment there is where no end is known.</param>
/// <param name="FirstBand">The place of the card's first band among the bands of all periods of its model.</param>
public sealed record PricePeriod(UnixNanos From, UnixNanos To, RateCard Card, PriceDiscount? Discount, int FirstBand);

/// <summary>From prices and discounts that each hold for some days to what is in force when.</summary>
internal static class PriceTimeline
{
    /// <summary>The cards of a price file, each of which holds until the next one.</summary>
    internal static ImmutableArray<PricePeriod> Of(IReadOnlyList<RateCard> cards) => Of([.. cards.Select(Candidate.Shipped)], []);

    /// <param name="cards">In any order.</param>
    /// <param name="discounts">Those that are given on this model, in any order.</param>
    /// <remarks>
    /// On any day the organisation's own price wins over another, then the one that began last, then the one that was recorded last. Days without
    /// a price belong to no period.
    /// </remarks>
    internal static ImmutableArray<PricePeriod> Of(IReadOnlyList<Candidate> cards, IReadOnlyList<PriceEntry.Discount> discounts)
    {
        var periods = ImmutableArray.CreateBuilder<PricePeriod>();
        var days = Boundaries(cards, discounts);
        for (var i = 0; i < days.Length; i++)
        {
            if (Winner(cards, days[i]) is not { } card)
            {
                continue;
            }

            var discount = Winner(discounts, days[i]);
            var (from, to) = (StartOf(days[i]), i + 1 < days.Length ? StartOf(days[i + 1]) : new UnixNanos(long.MaxValue));
            if (periods.Count > 0 && periods[^1] is var last && last.To == from && last.Card == card && last.Discount == discount)
            {
                periods[^1] = last with { To = to };
            }
            else
            {
                periods.Add(new(from, to, card, discount, periods.Count == 0 ? 0 : periods[^1].FirstBand + periods[^1].Card.BandCount));
            }
        }

        return periods.ToImmutable();
    }

    // Between two of these days nothing changes.
    private static DateOnly[] Boundaries(IReadOnlyList<Candidate> cards, IReadOnlyList<PriceEntry.Discount> discounts)
    {
        var days = new SortedSet<DateOnly>();
        foreach (var (from, to) in cards.Select(card => (card.From, card.To)).Concat(discounts.Select(discount => (discount.Origin.From, discount.Origin.To))))
        {
            days.Add(from ?? DateOnly.MinValue);
            if (to is { } end && end < DateOnly.MaxValue)
            {
                days.Add(end.AddDays(1));
            }
        }

        return [.. days];
    }

    private static RateCard? Winner(IReadOnlyList<Candidate> cards, DateOnly day) => cards
        .Where(card => Holds(card.From, card.To, day))
        .OrderByDescending(card => card.Card.Kind is PriceKind.Override)
        .ThenByDescending(card => card.From)
        .ThenByDescending(card => card.Card.RecordedAt)
        .ThenByDescending(card => card.RecordedAt)
        .ThenByDescending(card => card.Id)
        .FirstOrDefault()?.Card;

    private static PriceDiscount? Winner(IReadOnlyList<PriceEntry.Discount> discounts, DateOnly day) => discounts
        .Where(discount => Holds(discount.Origin.From, discount.Origin.To, day))
        .OrderByDescending(discount => discount.Model is not null)
        .ThenByDescending(discount => discount.Provider is not null)
        .ThenByDescending(discount => discount.Origin.From)
        .ThenByDescending(discount => discount.Origin.RecordedAt)
        .ThenByDescending(discount => discount.Origin.Id)
        .FirstOrDefault() is { } found && found.Factor != 1m
            ? new(found.Factor, found.Scope, found.Origin.Note)
            : null;

    internal static bool Holds(DateOnly? from, DateOnly? to, DateOnly day) => !(from > day) && !(to < day);

    internal static UnixNanos StartOf(DateOnly day) =>
        day == DateOnly.MinValue ? new(long.MinValue) : UnixNanos.From(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    /// <summary>A card with the days for which it may hold.</summary>
    internal sealed record Candidate(RateCard Card, DateOnly? From, DateOnly? To, UnixNanos RecordedAt, Guid Id)
    {
        internal static Candidate Shipped(RateCard card) => new(card, card.EffectiveFrom, null, new(long.MinValue), Guid.Empty);

        internal static Candidate Of(PriceEntry.Price entry, RateCard card) =>
            new(card with { Kind = entry.Kind }, entry.Origin.From, entry.Origin.To, entry.Origin.RecordedAt, entry.Origin.Id);
    }
}
