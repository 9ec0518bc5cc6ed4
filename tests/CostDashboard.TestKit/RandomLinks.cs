using CostDashboard.Core.Spans;

namespace CostDashboard.TestKit;

/// <summary>
/// Traces that are linked in every way, sensible and not: sub-agents that name who started them, spans that name what they start, batches of
/// many senders, circles, links into the middle, to traces and spans that never come, of sessions, and each way twice. In them wrappers,
/// residuals and calls without a price. The same seed gives the same spans.
/// </summary>
public static class RandomLinks
{
    private static readonly (string, AttributeValue)[] s_says =
    [
        ("opentracing.ref_type", AttributeValue.Of("child_of")),
        ("opentracing.ref_type", AttributeValue.Of("follows_from")),
        ("is_child", AttributeValue.Of(true)),
        ("qwen-code.link.kind", AttributeValue.Of("invoker")),
        ("sentry.link.type", AttributeValue.Of("previous_trace")),
    ];

    public static List<PricedSpan> Of(int seed, int traces)
    {
        var random = new Random(seed);
        var spans = new List<PricedSpan>();
        for (var i = 0; i < traces; i++)
        {
            AddTrace(spans, random, i, traces);
        }

        return spans;
    }

    private static void AddTrace(List<PricedSpan> spans, Random random, int number, int traces)
    {
        var trace = $"t{number}";
        var start = (number * 30) + (double)random.Next(0, 60);
        var hasRoot = random.Next(12) > 0;
        var tokens = new Usage(random.Next(1, 900), random.Next(200), 0, 0, random.Next(100));
        spans.Add(A.Span("root", hasRoot ? null : "lost", trace, name: $"agent {number}", start: start, duration: random.Next(1, 400), kind: OperationKind.Agent,
            otelKind: random.Next(6) == 0 ? OtelSpanKind.Consumer : OtelSpanKind.Internal,
            links: number > 0 && random.Next(3) > 0 ? [A.Link("tool", $"t{random.Next(Math.Max(0, number - 4), number)}")] : Links(random, number, traces)));

        // The wrapper states more than the calls below it: a residual, which is shown and not charged.
        spans.Add(A.Span("wrapper", "root", trace, start: start + 1, tokens: tokens with { Input = tokens.Input + 100 }, usd: 9, isWrapperByName: true));
        spans.Add(A.Span("call", "wrapper", trace, start: start + 2, tokens: tokens, usd: random.Next(5) == 0 ? null : random.Next(1, 1_000_000_000) / 1_000_000_000m));
        spans.Add(A.Span("tool", "root", trace, start: start + 3, kind: OperationKind.Tool, links: random.Next(3) == 0 ? Links(random, number, traces) : []));
    }

    private static List<SpanLink> Links(Random random, int number, int traces)
    {
        var links = new List<SpanLink>();
        for (var i = random.Next(4) - 1; i > 0; i--)
        {
            // Mostly near by, so that chains and diamonds come about; now and then a trace that never comes.
            var other = random.Next(10) == 0 ? traces + 1 : Math.Clamp(number + random.Next(-4, 5), 0, traces - 1);
            var span = random.Next(10) switch { < 4 => "root", < 9 => "tool", _ => "never came" };
            links.Add(random.Next(3) == 0 ? A.Link(span, $"t{other}", s_says[random.Next(s_says.Length)]) : A.Link(span, $"t{other}"));
        }

        return links;
    }
}
