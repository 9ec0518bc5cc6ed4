namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>What some calls are charged together, and what of it is not known.</summary>
/// <param name="NanoUsd">Charged nano-dollars, without the calls of unknown price.</param>
/// <param name="Calls">Charged calls.</param>
/// <param name="Unpriced">Those whose cost is not known at all.</param>
/// <param name="Partial">Those of which only a part is known.</param>
public readonly record struct ChargedMoney(long NanoUsd, int Calls, int Unpriced, int Partial)
{
    /// <summary>Of a span by itself.</summary>
    internal static ChargedMoney Of(SpanCharge charge) =>
        charge.IsCharged ? new(charge.CostNanoUsd, 1, charge.IsUnpriced ? 1 : 0, charge.IsPartial ? 1 : 0) : default;

    /// <summary>Of a span and all below it.</summary>
    internal static ChargedMoney Within(RolledUpSpan span) =>
        new(span.InclusiveCostNanoUsd, span.InclusiveCalls, span.InclusiveUnpricedCalls, span.InclusivePartialCalls);

    /// <exception cref="OverflowException">The sum is more than 64 bits hold.</exception>
    public static ChargedMoney operator +(ChargedMoney left, ChargedMoney right) => new(
        checked(left.NanoUsd + right.NanoUsd), left.Calls + right.Calls, left.Unpriced + right.Unpriced, left.Partial + right.Partial);

    public static ChargedMoney operator -(ChargedMoney left, ChargedMoney right) => new(
        checked(left.NanoUsd - right.NanoUsd), left.Calls - right.Calls, left.Unpriced - right.Unpriced, left.Partial - right.Partial);
}

internal static class ChargedMoneys
{
    internal static ChargedMoney Sum(this IEnumerable<ChargedMoney> all) => all.Aggregate(default(ChargedMoney), (sum, one) => sum + one);
}
