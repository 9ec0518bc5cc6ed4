using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>One vocabulary: fills of a span's reading what it can and what is still empty.</summary>
internal delegate void Dialect(DecodedSpan span, ref SpanReading reading);

/// <summary>What the dialects found out about a span so far; null is "not said".</summary>
internal struct SpanReading
{
    public OperationKind? Kind;
    public bool IsWrapperByName;
    public string? Provider;
    public string? RequestModel;
    public string? ResponseModel;
    public TokenCounts? Tokens;
    public decimal? ReportedUsd;
    public string? ResponseId;
    public string? ServiceTier;

    /// <summary>Nanoseconds.</summary>
    public long? TimeToFirstToken;

    public long? MaxTokens;
    public string? FinishReason;
    public string? ToolName;
    public List<string>? Notes;

    public readonly bool NamesModel => RequestModel is not null || ResponseModel is not null;

    public void Note(string text) => (Notes ??= []).Add(text);
}

/// <summary>Token counts as an emitter states them, before the rules make disjoint classes of them.</summary>
internal readonly record struct TokenCounts(
    long? Input,
    long? Output,
    long? CacheRead = null,
    long? CacheWrite = null,
    long? Reasoning = null,
    long? Total = null);
