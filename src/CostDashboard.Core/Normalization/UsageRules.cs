using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>
/// Makes disjoint classes out of an emitter's token counts. Emitters differ in whether the input they state contains the cached tokens;
/// the rules and their numbers are those of the conventions, §9.2. The rule that held is kept in words for the trace page.
/// </summary>
internal static class UsageRules
{
    /// <summary>More tokens than any call can have; a larger number is a mistake and is not counted.</summary>
    internal const long MostTokens = 1_000_000_000;

    private const string NoCache = "input as stated (no cached tokens)";
    private const string ExcludesByTotal = "input excludes cache (total = input + output + cache)";
    private const string ExcludesBySize = "input excludes cache (input is less than its cached tokens)";
    private const string Includes = "input includes cache (OpenTelemetry ≥ 1.40)";
    private const string PlusThoughts = "; output plus thoughts (the total is larger by them)";

    internal static (Usage Usage, string? Rule) Disjoint(ref SpanReading reading)
    {
        if (reading.Tokens is not { } stated)
        {
            return (default, null);
        }

        var input = Counted(stated.Input, ref reading);
        var output = Counted(stated.Output, ref reading);
        var cacheRead = Counted(stated.CacheRead, ref reading);
        var cacheWrite = Counted(stated.CacheWrite, ref reading);
        var reasoning = Counted(stated.Reasoning, ref reading);
        var cached = cacheRead + cacheWrite;

        var rule =
            cached == 0 ? NoCache
            : stated.Total == input + output + cached ? ExcludesByTotal // rule 3
            : input < cached ? ExcludesBySize // rule 4
            : Includes; // rule 8
        var uncached = ReferenceEquals(rule, Includes) ? input - cached : input;

        var thoughts = ThoughtsOutsideOutput(stated.Total - (uncached + cached + output), reasoning, reading.Provider);
        if (thoughts > 0)
        {
            output += thoughts;
            reasoning = Math.Max(reasoning, thoughts);
            rule += PlusThoughts;
        }

        return (new(uncached, cacheRead, cacheWrite, 0, output, Math.Min(reasoning, output)), rule);
    }

    // Google counts thoughts beside the output; others inside it. Only a total that is larger by just these shows which it is.
    private static long ThoughtsOutsideOutput(long? missingFromTotal, long reasoning, string? provider)
    {
        var missing = missingFromTotal is > 0 and <= MostTokens ? missingFromTotal.Value : 0;
        return missing == reasoning || ProviderNames.IsGoogle(provider) ? missing : 0;
    }

    private static long Counted(long? stated, ref SpanReading reading)
    {
        if (stated is < 0 or > MostTokens)
        {
            reading.Note("a token count below 0 or above 1,000,000,000 was not counted");
            return 0;
        }

        return stated ?? 0;
    }
}
