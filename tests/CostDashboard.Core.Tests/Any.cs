using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests;

/// <summary>Random but repeatable input: what a seeded generator makes of a trace, ugly shapes included.</summary>
internal static class Any
{
    private static readonly OperationKind[] s_kinds = Enum.GetValues<OperationKind>();

    /// <summary>
    /// A trace with one root, nested and overlapping children, calls priced, unpriced and without tokens, wrappers, tools and errors.
    /// With <paramref name="isTorn"/> also orphans, further roots and circles.
    /// </summary>
    internal static PricedSpan[] Trace(Random random, int spans, string trace = "t1", bool isTorn = false)
    {
        var all = new PricedSpan[spans];
        for (var i = 0; i < spans; i++)
        {
            var kind = s_kinds[random.Next(s_kinds.Length)];
            var isCall = random.Next(3) == 0;
            all[i] = A.Span(
                $"s{i}",
                ParentOf(random, i, spans, isTorn),
                trace,
                name: $"{kind} {random.Next(4)}",
                start: i == 0 ? 0 : random.Next(0, 900),
                duration: i == 0 ? 1000 : random.Next(0, 300),
                kind: kind,
                tokens: isCall ? Tokens(random) : default,
                usd: isCall && random.Next(4) > 0 ? random.Next(1, 1_000_000) / 1_000_000_000m : null,
                model: $"model-{random.Next(3)}",
                isError: random.Next(10) == 0,
                service: $"service-{random.Next(2)}",
                attribution: random.Next(3) == 0 ? new(Customer: $"c{random.Next(3)}", User: random.Next(2) == 0 ? $"u{random.Next(3)}" : null) : null,
                isWrapperByName: random.Next(10) == 0,
                tags: random.Next(4) == 0 ? A.Tags(("team", $"team-{random.Next(2)}")) : null,
                baggage: random.Next(6) == 0 ? new(new(Customer: $"b{random.Next(2)}"), A.Tags(("tier", $"tier-{random.Next(2)}"))) : null);
        }

        return all;
    }

    /// <summary>The same spans, some of them with links: to spans of their own trace, and to traces that are not here.</summary>
    internal static PricedSpan[] Linked(Random random, PricedSpan[] spans) =>
        [.. spans.Select(span => random.Next(3) > 0
            ? span
            : span with
            {
                Span = span.Span with
                {
                    Source = span.Span.Source with { Links = [new(random.Next(2) == 0 ? span.Key.Trace : A.TraceId("elsewhere"), spans[random.Next(spans.Length)].Key.Span, SpanAttributes.None)] },
                },
            })];

    /// <summary>Some of a trace's calls as told of by another span too, which is charged for them.</summary>
    internal static Dictionary<SpanId, SpanKey> ChargedElsewhere(Random random, IReadOnlyList<SpanFacts> spans) =>
        spans.Where(span => span.PriceState is not PriceState.NotACall && random.Next(5) == 0)
            .ToDictionary(span => span.Id, _ => A.SpanKey("twin", "elsewhere"));

    internal static T[] Shuffled<T>(Random random, IEnumerable<T> items)
    {
        T[] all = [.. items];
        random.Shuffle(all);
        return all;
    }

    private static Usage Tokens(Random random) =>
        new(random.Next(0, 5000), random.Next(3) == 0 ? random.Next(0, 5000) : 0, 0, 0, random.Next(0, 800));

    private static string? ParentOf(Random random, int index, int spans, bool isTorn) => (isTorn ? random.Next(12) : 3) switch
    {
        _ when index == 0 => null,
        0 => null,
        1 => "never came",
        2 => $"s{random.Next(spans)}",
        _ => $"s{random.Next(Math.Max(0, index - 6), index)}",
    };
}
