using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>
/// The step that a span's spend is shown under: the operation name that a person gave. A model call is named after its client
/// (<c>chat gpt-4o</c>), so it belongs to the span around it; where that is only the trace's root, the call's own name without the model stands.
/// </summary>
public static class StepName
{
    public static string Of(TraceTree tree, TraceNode node)
    {
        if (!IsCall(node.Span.Kind))
        {
            return node.Span.Name;
        }

        for (var at = node.Parent; at >= 0; at = tree.Nodes[at].Parent)
        {
            var ancestor = tree.Nodes[at];
            if (!IsCall(ancestor.Span.Kind))
            {
                return ancestor.IsRoot ? WithoutModel(node.Span) : ancestor.Span.Name;
            }
        }

        return WithoutModel(node.Span);
    }

    private static bool IsCall(OperationKind kind) => kind is OperationKind.Chat or OperationKind.Embeddings or OperationKind.Rerank;

    // "chat gpt-4o-mini" with model "gpt-4o-mini-2024-07-18" is the step "chat": OpenTelemetry names a call "{operation} {request.model}".
    private static string WithoutModel(SpanFacts span)
    {
        var cut = span.Name.IndexOf(' ', StringComparison.Ordinal);
        if (cut <= 0 || span.Model.Length == 0)
        {
            return span.Name;
        }

        var rest = span.Name.AsSpan(cut + 1);
        var model = span.Model.AsSpan();
        return model.StartsWith(rest, StringComparison.OrdinalIgnoreCase) || rest.StartsWith(model, StringComparison.OrdinalIgnoreCase)
            ? span.Name[..cut]
            : span.Name;
    }
}
