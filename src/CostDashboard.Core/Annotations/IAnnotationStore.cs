using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Annotations;

/// <summary>In what a judgement is given.</summary>
public enum AnnotationKind : byte
{
    Numeric = 1,
    Categorical = 2,
    Boolean = 3,
}

/// <summary>A judgement of a trace or of one of its spans, by a person, a rule or a model: Langfuse's score. Its texts are hostile.</summary>
/// <param name="Id">By which it replaces itself.</param>
/// <param name="Span">Null for the trace as a whole.</param>
/// <param name="Number">The value where it is one; 1 and 0 for yes and no.</param>
/// <param name="Text">The value in words, where it has any.</param>
/// <param name="Source">Who judged, as the sender calls it; empty where it says nothing.</param>
/// <param name="At">When the sender made it; of two with one id the later holds.</param>
public sealed record SpanAnnotation(string Id, TraceKey Trace, SpanId? Span, string Name, AnnotationKind Kind, double? Number, string? Text, string Comment, string Source, UnixNanos At)
{
    public const int LongestId = 800;
    public const int LongestName = 200;
    public const int LongestText = 500;
    public const int LongestComment = 4_000;
    public const int LongestSource = 100;
}

/// <summary>Keeps judgements of spans. One may come before what it judges, and waits for it.</summary>
public interface IAnnotationStore
{
    /// <summary>Annotations of a trace that are read, the latest.</summary>
    const int MostRead = 200;

    /// <summary>Makes annotations durable, in place of those with the same ids that are not later. All of them or none.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now.</exception>
    Task SaveAsync(IReadOnlyList<SpanAnnotation> annotations, CancellationToken cancellationToken);

    /// <summary>Those of a trace and of its spans, the latest first. Time grows with what the trace has.</summary>
    Task<IReadOnlyList<SpanAnnotation>> ListAsync(TraceKey trace, CancellationToken cancellationToken);
}
