using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>What the dialects found out about a span so far; null is "not said".</summary>
internal struct SpanReading
{
    private KindSource _kindSource;
    private bool _areTokensClosed;

    public bool IsWrapperByName;
    public string? Provider;
    public string? RequestModel;
    public string? ResponseModel;

    /// <summary>Who counted, where that alone says whether the input contains the cached tokens.</summary>
    public CacheHabit CacheHabit;

    /// <summary>The emitter counts thoughts beside the output, so they are billed on top of it.</summary>
    public bool CountsThoughtsApart;

    public decimal? ReportedUsd;
    public string? ResponseId;

    /// <summary>The tier that the response names.</summary>
    public string? BilledTier;

    /// <summary>The tier that was asked for.</summary>
    public string? RequestedTier;

    /// <summary>Where the call was computed; see <see cref="RegionReader"/>.</summary>
    public string? Region;

    /// <summary>Nanoseconds.</summary>
    public long? TimeToFirstToken;

    public long? MaxTokens;
    public string? FinishReason;
    public string? ToolName;

    /// <summary>By what the arguments of a tool's call are known again that stand in attributes of its vocabulary; see <see cref="ToolArguments.HashOf(ReadOnlySpan{byte})"/>.</summary>
    public long? Arguments;

    /// <summary>The model of calls below that name none.</summary>
    public string? ModelBelow;

    public List<string>? Notes;

    public OperationKind? Kind { get; private set; }

    public TokenCounts Tokens { get; private set; }

    public readonly bool NamesModel => RequestModel is not null || ResponseModel is not null;

    public void Note(string text) => (Notes ??= []).Add(text);

    /// <summary>Takes the kind unless a source that goes before has said one.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool OfferKind(KindSource source, OperationKind? kind)
    {
        if (kind is null || (Kind is not null && source >= _kindSource))
        {
            return false;
        }

        (Kind, _kindSource) = (kind, source);
        return true;
    }

    /// <summary>Takes each count that nobody has stated yet: two names of one number are never added.</summary>
    public void OfferTokens(in TokenCounts counts)
    {
        if (_areTokensClosed)
        {
            return;
        }

        var before = Tokens;
        Tokens = new()
        {
            Input = before.Input ?? counts.Input,
            Uncached = before.Uncached ?? counts.Uncached,
            Output = before.Output ?? counts.Output,
            CacheRead = before.CacheRead ?? counts.CacheRead,
            CacheWrite = before.CacheWrite ?? counts.CacheWrite,
            CacheWrite5m = before.CacheWrite5m ?? counts.CacheWrite5m,
            CacheWrite1h = before.CacheWrite1h ?? counts.CacheWrite1h,
            Reasoning = before.Reasoning ?? counts.Reasoning,
            Total = before.Total ?? counts.Total,
            Details = before.Details?.Or(counts.Details) ?? counts.Details,
        };
    }

    /// <summary>Nobody else's counts are taken: what was offered is one whole bill, and another's numbers would mix two ways of counting.</summary>
    public void CloseTokens() => _areTokensClosed = true;
}

/// <summary>Token counts as an emitter states them, before the rules make disjoint classes of them.</summary>
internal readonly record struct TokenCounts
{
    public long? Input { get; init; }

    /// <summary>Input without the cached tokens, where it is stated beside <see cref="Input"/>.</summary>
    public long? Uncached { get; init; }

    public long? Output { get; init; }
    public long? CacheRead { get; init; }

    /// <summary>Written to a cache for however long; those of the two below are among them.</summary>
    public long? CacheWrite { get; init; }

    public long? CacheWrite5m { get; init; }
    public long? CacheWrite1h { get; init; }
    public long? Reasoning { get; init; }
    public long? Total { get; init; }

    /// <summary>What was counted beside plain tokens; null for nothing.</summary>
    public UsageDetails? Details { get; init; }

    /// <summary>A cache count of zero alone says nothing about usage, and must not make a call free.</summary>
    public bool IsStated =>
        (Input ?? Uncached ?? Output) is not null || CacheRead > 0 || CacheWrite > 0 || CacheWrite5m > 0 || CacheWrite1h > 0
        || Details?.Input > 0 || Details?.Output > 0;
}

/// <summary>Emitters whose habit with cached tokens is known from elsewhere than the numbers (conventions §9.2, rules 1, 2, 6, 7).</summary>
internal enum CacheHabit : byte
{
    Unknown = 0,
    ClaudeCode = 1,
    LangfuseDisjoint = 2,
    LangfuseInclusive = 3,
    VercelRaw = 4,
    RawInstrumentation = 5,
}

/// <summary>Who says what kind of step a span is; of two, the one that stands first here holds (conventions §9.1).</summary>
internal enum KindSource : byte
{
    Langfuse = 0,
    OpenInference = 1,
    OpenTelemetry = 2,
    Vercel = 3,
    Traceloop = 4,
    RequestType = 5,
    LangSmith = 6,
    SpanName = 7,
    Attribute = 8,
}
