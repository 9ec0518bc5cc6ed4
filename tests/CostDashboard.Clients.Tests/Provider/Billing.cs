using CostDashboard.Core.Spans;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>Which answer a prompt gets. A prompt says so itself, "scenario: cached", since every client sends one.</summary>
internal static class Billing
{
    internal const string Cached = "cached";
    internal const string CachedStream = "cached-stream";
    internal const string MostlyCached = "mostly-cached";
    internal const string Reasoning = "reasoning";
    internal const string Embed = "embed";
    internal const string Retry = "retry";
    internal const string Fail = "fail";

    private const string Mark = "scenario: ";

    internal static string ScenarioOf(string request)
    {
        var start = request.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        if (start < Mark.Length)
        {
            return "unknown";
        }

        var end = start;
        while (end < request.Length && (char.IsAsciiLetter(request[end]) || request[end] == '-'))
        {
            end++;
        }

        return request[start..end];
    }

    /// <param name="number">Of the request in its run: no two answers of a run use the same tokens, so that none can stand in for another.</param>
    internal static Usage OfOpenAi(string scenario, int number) => scenario switch
    {
        Cached or CachedStream => new(3_000 + number, CacheRead: 2_048, 0, 0, Output: 40 + number),
        MostlyCached => new(100 + number, CacheRead: 9_984, 0, 0, Output: 60 + number),
        Reasoning => new(200 + number, 0, 0, 0, Output: 500 + number, Reasoning: 448),
        Embed => new(30 + number, 0, 0, 0, 0),
        _ => new(1_000 + number, 0, 0, 0, Output: 20 + number),
    };

    // Where the input is larger than the cached tokens, only knowledge of the client says whether it contains them.
    internal static Usage OfAnthropic(string scenario, int number) => scenario switch
    {
        Cached or CachedStream => new(5_000 + number, CacheRead: 2_048, CacheWrite5m: 300, CacheWrite1h: 200, Output: 40 + number),
        MostlyCached => new(12 + number, CacheRead: 20_000, CacheWrite5m: 900, CacheWrite1h: 0, Output: 60 + number),
        _ => new(1_000 + number, 0, 0, 0, Output: 20 + number),
    };
}
