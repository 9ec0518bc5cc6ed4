namespace CostDashboard.Core.Spend.Spikes;

/// <summary>What the cost of calls is the product of.</summary>
public enum SpikeFactor : byte
{
    /// <summary>How many calls there are.</summary>
    Volume = 0,

    /// <summary>How many tokens a call takes.</summary>
    TokensPerCall = 1,

    /// <summary>What a token costs.</summary>
    PricePerToken = 2,

    /// <summary>Which kinds of call they are: dear or cheap steps and models.</summary>
    Mix = 3,
}

/// <summary>
/// A difference in cost, split into what made it: how many calls there were, which they were, how many tokens each took, and what a token cost.
/// The four parts add up to the difference to the nano-dollar.
/// </summary>
/// <param name="DifferenceNanoUsd">The period's cost less the baseline's, rounded once.</param>
/// <param name="VolumeNanoUsd">More or fewer calls, at the baseline's mix.</param>
/// <param name="MixNanoUsd">Another share of dear and cheap kinds of call (a kind is a step with a model).</param>
/// <param name="TokensPerCallNanoUsd">More or fewer tokens in a call of the same kind.</param>
/// <param name="PricePerTokenNanoUsd">Another price for a token of the same kind: a new rate, another tier, fewer cached tokens, more output to the input.</param>
/// <remarks>
/// The cost of a kind is the product of four factors: all calls × the kind's share of them × tokens per call × cost per token.
/// A product's change is given to its factors by their Shapley values, which leave no rest and do not depend on an order of the factors
/// (J. W. Sun, "Changes in energy consumption and energy intensity: a complete decomposition model", Energy Economics 20 (1998), pp. 85–100).
/// </remarks>
public sealed record SpikeDrivers(long DifferenceNanoUsd, long VolumeNanoUsd, long MixNanoUsd, long TokensPerCallNanoUsd, long PricePerTokenNanoUsd)
{
    private const int Factors = 4;

    /// <summary>The factor that made most of the difference, in its direction; of equal ones the first.</summary>
    public SpikeFactor Main => Enum.GetValues<SpikeFactor>().MaxBy(factor => Of(factor) * Math.Sign(DifferenceNanoUsd));

    /// <summary>What a factor brought.</summary>
    public long Of(SpikeFactor factor) => factor switch
    {
        SpikeFactor.Volume => VolumeNanoUsd,
        SpikeFactor.TokensPerCall => TokensPerCallNanoUsd,
        SpikeFactor.PricePerToken => PricePerTokenNanoUsd,
        SpikeFactor.Mix => MixNanoUsd,
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "There is no such factor."),
    };

    // |S|! (n − |S| − 1)! / n! for n = 4: how often, among all orders of the factors, just |S| of the others changed before this one.
    private static readonly decimal[] s_weights = [1m / 4, 1m / 12, 1m / 12, 1m / 4];

    /// <summary>Time grows with the number of cells.</summary>
    public static SpikeDrivers Of(IReadOnlyList<SpikeCell> cells)
    {
        var kinds = new Dictionary<(string Step, string Provider, string Model), (SpikeFigures Now, SpikeFigures Usual)>();
        var (callsNow, callsUsual, costNow, costUsual) = (0m, 0m, 0m, 0m);
        foreach (var cell in cells)
        {
            var key = (cell.Series.Step, cell.Series.Provider, cell.Series.Model);
            var sum = kinds.GetValueOrDefault(key);
            kinds[key] = (sum.Now + cell.Now, sum.Usual + cell.Usual);
            callsNow += cell.Now.Calls;
            callsUsual += cell.Usual.Calls;
            costNow += cell.Now.CostNanoUsd;
            costUsual += cell.Usual.CostNanoUsd;
        }

        Span<decimal> parts = stackalloc decimal[Factors];
        parts.Clear();
        foreach (var (now, usual) in kinds.Values)
        {
            AddKind(parts, now, usual, callsNow, callsUsual);
        }

        return Rounded(decimal.ToInt64(decimal.Round(costNow - costUsual, 0, MidpointRounding.ToEven)), parts);
    }

    private static void AddKind(Span<decimal> parts, SpikeFigures now, SpikeFigures usual, decimal callsNow, decimal callsUsual)
    {
        Span<decimal> before = stackalloc decimal[Factors];
        Span<decimal> after = stackalloc decimal[Factors];
        var hasTokens = Has(now) && Has(usual);
        Split(now, callsNow, hasTokens, after);
        Split(usual, callsUsual, hasTokens, before);

        // What was not there has no tokens per call and no price: those of the other side stand in, so that it came (or went) as calls.
        if (usual.Calls == 0)
        {
            (before[2], before[3]) = (after[2], after[3]);
        }

        if (now.Calls == 0)
        {
            (after[2], after[3]) = (before[2], before[3]);
        }

        // Without any call on one side there is no mix on that side either: all of it is volume.
        before[1] = callsUsual == 0 ? after[1] : before[1];
        after[1] = callsNow == 0 ? before[1] : after[1];
        for (var factor = 0; factor < Factors; factor++)
        {
            parts[factor] += ShapleyValue(before, after, factor);
        }
    }

    // A reported cost may come without tokens: then the call itself is what has a price.
    private static bool Has(SpikeFigures figures) => figures.Calls == 0 || figures.Tokens > 0;

    private static void Split(SpikeFigures kind, decimal allCalls, bool hasTokens, Span<decimal> factors)
    {
        factors.Clear();
        if (kind.Calls != 0 && allCalls != 0)
        {
            var tokens = hasTokens ? kind.Tokens : kind.Calls;
            factors[1] = kind.Calls / allCalls;
            factors[2] = tokens / kind.Calls;
            factors[3] = kind.CostNanoUsd / tokens;
        }

        factors[0] = allCalls;
    }

    private static decimal ShapleyValue(ReadOnlySpan<decimal> before, ReadOnlySpan<decimal> after, int factor)
    {
        var value = 0m;
        for (var changed = 0; changed < 1 << Factors; changed++)
        {
            if ((changed & (1 << factor)) != 0)
            {
                continue;
            }

            var product = after[factor] - before[factor];
            for (var other = 0; other < Factors; other++)
            {
                if (other != factor)
                {
                    product *= (changed & (1 << other)) != 0 ? after[other] : before[other];
                }
            }

            value += s_weights[System.Numerics.BitOperations.PopCount((uint)changed)] * product;
        }

        return value;
    }

    // Each part is rounded by itself; what that leaves of the difference, a few nano-dollars, goes to the largest part.
    private static SpikeDrivers Rounded(long difference, ReadOnlySpan<decimal> parts)
    {
        Span<long> rounded = stackalloc long[Factors];
        var (largest, rest) = (0, difference);
        for (var i = 0; i < Factors; i++)
        {
            rounded[i] = decimal.ToInt64(decimal.Round(parts[i], 0, MidpointRounding.ToEven));
            rest -= rounded[i];
            largest = Math.Abs(parts[i]) > Math.Abs(parts[largest]) ? i : largest;
        }

        rounded[largest] += rest;
        return new(difference, rounded[0], rounded[1], rounded[2], rounded[3]);
    }
}
