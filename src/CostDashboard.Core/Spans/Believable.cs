namespace CostDashboard.Core.Spans;

/// <summary>What a single call may state of itself and still be believed. Beyond it the emitter is mistaken (a wrong unit, a running total).</summary>
public static class Believable
{
    /// <summary>Tokens of one class: far beyond any prompt, and low enough that no rate makes an amount that cannot be stored.</summary>
    public const long MostTokens = 1_000_000_000;

    /// <summary>Stated dollars: a dearer single call is a mistake (micro-dollars, say); nearly a million such calls fit into a total.</summary>
    public const decimal MostReportedUsd = 10_000m;
}
