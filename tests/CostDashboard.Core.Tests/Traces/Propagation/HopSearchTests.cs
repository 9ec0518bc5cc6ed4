using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Propagation;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.Propagation;

/// <summary>Requests go from web over orders and billing to mail; in some of them a hop loses the context.</summary>
public sealed class HopSearchTests
{
    private static readonly string[] s_services = ["web", "orders", "billing", "mail"];

    [Fact]
    public void Whole_traces_have_no_broken_hop() =>
        Assert.Equal(new(20, 0, []), Find(Enumerable.Range(0, 20).SelectMany(request => Request(request))), HopEquality.Instance);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_hop_that_does_not_hand_the_context_on_is_named(int lost)
    {
        var findings = Find(Enumerable.Range(0, 20).SelectMany(request => Request(request, startsAnew: request % 5 == 0 ? lost : null)));

        var hop = Assert.Single(findings.Hops);
        Assert.Equal(
            (s_services[lost - 1], s_services[lost], $"handle in {s_services[lost]}", HopBreak.NewTrace, 4, 16),
            (hop.Caller, hop.Callee, hop.Operation, hop.Break, hop.Broken, hop.Intact));
        Assert.Equal((24, 4), (findings.Traces, findings.BrokenTraces));
        Assert.Equal([A.TraceId("15 anew"), A.TraceId("10 anew"), A.TraceId("5 anew")], hop.Examples);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_hop_whose_span_in_between_never_came_is_named(int lost)
    {
        var findings = Find(Enumerable.Range(0, 20).SelectMany(request => Request(request, isUnexported: request % 4 == 0 ? lost : null)));

        var hop = Assert.Single(findings.Hops);
        Assert.Equal(
            (s_services[lost - 1], s_services[lost], $"handle in {s_services[lost]}", HopBreak.ParentMissing, 5, 15),
            (hop.Caller, hop.Callee, hop.Operation, hop.Break, hop.Broken, hop.Intact));
        Assert.Equal((20, 5), (findings.Traces, findings.BrokenTraces));
    }

    [Fact]
    public void The_hop_that_breaks_most_comes_first_whatever_order_traces_come_in()
    {
        PricedSpan[] spans =
        [
            .. Enumerable.Range(0, 6).SelectMany(request => Request(request)),
            .. Enumerable.Range(6, 2).SelectMany(request => Request(request, startsAnew: 1)),
            .. Enumerable.Range(8, 3).SelectMany(request => Request(request, isUnexported: 3)),
        ];

        var findings = Find(spans);

        Assert.Equal([("billing", "mail", 3), ("web", "orders", 2)], findings.Hops.Select(hop => (hop.Caller, hop.Callee, hop.Broken)));
        Assert.Equal(findings, Find(spans.Reverse()), HopEquality.Instance);
    }

    [Fact]
    public void Where_nothing_of_the_caller_came_it_is_not_known()
    {
        var hop = Assert.Single(Find([A.Span("serve", parent: "never came", service: "billing")]).Hops);

        Assert.Equal(("", "billing", HopBreak.ParentMissing, 1), (hop.Caller, hop.Callee, hop.Break, hop.Broken));
    }

    [Fact]
    public void An_operation_that_nobody_else_calls_begins_its_traces_by_right() =>
        Assert.Empty(Find([A.Span("nightly", service: "billing"), A.Span("nightly", trace: "t2", service: "billing")]).Hops);

    [Fact]
    public void A_trace_that_is_looked_at_twice_counts_once()
    {
        var search = new HopSearch();
        var facts = FactsOf([A.Span("serve", parent: "never came", service: "billing")]);
        search.Add(A.Trace(), facts);
        search.Add(A.Trace(), facts);

        Assert.Equal((1, 1), (search.Find().Traces, search.Find().Hops[0].Broken));
    }

    // Each service handles the request and calls the next one, which takes as long as all that follows.
    private static List<PricedSpan> Request(int number, int? startsAnew = null, int? isUnexported = null)
    {
        var (trace, spans) = ($"{number}", new List<PricedSpan>());
        string? parent = null;
        for (var depth = 0; depth < s_services.Length; depth++)
        {
            var (service, start, duration) = (s_services[depth], (number * 1000) + (depth * 20), 200 - (depth * 40));
            if (depth == startsAnew)
            {
                (trace, parent) = ($"{number} anew", null);
            }
            else if (depth == isUnexported)
            {
                parent = "a proxy that exports nothing";
            }

            spans.Add(A.Span($"handle {depth}", parent, trace, $"handle in {service}", start, duration, service: service));
            parent = $"call {depth}";
            if (depth < s_services.Length - 1)
            {
                spans.Add(A.Span(parent, $"handle {depth}", trace, $"call from {service}", start + 10, duration - 20, service: service));
            }
        }

        return spans;
    }

    private static HopFindings Find(IEnumerable<PricedSpan> spans)
    {
        var search = new HopSearch();
        foreach (var trace in spans.GroupBy(span => span.Key.TraceKey))
        {
            search.Add(trace.Key, FactsOf([.. trace]));
        }

        return search.Find();
    }

    private static TraceFacts FactsOf(IReadOnlyList<PricedSpan> spans) => TraceFacts.None with { Spans = [.. spans.Select(A.Facts)] };

    private sealed class HopEquality : IEqualityComparer<HopFindings>
    {
        internal static HopEquality Instance { get; } = new();

        public bool Equals(HopFindings? left, HopFindings? right) =>
            left!.Traces == right!.Traces && left.BrokenTraces == right.BrokenTraces
            && left.Hops.Select(hop => hop with { Examples = [] }).SequenceEqual(right.Hops.Select(hop => hop with { Examples = [] }))
            && left.Hops.SelectMany(hop => hop.Examples).SequenceEqual(right.Hops.SelectMany(hop => hop.Examples));

        public int GetHashCode(HopFindings findings) => findings.Traces;
    }
}
