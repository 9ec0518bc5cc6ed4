using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>
/// The step that a span's spend is shown under: the operation name that a person gave. A model call is named after its client
/// (<c>chat gpt-4o</c>), so it belongs to the span around it; where that is only the trace's root, the call's own name without the model stands.
/// </summary>
internal static class StepName
{
    private const int NoSpan = -1;

    /// <summary>The step of every span, in the order of the tree's nodes.</summary>
    internal static string[] Of(TraceTree tree)
    {
        var steps = new string[tree.Nodes.Count];

        // The nearest span at or above each that is no call. Going down with it is what keeps a long chain of calls from being climbed for each of them.
        var around = new int[tree.Nodes.Count];
        var names = new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var node in tree.Nodes)
        {
            var isCall = node.Span.Kind.IsModelCall();
            around[node.Index] = !isCall ? node.Index : node.IsRoot ? NoSpan : around[node.Parent];
            steps[node.Index] = isCall ? StepOfCall(tree, node, around[node.Index], names) : node.Span.Name;
        }

        return steps;
    }

    private static string StepOfCall(TraceTree tree, TraceNode call, int around, Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> names) =>
        around == NoSpan || tree.Nodes[around].IsRoot ? WithoutModel(call.Span, names) : tree.Nodes[around].Span.Name;

    // "chat gpt-4o-mini" with model "gpt-4o-mini-2024-07-18" is the step "chat": OpenTelemetry names a call "{operation} {request.model}".
    private static string WithoutModel(SpanFacts span, Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> names)
    {
        var cut = span.Name.IndexOf(' ', StringComparison.Ordinal);
        if (cut <= 0 || span.Model.Length == 0)
        {
            return span.Name;
        }

        var rest = span.Name.AsSpan(cut + 1);
        var model = span.Model.AsSpan();
        if (!model.StartsWith(rest, StringComparison.OrdinalIgnoreCase) && !rest.StartsWith(model, StringComparison.OrdinalIgnoreCase))
        {
            return span.Name;
        }

        // All calls of an operation share one text.
        var name = span.Name.AsSpan(0, cut);
        if (!names.TryGetValue(name, out var known))
        {
            names[name] = known = name.ToString();
        }

        return known;
    }
}
