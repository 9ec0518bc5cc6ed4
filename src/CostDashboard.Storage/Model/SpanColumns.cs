using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Traces;

namespace CostDashboard.Storage.Model;

/// <summary>The columns of a stored span that <see cref="SpanFacts"/> are made of, and what is charged for it.</summary>
internal class SpanColumns
{
    /// <summary><see cref="TraceRow.Number"/>: rows of a trace, and traces of a time, lie beside each other.</summary>
    public long TraceNumber { get; set; }

    public long SpanId { get; set; }

    /// <summary>Null for a root.</summary>
    public long? ParentId { get; set; }

    public string Name { get; set; } = "";

    public OperationKind Kind { get; set; }

    public long StartNanos { get; set; }

    public long EndNanos { get; set; }

    public bool IsError { get; set; }

    public string Service { get; set; } = "";

    public string? ServiceVersion { get; set; }

    public string? Customer { get; set; }

    public string? Feature { get; set; }

    public string? Environment { get; set; }

    public string? User { get; set; }

    public string? Session { get; set; }

    public bool IsWrapperByName { get; set; }

    public int ApiKeyId { get; set; }

    public string Provider { get; set; } = "";

    public string Model { get; set; } = "";

    /// <summary>The span's own tokens, charged or not; the classes are those of <see cref="Core.Spans.Usage"/>.</summary>
    public long InputTokens { get; set; }

    public long CacheReadTokens { get; set; }

    public long CacheWrite5mTokens { get; set; }

    public long CacheWrite1hTokens { get; set; }

    public long OutputTokens { get; set; }

    public long ReasoningTokens { get; set; }

    public PriceState PriceState { get; set; }

    /// <summary>The span's own cost, charged or not.</summary>
    public long OwnNanoUsd { get; set; }

    /// <summary>What the price book computes beside a cost that the span reports; null where there is none of the two.</summary>
    public long? BesideNanoUsd { get; set; }

    public long? TimeToFirstToken { get; set; }

    /// <summary>Of the call's <see cref="CallIdentity"/>.</summary>
    public long? ResponseKey { get; set; }

    public int EmitterId { get; set; }

    public byte SourceRank { get; set; }

    public bool StatesUnits { get; set; }

    /// <summary>What an agent or a tool calls itself where its span is called otherwise; null for all others.</summary>
    public string? CalledAs { get; set; }

    /// <summary>Why the model stopped; null on a span that was stored before it had this column and was not read since (<see cref="Spend.OutcomeReading"/>).</summary>
    public FinishReason? Finish { get; set; }

    /// <summary>A chat that states no limit to its output.</summary>
    public bool IsUnlimited { get; set; }

    /// <summary>The span's own tags as <see cref="TagText"/> writes them.</summary>
    public string? Tags { get; set; }

    /// <summary>What the baggage that reached the span adds, as <see cref="BaggageText"/> writes it.</summary>
    public string? Baggage { get; set; }

    public long SeriesId { get; set; }

    public ChargeRole ChargeRole { get; set; }

    /// <summary>
    /// <see cref="CallLikeness"/> of a claim (a span that its own trace would have charged: <see cref="ChargeRole.Charged"/> and
    /// <see cref="ChargeRole.SameCall"/>); null for any other. Indexed, as <see cref="ResponseKey"/> of claims is.
    /// </summary>
    public long? ChargeLikeness { get; set; }

    /// <summary>Trace id of the span that is charged for the same call instead; null for any but a <see cref="ChargeRole.SameCall"/>.</summary>
    public byte[]? ChargedTraceId { get; set; }

    public long? ChargedSpanId { get; set; }

    /// <summary>What is charged; null exactly where the span is not charged. The index of charged spans is filtered by it.</summary>
    public long? ChargedNanoUsd { get; set; }

    public string? ChargedUser { get; set; }

    /// <summary>The tags in whose days the charge is, as <see cref="TagText"/> writes them.</summary>
    public string? ChargedTags { get; set; }

    /// <summary>Charged tokens where they are not the span's own (<see cref="ChargeRole.Ambiguous"/>); null means the same as its own.</summary>
    public long? ChargedInputTokens { get; set; }

    public long? ChargedCacheReadTokens { get; set; }

    public long? ChargedCacheWrite5mTokens { get; set; }

    public long? ChargedCacheWrite1hTokens { get; set; }

    public long? ChargedOutputTokens { get; set; }

    public long? ChargedReasoningTokens { get; set; }

    /// <summary>How a charged call ended, as <see cref="Core.Spend.Outcomes.CallOutcome.Code"/>; null where nothing is charged.</summary>
    public int? ChargedOutcome { get; set; }

    public SpanFacts ToFacts() => new(
        Core.Units.SpanId.FromInt64(SpanId),
        ParentId is { } parent ? Core.Units.SpanId.FromInt64(parent) : null,
        Name,
        Kind,
        new(StartNanos),
        new(EndNanos),
        IsError,
        Service,
        ServiceVersion,
        Customer is null && Feature is null && Environment is null && User is null && Session is null
            ? Attribution.None
            : new(Customer, Feature, Environment, User, Session),
        IsWrapperByName,
        ApiKeyId,
        Provider,
        Model,
        new(InputTokens, CacheReadTokens, CacheWrite5mTokens, CacheWrite1hTokens, OutputTokens, ReasoningTokens),
        PriceState,
        OwnNanoUsd,
        TimeToFirstToken,
        TagText.Parse(Tags))
    {
        Baggage = BaggageText.Parse(Baggage),
        BesideNanoUsd = BesideNanoUsd,
        StatesUnits = StatesUnits,
        Finish = Finish ?? FinishReason.Unknown,
        IsUnlimited = IsUnlimited,
        Identity = new(ResponseKey, EmitterId, SourceRank),
        CalledAs = CalledAs,
    };

    /// <summary>The span that is charged for the same call instead; null where there is none.</summary>
    /// <param name="project">Of the span; another project's is never charged instead.</param>
    public SpanKey? ChargedInstead(ProjectId project) => ChargedTraceId is { } trace && ChargedSpanId is { } span
        ? new(project, TraceId.FromBytes(trace), Core.Units.SpanId.FromInt64(span))
        : null;
}
