using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing;

/// <summary>
/// US dollars for one unit of each meter: per million tokens, per second, per piece. A meter that the provider does not list has none, which is not the
/// same as free; what follows from another rate by a rule is told apart from what is listed.
/// </summary>
public sealed class Rates : IEquatable<Rates>
{
    // https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching#pricing, and what ccusage and LiteLLM do where no price is listed.
    private const decimal CacheWrite5mOfInput = 1.25m;
    private const decimal CacheWrite1hOfInput = 2m;

    private const int TokenMeters = (int)Meter.Citation + 1;

    private readonly decimal?[] _tokens = new decimal?[TokenMeters];
    private readonly KeyValuePair<Meter, decimal>[] _units;

    /// <param name="listed">Each meter once.</param>
    /// <exception cref="ArgumentException">A meter stands there twice.</exception>
    public Rates(IEnumerable<KeyValuePair<Meter, decimal>> listed)
    {
        var all = listed.OrderBy(rate => rate.Key).ToArray();
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i].Key == all[i - 1].Key)
            {
                throw new ArgumentException($"the meter {all[i].Key} has two rates", nameof(listed));
            }
        }

        foreach (var (meter, rate) in all)
        {
            if (meter.IsTokens())
            {
                _tokens[(int)meter] = rate;
            }
        }

        _units = [.. all.Where(rate => !rate.Key.IsTokens())];
        PricesTokens = _units.Length < all.Length;
        RequestFee = Listed(Meter.Request);
    }

    public decimal? Input => Listed(Meter.Input);

    public decimal? CacheRead => Listed(Meter.CacheRead);

    public decimal? Output => Listed(Meter.Output);

    public bool IsEmpty => !PricesTokens && _units.Length == 0;

    /// <summary>Some class of tokens has a rate.</summary>
    public bool PricesTokens { get; }

    /// <summary>Every call is charged this, whatever it used; null where there is no such fee.</summary>
    internal decimal? RequestFee { get; }

    /// <summary>All that is listed, by meter.</summary>
    public IEnumerable<KeyValuePair<Meter, decimal>> All
    {
        get
        {
            for (var i = 0; i < TokenMeters; i++)
            {
                if (_tokens[i] is { } rate)
                {
                    yield return new((Meter)i, rate);
                }
            }

            foreach (var rate in _units)
            {
                yield return rate;
            }
        }
    }

    /// <summary>The rate that the provider lists for exactly this meter.</summary>
    public decimal? Listed(Meter meter)
    {
        if (meter.IsTokens())
        {
            return _tokens[(int)meter];
        }

        foreach (var (unit, rate) in _units)
        {
            if (unit == meter)
            {
                return rate;
            }
        }

        return null;
    }

    /// <summary>The rate of a meter, or the one that follows from its parent's: never a silent zero.</summary>
    /// <returns>The rate, null when neither the meter nor its parent has one; and whether it was derived.</returns>
    public (decimal? Rate, bool IsDerived) Of(Meter meter)
    {
        if (Listed(meter) is { } listed)
        {
            return (listed, false);
        }

        var derived = Derived(meter);
        return (derived, derived is not null);
    }

    /// <summary>The same rates with those of tokens times a factor: what a provider adds for a region holds for tokens, not for searches.</summary>
    public Rates TokensTimes(decimal factor) => new(All.Select(rate => rate.Key.IsTokens() ? new(rate.Key, rate.Value * factor) : rate));

    /// <summary>These rates, and those of <paramref name="others"/> for the meters that have none here.</summary>
    public Rates Or(Rates others) => new(All.Concat(others.All.Where(rate => Listed(rate.Key) is null)));

    public bool Equals(Rates? other) => other is not null && All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as Rates);

    public override int GetHashCode() => HashCode.Combine(_tokens[(int)Meter.Input], _tokens[(int)Meter.Output], _units.Length);

    // What no provider lists is charged as what it is a part of: audio as input, a cached image as cached input.
    private decimal? Derived(Meter meter) => meter switch
    {
        Meter.CacheRead => Listed(Meter.Input),
        Meter.CacheWrite5m => Listed(Meter.Input) * CacheWrite5mOfInput,
        Meter.CacheWrite1h => Listed(Meter.Input) * CacheWrite1hOfInput,
        Meter.AudioCacheRead => Listed(Meter.CacheRead) ?? Of(Meter.AudioInput).Rate,
        Meter.ImageCacheRead => Listed(Meter.CacheRead) ?? Of(Meter.ImageInput).Rate,
        Meter.AudioInput or Meter.ImageInput or Meter.VideoInput or Meter.Citation => Listed(Meter.Input),
        Meter.Reasoning or Meter.AudioOutput or Meter.ImageOutput or Meter.VideoOutput => Listed(Meter.Output),
        _ => null,
    };
}
