using CostDashboard.Core.Spans;

namespace CostDashboard.Web.Features.Traces;

/// <summary>The colour of a bar says what the span did.</summary>
internal static class WaterfallHue
{
    public static string Of(OperationKind kind) => kind switch
    {
        OperationKind.Chat => "hue-1",
        OperationKind.Tool => "hue-2",
        OperationKind.Retrieval => "hue-5",
        OperationKind.Embeddings => "hue-4",
        OperationKind.Rerank => "hue-7",
        OperationKind.Agent => "hue-6",
        OperationKind.Media => "hue-3",
        _ => "hue-other",
    };

    public static string NameOf(OperationKind kind) => kind switch
    {
        OperationKind.Chat => "model call",
        OperationKind.Workflow or OperationKind.Other => "other",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
