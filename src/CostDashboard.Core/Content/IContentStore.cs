using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Content;

/// <summary>A span of which content is kept.</summary>
/// <param name="Bytes">What it takes, compressed.</param>
public sealed record KeptContent(SpanId Span, UnixNanos ArrivedAt, long Bytes);

/// <summary>A reader, and what the audit log is to say of the reading.</summary>
/// <param name="Subject">The trace, in words that a person recognises.</param>
public sealed record ContentReading(AuditActor Reader, string Subject, string Details)
{
    /// <summary>The audit log's word for it.</summary>
    public const string Action = "content.read";

    /// <summary>Within so many nanoseconds one entry stands for all readings of the same trace by the same reader, in the same words.</summary>
    public const long OneEntryFor = UnixNanos.PerHour;
}

/// <summary>
/// The content of spans, apart from the spans. It is written with them, by <c>ISpanStore</c>: durable when they are, replaced when they come again with
/// content, left when they come again without.
/// </summary>
public interface IContentStore
{
    /// <summary>The spans of a trace of which content is kept that arrived at the cutoff or later, in the order of their ids. No text is read, and so nothing is audited.</summary>
    Task<IReadOnlyList<KeptContent>> ListAsync(TraceKey trace, UnixNanos cutoff, CancellationToken cancellationToken);

    /// <summary>The content of some spans of a trace; spans without any are left out. The reading is in the audit log, durably, before any text is given.</summary>
    /// <param name="spans">At most <see cref="MostSpans"/>.</param>
    /// <param name="cutoff">What arrived before is taken for deleted.</param>
    Task<IReadOnlyDictionary<SpanId, SpanContent>> ReadAsync(
        TraceKey trace, IReadOnlyCollection<SpanId> spans, UnixNanos cutoff, ContentReading reading, UnixNanos now, CancellationToken cancellationToken);

    /// <summary>Deletes content of a project that arrived before the cutoff, in one transaction about <see cref="MostDeleted"/> spans of it: what came in one commit goes in one.</summary>
    /// <returns>How many there were; 0 means that nothing is left to delete.</returns>
    Task<int> DeleteAsync(ProjectId project, UnixNanos cutoff, CancellationToken cancellationToken);

    /// <summary>Spans of one reading.</summary>
    const int MostSpans = 100;

    /// <summary>Spans whose content one transaction deletes.</summary>
    const int MostDeleted = 500;
}
