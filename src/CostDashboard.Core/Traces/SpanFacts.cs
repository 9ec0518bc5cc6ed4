using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>What a trace's arithmetic needs to know of a span: the columns of a stored span, without its attributes.</summary>
/// <param name="Usage">The span's own tokens, charged or not; zero for a span that carries none.</param>
/// <param name="OwnCostNanoUsd">The span's own cost, charged or not; zero when <paramref name="PriceState"/> says there is none or that it is unknown.</param>
/// <param name="TimeToFirstToken">Nanoseconds; null where it was not measured.</param>
/// <param name="Tags">The span's own values for its project's tags; usually none.</param>
public sealed record SpanFacts(
    SpanId Id,
    SpanId? Parent,
    string Name,
    OperationKind Kind,
    UnixNanos Start,
    UnixNanos End,
    bool IsError,
    string Service,
    string? ServiceVersion,
    Attribution Attribution,
    bool IsWrapperByName,
    int ApiKeyId,
    string Provider,
    string Model,
    Usage Usage,
    PriceState PriceState,
    long OwnCostNanoUsd,
    long? TimeToFirstToken,
    SpanTags Tags)
{
    /// <summary>What the baggage that reached the span adds; usually nothing.</summary>
    public SpanBaggage Baggage { get; init; } = SpanBaggage.None;

    /// <summary>What the price book computes for the call, where it reports a cost of its own and the book prices all of it; else null.</summary>
    public long? BesideNanoUsd { get; init; }

    /// <summary>The call counts what is no token: searches, pages, images, seconds.</summary>
    public bool StatesUnits { get; init; }

    /// <summary>Why the model stopped, as the span says.</summary>
    public FinishReason Finish { get; init; }

    /// <summary>A chat whose span states no limit to its output.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>By what a call is known again in what another source reports; nothing for a span that is no call.</summary>
    public CallIdentity Identity { get; init; }

    /// <summary>What an agent or a tool calls itself where that is not what its span is called; null for all others. What no column can hold is replaced.</summary>
    public string? CalledAs { get; init; }

    /// <summary>Nanoseconds; never negative.</summary>
    public long Duration => Math.Max(0, End - Start);

    /// <summary>Tokens of zero do not make a span token-bearing (conventions §9.3, D9); a stated cost does.</summary>
    public bool IsTokenBearing => !Usage.IsZero || OwnCostNanoUsd != 0;

    /// <summary>A call that is billed by units alone, such as a search or an image: no sum of tokens holds it.</summary>
    public bool IsOfUnits => StatesUnits && Usage.IsZero;

    public static SpanFacts Of(PricedSpan span)
    {
        var normalized = span.Span;
        var source = normalized.Source;
        var call = normalized.Call;
        return new(
            source.Key.Span,
            source.Parent,
            source.Name,
            normalized.Kind,
            source.Start,
            source.End,
            source.Status.IsError,
            normalized.Service,
            normalized.ServiceVersion,
            normalized.Attribution,
            normalized.IsWrapperByName,
            normalized.ApiKeyId,
            call?.Provider ?? "",
            call?.Model ?? "",
            call?.Usage ?? default,
            span.Cost.State,
            span.Cost.Total?.ToNanos() ?? 0,
            call?.TimeToFirstToken,
            normalized.Tags)
        {
            Baggage = normalized.Baggage,
            BesideNanoUsd = span.Cost is SpanCost.Reported { Beside: SpanCost.Computed computed } ? computed.Sum.ToNanos() : null,
            StatesUnits = call?.Units is { IsZero: false },
            Finish = FinishReasons.Of(call?.FinishReason),
            IsUnlimited = call is { MaxTokens: null } && normalized.Kind is OperationKind.Chat,
            Identity = CallIdentity.Of(normalized),
            CalledAs = AgentNames.CalledAs(normalized),
        };
    }
}
