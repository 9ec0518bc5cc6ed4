using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Pricing;

/// <summary>US dollars per million tokens, by class of token. A class that the provider does not list is null, which is not the same as free.</summary>
/// <param name="Reasoning">Null where reasoning costs what other output costs, which is nearly everywhere.</param>
/// <param name="Others">Rates of classes that spans do not tell apart yet (audio, image, video, citation), by the price file's name for them.</param>
public sealed record Rates(
    decimal? Input,
    decimal? Output,
    decimal? CacheRead,
    decimal? CacheWrite5m,
    decimal? CacheWrite1h,
    decimal? Reasoning,
    IReadOnlyDictionary<string, decimal> Others)
{
    // https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching#pricing, and what ccusage and LiteLLM do where no price is listed.
    private const decimal CacheWrite5mOfInput = 1.25m;
    private const decimal CacheWrite1hOfInput = 2m;

    /// <summary>Prices of other things than tokens only: pages, images, searches.</summary>
    public static Rates None { get; } = new(null, null, null, null, null, null, new Dictionary<string, decimal>());

    /// <summary>The rate of a class, or the one that follows from its parent's: never a silent zero.</summary>
    /// <returns>The rate, null when neither the class nor its parent has one; and whether it was derived.</returns>
    public (decimal? UsdPerMillion, bool IsDerived) Of(TokenClass tokens) => tokens switch
    {
        TokenClass.Input => (Input, false),
        TokenClass.Output => (Output, false),
        TokenClass.CacheRead => (CacheRead ?? Input, CacheRead is null),
        TokenClass.CacheWrite5m => (CacheWrite5m ?? (Input * CacheWrite5mOfInput), CacheWrite5m is null),
        TokenClass.CacheWrite1h => (CacheWrite1h ?? (Input * CacheWrite1hOfInput), CacheWrite1h is null),
        TokenClass.Reasoning => (Reasoning ?? Output, Reasoning is null),
        _ => throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "not a class of tokens"),
    };
}
