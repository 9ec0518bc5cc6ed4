namespace CostDashboard.Clients.Tests;

/// <summary>The words in which the trace page says how an emitter's counts were read.</summary>
internal static class Rules
{
    internal const string NoCache = "input as stated (no cached tokens)";
    internal const string Includes = "input includes cache (OpenTelemetry ≥ 1.40)";
    internal const string BySize = "input excludes cache (input is less than its cached tokens)";
    internal const string Raw = "input excludes cache (this instrumentation passes the provider's raw counts on)";
    internal const string Stated = "uncached input as stated (noCacheTokens)";
    internal const string OldVercel = "input excludes cache (AI SDK up to version 5 with Anthropic or Bedrock)";
    internal const string Langfuse = "input excludes cache (Langfuse usage is disjoint)";
    internal const string LangfuseIncludes = "input includes cache (Langfuse usage whose total = input + output)";
}

/// <summary>What a client leaves out of its spans, so that nobody behind it can know it. Each use is a finding about that client.</summary>
[Flags]
public enum Untold
{
    Nothing = 0,

    /// <summary>Tokens read from a cache are told as plain input.</summary>
    CacheRead = 1,

    /// <summary>Tokens written to a cache are told as plain input.</summary>
    CacheWrite = 2,

    /// <summary>How long a cache keeps what was written; five minutes are assumed.</summary>
    CacheLifetime = 4,

    /// <summary>How much of the output was reasoning, which changes no cost.</summary>
    Reasoning = 8,

    /// <summary>What tier it was billed as; the standard one is assumed.</summary>
    ServiceTier = 16,

    /// <summary>The dated model behind the name that was asked for.</summary>
    ResponseModel = 32,
}
