namespace CostDashboard.Core.Spans;

/// <summary>What a single call may state of itself and still be believed. Beyond it the emitter is mistaken (a wrong unit, a running total).</summary>
public static class Believable
{
    /// <summary>Tokens of one class, or pieces of one unit: far beyond any prompt, and a total holds nearly a billion such calls.</summary>
    public const long MostTokens = 10_000_000_000;

    /// <summary>Stated dollars: a dearer single call is a mistake (micro-dollars, say); nearly a million such calls fit into a total.</summary>
    public const decimal MostReportedUsd = 10_000m;

    /// <summary>
    /// Dollars that a call's counts make at the book's rates. Higher than what a call may state, for here every quantity and rate is shown;
    /// with it no count and no rate that somebody wrote makes an amount that cannot be stored.
    /// </summary>
    public const decimal MostComputedUsd = 1_000_000m;
}
