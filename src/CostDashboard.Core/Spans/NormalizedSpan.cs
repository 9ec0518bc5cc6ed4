namespace CostDashboard.Core.Spans;

/// <summary>What a span did, in our own vocabulary; the dimension "span kind".</summary>
public enum OperationKind : byte
{
    Other = 0,
    Chat = 1,
    Embeddings = 2,
    Rerank = 3,
    Retrieval = 4,
    Tool = 5,
    Agent = 6,
    Workflow = 7,

    /// <summary>A model that makes or reads something else than text: images, speech, film, transcripts, pages.</summary>
    Media = 8,
}

public static class OperationKinds
{
    /// <summary>One call of a model, and not a step around such calls.</summary>
    public static bool IsModelCall(this OperationKind kind) => kind is OperationKind.Chat or OperationKind.Embeddings or OperationKind.Rerank or OperationKind.Media;
}

/// <summary>A span in our own vocabulary. <see cref="Call"/> is null when the span used no model.</summary>
/// <param name="Source">The span as it came, for the trace page.</param>
/// <param name="Service">The resource's <c>service.name</c>; empty when it names none.</param>
/// <param name="ServiceVersion">The resource's <c>service.version</c>; a change of it is a release.</param>
/// <param name="IsWrapperByName">The name or kind alone says that its tokens repeat its children's (conventions §9.3, D5); only a hint while children may be missing.</param>
/// <param name="ApiKeyId">The key that sent it; 0 when it came another way.</param>
/// <param name="ModelBelow">The model of calls below it that name none; empty where it may stand between such a call and the model, null for all others. Used on the way in, and not stored.</param>
public sealed record NormalizedSpan(
    DecodedSpan Source,
    OperationKind Kind,
    string Service,
    string? ServiceVersion,
    Attribution Attribution,
    ModelCall? Call,
    bool IsWrapperByName = false,
    string? ToolName = null,
    int ApiKeyId = 0,
    string? ModelBelow = null)
{
    public SpanKey Key => Source.Key;

    /// <summary>The span's own values for its project's tags.</summary>
    public SpanTags Tags { get; init; } = SpanTags.None;

    /// <summary>What the baggage that reached the span adds.</summary>
    public SpanBaggage Baggage { get; init; } = SpanBaggage.None;
}
