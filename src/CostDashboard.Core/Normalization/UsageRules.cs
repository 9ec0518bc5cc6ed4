using System.Globalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>
/// Makes disjoint classes out of an emitter's token counts. Emitters differ in whether the input they state contains the cached tokens;
/// the rules and their numbers are those of the conventions, §9.2. The rule that held is kept in words for the trace page.
/// </summary>
internal static class UsageRules
{
    private const string NoCache = "input as stated (no cached tokens)";
    private const string ClaudeCode = "input excludes cache (Claude Code counts each class apart)";
    private const string LangfuseIncludes = "input includes cache (Langfuse usage whose total = input + output)";
    private const string LangfuseExcludes = "input excludes cache (Langfuse usage is disjoint)";
    private const string ExcludesByTotal = "input excludes cache (total = input + output + cache)";
    private const string ExcludesBySize = "input excludes cache (input is less than its cached tokens)";
    private const string UncachedStated = "uncached input as stated (noCacheTokens)";
    private const string VercelExcludes = "input excludes cache (AI SDK up to version 5 with Anthropic or Bedrock)";
    private const string RawExcludes = "input excludes cache (this instrumentation passes the provider's raw counts on)";
    private const string Includes = "input includes cache (OpenTelemetry ≥ 1.40)";
    private const string PlusThoughts = "; output plus thoughts (the total is larger by them)";
    private const string PlusThoughtsApart = "; output plus thoughts (counted beside it)";

    private static readonly string s_unbelievable = string.Create(
        CultureInfo.InvariantCulture, $"a token count below 0 or above {Believable.MostTokens:N0} makes the usage unknown");

    /// <param name="provider">As <see cref="ProviderNames"/> has it.</param>
    internal static (Usage Usage, Modalities? Modalities, string? Rule) Disjoint(ref SpanReading reading, string provider)
    {
        var stated = reading.Tokens;
        if (!stated.IsStated)
        {
            return (default, null, null);
        }

        // Emitters write -1 for what they do not know. A part of the truth would be a price that looks whole: the call is unpriced instead.
        if (!AreBelievable(stated))
        {
            reading.Note(s_unbelievable);
            return (default, null, null);
        }

        // Where only the modalities are counted they are all there is.
        var input = stated.Input ?? stated.Uncached ?? stated.Details?.Input ?? 0;
        var output = stated.Output ?? stated.Details?.Output ?? 0;
        var cacheRead = stated.CacheRead ?? 0;
        var (cacheWrite5m, cacheWrite1h) = CacheWrites(stated);
        var reasoning = stated.Reasoning ?? 0;
        var cached = cacheRead + cacheWrite5m + cacheWrite1h;

        var rule = RuleOf(stated, reading.CacheHabit, input, output, cached);
        var uncached = rule switch
        {
            Includes or LangfuseIncludes => Math.Max(0, input - cached),
            UncachedStated => stated.Uncached ?? 0,
            _ => input,
        };

        var thoughts = ThoughtsBeyondTotal(stated.Total - (uncached + cached + output), reasoning, provider);
        if (thoughts > 0)
        {
            output += thoughts;
            reasoning = Math.Max(reasoning, thoughts);
            rule += PlusThoughts;
        }
        else if (reading.CountsThoughtsApart && stated.Total is null && reasoning > 0)
        {
            output += reasoning;
            rule += PlusThoughtsApart;
        }

        var usage = new Usage(uncached, cacheRead, cacheWrite5m, cacheWrite1h, output, Math.Min(reasoning, output));
        var modalities = stated.Details is { } details ? ModalityRules.Split(details, ref usage, ref reading) : null;
        return (usage, modalities, rule);
    }

    // The first that matches holds; the numbers are the convention's.
    private static string RuleOf(in TokenCounts stated, CacheHabit habit, long input, long output, long cached) => habit switch
    {
        _ when cached == 0 => NoCache,
        CacheHabit.ClaudeCode => ClaudeCode, // 1
        CacheHabit.LangfuseInclusive => LangfuseIncludes, // 2
        CacheHabit.LangfuseDisjoint => LangfuseExcludes, // 2
        _ when stated.Input is null && stated.Uncached is not null => UncachedStated,
        _ when stated.Total == input + output + cached => ExcludesByTotal, // 3
        _ when input < cached => ExcludesBySize, // 4
        _ when stated.Uncached is not null => UncachedStated, // 5
        CacheHabit.VercelRaw => VercelExcludes, // 6
        CacheHabit.RawInstrumentation => RawExcludes, // 7
        _ => Includes, // 8
    };

    // A write that says no lifetime is one of five minutes, the providers' default. Both lifetimes are among the sum, where there is one.
    private static (long FiveMinutes, long OneHour) CacheWrites(in TokenCounts stated)
    {
        var fiveMinutes = stated.CacheWrite5m ?? 0;
        var oneHour = stated.CacheWrite1h ?? 0;
        var all = Math.Max(stated.CacheWrite ?? 0, fiveMinutes + oneHour);
        return (all - oneHour, oneHour);
    }

    // Google counts thoughts beside the output; others inside it. Only a total that is larger by just these shows which it is.
    private static long ThoughtsBeyondTotal(long? missingFromTotal, long reasoning, string provider)
    {
        var missing = missingFromTotal is > 0 and <= Believable.MostTokens ? missingFromTotal.Value : 0;
        return missing == reasoning || provider.StartsWith("gcp.", StringComparison.Ordinal) ? missing : 0;
    }

    private static bool AreBelievable(in TokenCounts stated) =>
        IsBelievable(stated.Input) && IsBelievable(stated.Uncached) && IsBelievable(stated.Output) && IsBelievable(stated.CacheRead)
        && IsBelievable(stated.CacheWrite) && IsBelievable(stated.CacheWrite5m) && IsBelievable(stated.CacheWrite1h) && IsBelievable(stated.Reasoning);

    // With an unbelievable number, or a negative one, nothing that the span counts is believed.
    private static bool IsBelievable(long? tokens) => tokens is null or (>= 0 and <= Believable.MostTokens);
}
