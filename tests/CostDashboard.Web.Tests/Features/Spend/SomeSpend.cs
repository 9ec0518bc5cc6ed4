using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Features.Spend;

/// <summary>Traces of several spans over two weeks before <see cref="Questions.Now"/>: several calls each, some without a price, values that come and go.</summary>
internal static class SomeSpend
{
    private const double Minute = 60_000;
    private const int Days = 15;

    internal static List<PricedSpan> Of(int seed, int traces)
    {
        var random = new Random(seed);
        var spans = new List<PricedSpan>();
        for (var i = 0; i < traces; i++)
        {
            var start = -random.Next(Days * 24 * 60) * Minute;
            var customer = new Attribution(Customer: random.Next(5) == 0 ? null : $"customer/{random.Next(7)}", User: $"u{random.Next(9)}");
            spans.Add(A.Span($"{i}", trace: $"t{i}", name: "handle", start: start, duration: 900, attribution: customer));
            for (var call = 0; call < random.Next(1, 5); call++)
            {
                spans.Add(A.Span(
                    $"{i}.{call}",
                    parent: $"{i}",
                    trace: $"t{i}",
                    name: $"step~{random.Next(6)}",
                    start: start + 10,
                    duration: random.Next(10, 800),
                    kind: OperationKind.Chat,
                    tokens: new Usage(random.Next(1, 5000), random.Next(1000), 0, 0, random.Next(500)),
                    usd: random.Next(12) == 0 ? null : random.Next(1, 900_000_000) / 1_000_000_000m,
                    model: $"m{random.Next(9)}",
                    isError: random.Next(9) == 0,
                    tags: random.Next(3) == 0 ? A.Tags(("team", $"team {random.Next(30)}")) : null));
            }
        }

        return spans;
    }
}
