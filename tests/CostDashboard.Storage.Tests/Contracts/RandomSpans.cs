using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>
/// Traces with everything that makes totals hard: wrappers, agents over tools, orphans whose parents come later, several roots, errors,
/// calls without a price, users, tags and customers that are inherited, several projects and days; calls that end in every way and are made again, and calls that several sources tell of,
/// in traces of their own, some of them inside of wrappers. The same seed gives the same spans.
/// </summary>
internal static class RandomSpans
{
    public const string TagKey = "team";

    private static readonly string?[] s_users = [null, null, "u1", "u2", "u3"];
    private static readonly string?[] s_teams = [null, null, null, "red", "blue"];
    private static readonly string?[] s_customers = [null, "acme", "globex"];
    private static readonly string[] s_scopes = ["openai", "langchain", "gateway", "openinference"];
    private static readonly string?[] s_versions = [null, "2.7.4", "2.8.1"];
    private static readonly string[] s_models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4"];

    private static readonly string?[] s_finishes = [null, "stop", "max_tokens", "content_filter", "tool_use", "stop, length", "end_turn"];

    public static List<PricedSpan> Of(int seed, int traces)
    {
        var random = new Random(seed);
        var spans = new List<PricedSpan>();
        for (var i = 0; i < traces; i++)
        {
            AddTrace(spans, random, string.Create(CultureInfo.InvariantCulture, $"{seed}-{i}"));
        }

        for (var i = 0; i < traces / 4; i++)
        {
            AddSameCall(spans, random, string.Create(CultureInfo.InvariantCulture, $"{seed}={i}"));
        }

        return spans;
    }

    public static List<PricedSpan> Shuffled(IReadOnlyList<PricedSpan> spans, Random random)
    {
        // Some come twice or three times, as after a lost answer.
        List<PricedSpan> all = [.. spans, .. spans.Where(_ => random.Next(4) == 0), .. spans.Where(_ => random.Next(10) == 0)];
        for (var i = all.Count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all;
    }

    private static void AddTrace(List<PricedSpan> spans, Random random, string trace)
    {
        var project = new ProjectId(1 + random.Next(2));
        var start = random.Next(0, 3 * 24 * 60) * 60_000.0;
        var count = 1 + random.Next(9);
        for (var i = 0; i < count; i++)
        {
            // Half of the spans hang on an earlier one; some name a parent that never comes.
            var parent = i == 0 || random.Next(8) == 0 ? null : random.Next(12) == 0 ? "lost" : $"{trace}.{random.Next(i)}";
            var span = Span(random, trace, $"{trace}.{i}", parent, project, start + (i * 17_000) + random.Next(1000));
            spans.Add(span);
            if (parent is not null && i % 2 == 0 && span.Span.Kind is OperationKind.Chat)
            {
                spans.Add(A.Again(span, $"{trace}.{i}.again", after: i * 15_000));
            }
        }
    }

    // One call as up to four sources report it, each in a trace of its own or beside another; with a response id, without, or some with one.
    private static void AddSameCall(List<PricedSpan> spans, Random random, string call)
    {
        var project = new ProjectId(1 + random.Next(2));
        var start = random.Next(0, 3 * 24 * 60) * 60_000.0;
        var tokens = new Usage(random.Next(1, 2000), 0, 0, 0, random.Next(1, 500));
        var id = $"chatcmpl-{random.NextInt64():x16}";
        var hasIds = random.Next(3);
        var model = s_models[random.Next(s_models.Length)];
        foreach (var scope in s_scopes[..random.Next(1, 5)])
        {
            var trace = random.Next(3) == 0 ? call : $"{call}.{scope}";
            var wrapper = random.Next(2) == 0 ? $"{trace}.{scope}.agent" : null;
            if (wrapper is not null)
            {
                var beyond = tokens with { Input = tokens.Input + random.Next(2) };
                spans.Add(A.Span(
                    wrapper, null, trace, start: start, duration: 3000, kind: OperationKind.Agent, tokens: beyond, usd: 0.5m, model: model,
                    isWrapperByName: true, project: project, scope: scope));
            }

            spans.Add(A.Span(
                $"{trace}.{scope}", wrapper, trace, start: start + random.Next(600), duration: random.Next(1000, 2000), tokens: tokens,
                usd: random.Next(5) == 0 ? null : 0.25m, model: model, attribution: new(User: s_users[random.Next(5)]), project: project, scope: scope,
                responseId: hasIds == 0 || (hasIds == 1 && random.Next(2) == 0) ? null : id, isReported: random.Next(6) == 0));
        }
    }

    private static PricedSpan Span(Random random, string trace, string id, string? parent, ProjectId project, double start)
    {
        var kind = random.Next(10) switch
        {
            < 4 => OperationKind.Chat,
            4 => OperationKind.Embeddings,
            5 or 6 => OperationKind.Tool,
            7 => OperationKind.Agent,
            _ => OperationKind.Other,
        };
        var hasTokens = kind is OperationKind.Chat or OperationKind.Embeddings || (kind is OperationKind.Agent && random.Next(2) == 0);
        var tokens = hasTokens ? new Usage(random.Next(1, 2000), random.Next(200), 0, random.Next(50), random.Next(500)) : default;
        var team = s_teams[random.Next(s_teams.Length)];
        var span = A.Span(
            id,
            parent,
            trace,
            name: $"{kind} {random.Next(3)}",
            start: start,
            duration: random.Next(1, 40_000),
            kind: kind,
            tokens: tokens,
            usd: hasTokens && random.Next(6) != 0 ? random.Next(1, 1_000_000_000) / 1_000_000_000m : null,
            model: s_models[random.Next(s_models.Length)],
            isError: random.Next(10) == 0,
            service: random.Next(2) == 0 ? "api" : "worker",
            attribution: random.Next(3) == 0
                ? Attribution.None
                : new(s_customers[random.Next(3)], random.Next(3) == 0 ? "search" : null, random.Next(2) == 0 ? "production" : null, s_users[random.Next(5)], (long)start % 5 < 2 ? $"s{(long)start % 3}" : null),
            isWrapperByName: kind is OperationKind.Agent,
            tags: team is null ? SpanTags.None : A.Tags((TagKey, team)),
            baggage: (long)start % 4 == 0 ? new(new(Customer: "initech", Environment: "staging"), A.Tags((TagKey, "green"))) : SpanBaggage.None,
            project: project,
            apiKeyId: random.Next(3),
            version: s_versions[random.Next(s_versions.Length)]);

        if (hasTokens)
        {
            var at = (int)start % 7;
            span = A.Ended(span, s_finishes[at], at % 3 == 0 ? 500 : null, at % 2 == 0 ? at * 100 : null);
        }

        // Also of calls without a known price some report a cost, and others are priced in part.
        return !hasTokens
            ? span
            : random.Next(8) switch
            {
                < 2 => A.Reported(span, random.Next(1, 1_000_000_000) / 1_000_000_000m),
                2 => A.Partial(span),
                3 => A.Reported(A.Partial(span), random.Next(1, 1_000_000_000) / 1_000_000_000m),
                _ => span,
            };
    }
}
