using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Engines;

/// <summary>A trace that is stored already, with what the plan needs to know of it.</summary>
internal sealed record StoredTrace(long Number, TraceFacts Facts)
{
    public static StoredTrace Of(long number, ProjectId project, long received, IReadOnlyCollection<SpanColumns> spans)
    {
        var chargedInstead = new Dictionary<SpanId, SpanKey>();
        foreach (var span in spans)
        {
            if (span.ChargedInstead(project) is { } other)
            {
                chargedInstead[SpanId.FromInt64(span.SpanId)] = other;
            }
        }

        return new(number, new([.. spans.Select(s => s.ToFacts())], chargedInstead, new(received)));
    }
}

/// <summary>A claim as it is stored, with the id of its trace.</summary>
internal sealed record ClaimRow(ProjectId Project, TraceId Trace, SpanColumns Span)
{
    public StoredClaim ToClaim() => new(new(new(Project, Trace), Span.ToFacts()), Span.ChargedInstead(Project));
}

/// <summary>What one commit writes, as rows.</summary>
internal sealed class CommitRows
{
    /// <summary>Spans in full; one that is stored under the same key is replaced.</summary>
    public List<SpanRow> Spans { get; } = [];

    /// <summary>Stored spans of which only the key and the charge are given and changed.</summary>
    public List<SpanRow> Recharged { get; } = [];

    public List<TraceRow> Traces { get; } = [];

    /// <summary>Spans, by their trace's number and their id, whose stored links are taken away before <see cref="Links"/> are written.</summary>
    public List<SpanRow> Unlinked { get; } = [];

    /// <summary>Links of spans that have none stored.</summary>
    public List<SpanLinkRow> Links { get; } = [];

    /// <summary>Content of spans; what is stored under the same key is replaced.</summary>
    public List<SpanContentRow> Contents { get; } = [];

    public required IReadOnlyDictionary<(int Project, long Id), byte[]> SharedParts { get; init; }
}

/// <summary>What is to be added to one spend row.</summary>
internal readonly record struct SpendAddition(int ProjectId, long Bucket, long SeriesId, SpendMeasures Measures);

/// <summary>What is to be added to one row of a slice.</summary>
internal readonly record struct SliceAddition(SpendTable Grain, Dimension Slice, SpendAddition Row);

/// <summary>What is to be added to one row of outcomes.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="Outcome"><see cref="Core.Spend.Outcomes.CallOutcome.Code"/>.</param>
internal readonly record struct OutcomeAddition(int ProjectId, int Day, long SeriesId, int Outcome, OutcomeMeasures Measures);

/// <summary>
/// One transaction that writes in bulk: the port that each engine fills in. Nothing is visible to others before <see cref="CommitAsync"/>;
/// disposing without it takes everything back. A session is used by one caller at a time.
/// </summary>
internal interface IWriteSession : IAsyncDisposable
{
    /// <summary>Asks, and makes small changes, within the transaction.</summary>
    CostDb Db { get; }

    /// <summary>A setting as it is within the transaction; null when it was never set.</summary>
    Task<string?> GetSettingAsync(string name, CancellationToken cancellationToken);

    /// <summary>The stored ones among these traces, locked until the transaction ends.</summary>
    Task<Dictionary<TraceKey, StoredTrace>> LoadAsync(IReadOnlyCollection<TraceKey> traces, CancellationToken cancellationToken);

    /// <summary>
    /// Stored claims, locked until the transaction ends together with the places where more of them would stand, so that two transactions
    /// that find each other's calls come one after the other.
    /// </summary>
    /// <param name="likenesses">Of each, any <see cref="LikenessQuestion.MostInCell"/> in all its cells together.</param>
    Task<IReadOnlyList<ClaimRow>> FindClaimsAsync(
        IReadOnlyList<ResponseQuestion> responses, IReadOnlyList<LikenessQuestion> likenesses, CancellationToken cancellationToken);

    /// <summary>Which of these trace numbers are given to a trace already.</summary>
    Task<HashSet<long>> FindTakenAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken);

    /// <exception cref="InvalidDataException">Two shared parts have the same number; nothing can be written that needs the second.</exception>
    Task WriteAsync(CommitRows rows, CancellationToken cancellationToken);

    /// <summary>Writes the series that are not stored yet.</summary>
    /// <exception cref="InvalidDataException">Two series have the same number; nothing can be written that needs the second.</exception>
    Task WriteSeriesAsync(IReadOnlyDictionary<long, SpendKey> series, CancellationToken cancellationToken);

    /// <summary>Adds to the rows of one table of buckets; each row at most once in a call.</summary>
    Task AddAsync(SpendTable table, IReadOnlyList<SpendAddition> additions, CancellationToken cancellationToken);

    /// <summary>Adds to the rows of slices; each row at most once in a call.</summary>
    Task AddSlicesAsync(IReadOnlyList<SliceAddition> additions, CancellationToken cancellationToken);

    /// <summary>Adds to the days of users and tags, within <see cref="LabelGuard.MostValues"/>.</summary>
    Task AddLabelsAsync(IReadOnlyDictionary<SpendDay, SpendMeasures> days, CancellationToken cancellationToken);

    /// <summary>Adds to the days of pipelines, and names those that are new.</summary>
    /// <exception cref="InvalidDataException">Two pipelines have the same number; nothing can be written that needs the second.</exception>
    Task AddPipelinesAsync(IReadOnlyDictionary<PipelineDay, PipelineMeasures> days, CancellationToken cancellationToken);

    /// <summary>Adds to the days of outcomes; each row at most once in a call.</summary>
    Task AddOutcomesAsync(IReadOnlyList<OutcomeAddition> additions, CancellationToken cancellationToken);

    /// <summary>Of stored spans, changes how they ended and whether they state a limit, and nothing else.</summary>
    Task WriteFinishesAsync(IReadOnlyList<SpanRow> spans, CancellationToken cancellationToken);

    /// <summary>Empties all spend tables.</summary>
    Task ClearSpendAsync(CancellationToken cancellationToken);

    /// <summary>Returns once everything is durable.</summary>
    Task CommitAsync(CancellationToken cancellationToken);
}

/// <summary>The tables of whole series, by the length of their buckets.</summary>
internal enum SpendTable : byte
{
    Minutes = 1,
    Quarters = 2,
    Days = 3,
    Hours = 4,
}
