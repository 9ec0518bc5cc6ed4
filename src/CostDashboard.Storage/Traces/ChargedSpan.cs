using System.Linq.Expressions;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Traces;

/// <summary>What a charged span adds to totals, read from its row.</summary>
internal sealed class ChargedSpan : SpendFigures
{
    private const PriceState Unpriced = PriceState.Unpriced;
    private const PriceState Partial = PriceState.Partial;
    private const ChargeRole InFull = ChargeRole.Charged;

    /// <summary>The columns of a span that is charged; of another one they would mean nothing.</summary>
    public static Expression<Func<SpanRow, ChargedSpan>> Columns { get; } = s => new()
    {
        TraceNumber = s.TraceNumber,
        User = s.ChargedUser,
        Tags = s.ChargedTags,
        CostNanoUsd = s.ChargedNanoUsd ?? 0,
        Calls = 1,
        UnpricedCalls = s.PriceState == Unpriced ? 1 : 0,
        PartialCalls = s.PriceState == Partial ? 1 : 0,
        ComparedCalls = s.ChargeRole == InFull && s.BesideNanoUsd != null ? 1 : 0,
        ReportedNanoUsd = s.ChargeRole == InFull && s.BesideNanoUsd != null ? s.ChargedNanoUsd ?? 0 : 0,
        BesideNanoUsd = s.ChargeRole == InFull ? s.BesideNanoUsd ?? 0 : 0,
        InputTokens = s.ChargedInputTokens ?? s.InputTokens,
        CacheReadTokens = s.ChargedCacheReadTokens ?? s.CacheReadTokens,
        CacheWrite5mTokens = s.ChargedCacheWrite5mTokens ?? s.CacheWrite5mTokens,
        CacheWrite1hTokens = s.ChargedCacheWrite1hTokens ?? s.CacheWrite1hTokens,
        OutputTokens = s.ChargedOutputTokens ?? s.OutputTokens,
        ReasoningTokens = s.ChargedReasoningTokens ?? s.ReasoningTokens,
    };

    public long TraceNumber { get; set; }

    public string? User { get; set; }

    public string? Tags { get; set; }
}
