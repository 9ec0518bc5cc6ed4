using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests;

/// <summary>Random but repeatable reports of calls by several sources: in one trace or several, under wrappers, with ids and without.</summary>
internal static class AnyCalls
{
    private static readonly string[] s_scopes = ["openai", "langchain", "gateway", "openinference"];

    /// <summary>One call with a response id, told of by one to four sources, some of them with a wrapper around it.</summary>
    internal static (string Id, long CostNanoUsd, PricedSpan[] Reports) OneCall(Random random, int number)
    {
        var id = $"chatcmpl-{random.NextInt64():x16}{number:x4}";
        var tokens = new Usage(random.Next(1, 3000), 0, 0, 0, random.Next(1, 500));
        var nanos = random.Next(1, 1_000_000);
        var start = number * 30_000.0;
        var reports = new List<PricedSpan>();
        foreach (var scope in s_scopes.Take(random.Next(1, 5)))
        {
            var trace = random.Next(3) == 0 ? $"shared{number}" : $"{scope}{number}";
            string? parent = null;
            if (random.Next(2) == 0)
            {
                parent = $"{scope}.agent";
                reports.Add(A.Span(
                    parent, null, trace, start: start, duration: 900, kind: OperationKind.Agent, scope: scope, isWrapperByName: true,
                    tokens: tokens, usd: nanos / 1_000_000_000m));
            }

            reports.Add(A.Span(
                $"{scope}.call", parent, trace, start: start + random.Next(200), duration: 500, tokens: tokens, usd: nanos / 1_000_000_000m,
                scope: scope, service: scope == "gateway" ? "gateway" : "api", responseId: id));
        }

        return (id, nanos, [.. reports]);
    }

    /// <summary>Reports in which everything that decides differs now and then: ids shared, weak or missing, tokens, models, times, sources, silence.</summary>
    internal static IEnumerable<PricedSpan> Reported(Random random, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            var id = random.Next(4) switch
            {
                0 => null,
                1 => $"chatcmpl-{random.Next(3)}",
                2 => $"chatcmpl-DaLYmIS19l0ClnUwPDWA{random.Next(4)}",
                _ => $"chatcmpl-{random.NextInt64():x16}",
            };
            var tokens = new Usage(100 * random.Next(1, 3), 0, 0, 0, random.Next(3) == 0 ? 0 : 10);
            var start = random.Next(0, 30) * 700.0;
            for (var report = random.Next(1, 4); report > 0; report--)
            {
                var trace = $"t{random.Next(calls)}";
                var span = $"{call}.{report}";
                var hasTokens = random.Next(8) != 0;
                yield return A.Span(
                    span,
                    random.Next(3) == 0 ? $"{random.Next(calls)}.1" : null,
                    trace,
                    start: start + random.Next(0, 2500),
                    duration: random.Next(100, 4000),
                    kind: random.Next(6) switch { 0 => OperationKind.Agent, 1 => OperationKind.Tool, _ => OperationKind.Chat },
                    tokens: hasTokens ? tokens : default,
                    usd: hasTokens ? random.Next(4) == 0 ? null : 0.001m * random.Next(1, 9) : 0m,
                    model: random.Next(4) == 0 ? "gpt-4o-2024-08-06" : random.Next(6) == 0 ? "other" : "gpt-4o",
                    service: random.Next(6) == 0 ? "worker" : "api",
                    apiKeyId: random.Next(5) == 0 ? 2 : 1,
                    responseId: random.Next(4) == 0 ? null : id,
                    scope: s_scopes[random.Next(s_scopes.Length)],
                    signal: random.Next(6) == 0 ? Signal.Log : Signal.Trace,
                    isReported: hasTokens && random.Next(5) == 0);
            }
        }
    }

    /// <summary>Calls without an id that all look alike, at some times so many that they cannot be told apart; now and then one wraps another.</summary>
    internal static IEnumerable<PricedSpan> Crowded(Random random, int reports)
    {
        for (var i = 0; i < reports; i++)
        {
            var isWrapper = i > 0 && random.Next(12) == 0;
            yield return A.Span(
                $"s{i}",
                isWrapper ? $"s{i - 1}" : null,
                isWrapper ? $"t{i - 1}" : $"t{i}",
                start: random.Next(5) == 0 ? random.Next(0, 8_000) : random.Next(0, 240_000),
                duration: random.Next(500, 3000),
                tokens: new(300, 0, 0, 0, 1),
                usd: 0.001m,
                scope: s_scopes[random.Next(3)]);
        }
    }
}
