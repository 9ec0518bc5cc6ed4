using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.Propagation;

/// <summary>
/// Finds the hops between services at which traces break, from the trees of some traces. Two things can be seen. A span names a parent that never came:
/// then it was called from the span of another service that was under way when it began and has nothing below it. Or a service begins a trace with an
/// operation that in other traces it does when another service calls: then that hop did not hand <c>traceparent</c> on.
/// </summary>
/// <remarks>
/// Pure. Time grows with the spans that are looked at, and for each orphan with the spans of its trace. Where the same operation is called from outside as
/// well as by a service, its own traces look like broken hops: whoever reads sees how often the hop is whole.
/// </remarks>
public sealed class HopSearch
{
    private readonly Dictionary<(string Caller, string Callee, string Operation), int> _intact = [];
    private readonly List<Found> _orphans = [];
    private readonly List<Found> _entries = [];
    private readonly HashSet<TraceId> _traces = [];

    /// <summary>Looks at a trace; the same one again changes nothing.</summary>
    public void Add(TraceKey key, TraceFacts facts)
    {
        if (facts.Spans.Count == 0 || !_traces.Add(key.Trace))
        {
            return;
        }

        var tree = TraceAssembler.Assemble(facts.Spans);
        foreach (var node in tree.Nodes)
        {
            var span = node.Span;
            if (node.IsOrphan)
            {
                _orphans.Add(new(CallerOf(tree, node), span.Service, span.Name, key.Trace, span.Start));
            }
            else if (node.IsRoot && !node.IsCycle)
            {
                _entries.Add(new("", span.Service, span.Name, key.Trace, span.Start));
            }
            else if (!node.IsRoot && tree.Nodes[node.Parent].Span is var parent && parent.Service != span.Service)
            {
                var hop = (parent.Service, span.Service, span.Name);
                _intact[hop] = _intact.GetValueOrDefault(hop) + 1;
            }
        }
    }

    /// <summary>What all that was looked at shows together.</summary>
    public HopFindings Find()
    {
        // The caller in other traces: of several the most frequent.
        var callers = _intact
            .GroupBy(hop => (hop.Key.Callee, hop.Key.Operation))
            .ToDictionary(same => same.Key, same => same.OrderByDescending(hop => hop.Value).ThenBy(hop => hop.Key.Caller, StringComparer.Ordinal).First().Key.Caller);
        var found = _orphans.Select(orphan => (Hop: orphan, Break: HopBreak.ParentMissing))
            .Concat(_entries
                .Where(entry => callers.ContainsKey((entry.Callee, entry.Operation)))
                .Select(entry => (Hop: entry with { Caller = callers[(entry.Callee, entry.Operation)] }, Break: HopBreak.NewTrace)))
            .ToList();
        return new(
            _traces.Count,
            found.Select(one => one.Hop.Trace).Distinct().Count(),
            [.. found
                .GroupBy(one => (one.Hop.Caller, one.Hop.Callee, one.Hop.Operation, one.Break))
                .Select(same => new BrokenHop(
                    same.Key.Caller,
                    same.Key.Callee,
                    same.Key.Operation,
                    same.Key.Break,
                    same.Count(),
                    _intact.GetValueOrDefault((same.Key.Caller, same.Key.Callee, same.Key.Operation)),
                    [.. same.OrderByDescending(one => one.Hop.Start).Select(one => one.Hop.Trace).Distinct().Take(HopFindings.MostExamples)]))
                .OrderByDescending(hop => hop.Broken)
                .ThenBy(hop => hop.Caller, StringComparer.Ordinal)
                .ThenBy(hop => hop.Callee, StringComparer.Ordinal)
                .ThenBy(hop => hop.Operation, StringComparer.Ordinal)
                .ThenBy(hop => hop.Break)
                .Take(HopFindings.MostHops)]);
    }

    // The shortest span of another service that was under way when the orphan began and has nothing below it: it waited for something that did not come.
    // Where none was, the one that began last before.
    private static string CallerOf(TraceTree tree, TraceNode orphan)
    {
        SpanFacts? around = null, before = null;
        foreach (var node in tree.Nodes)
        {
            var span = node.Span;
            if (node.Children.Count > 0 || span.Service == orphan.Span.Service || span.Start > orphan.Span.Start)
            {
                continue;
            }

            if (span.End >= orphan.Span.Start && (around is null || span.Duration < around.Duration))
            {
                around = span;
            }

            if (before is null || span.Start > before.Start)
            {
                before = span;
            }
        }

        return (around ?? before)?.Service ?? "";
    }

    private sealed record Found(string Caller, string Callee, string Operation, TraceId Trace, UnixNanos Start);
}
