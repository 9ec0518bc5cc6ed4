using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;

namespace CostDashboard.Web.Api;

/// <summary>A span of a trace with what it is charged.</summary>
/// <param name="ParentId">Null for what stands at the top of the tree.</param>
/// <param name="MissingParentId">The parent that it names and that is not here.</param>
/// <param name="Children">Ids of the spans directly below, by start.</param>
/// <param name="IsCycle">Its parents lead back to itself, so it was put at the top.</param>
/// <param name="Role">charged; wrapper (repeats what spans below it state, charged nothing); ambiguous (charged what it states beyond them); sameCall (another span tells of the same call and is charged for it); none.</param>
/// <param name="IsProvisional">Charged, though its name says wrapper: its children may still come. Never so once nothing of the trace has come for ten minutes.</param>
/// <param name="ChargedInstead">Of a sameCall: the span that is charged for the call.</param>
/// <param name="CostUsd">What the span itself is charged, in decimal dollars; null where that is not known.</param>
/// <param name="InclusiveCostUsd">The same for the span and all below it.</param>
/// <param name="Tokens">What the span itself states, charged or not.</param>
/// <param name="InclusiveTokens">What is charged for the span and all below it.</param>
/// <param name="UnattributedTokens">What a wrapper states beyond all below it; shown, never charged.</param>
/// <param name="IsOnCriticalPath">The trace waited for this span itself at some time.</param>
/// <param name="CriticalPathNanos">For so long.</param>
/// <param name="UnpricedReason">Why a cost is unknown or only a lower bound.</param>
/// <param name="Notes">What was left out or mended when the span came in.</param>
internal sealed record TraceSpanBody(
    string SpanId,
    string? ParentId,
    string? MissingParentId,
    IReadOnlyList<string> Children,
    int Depth,
    string Name,
    string Step,
    string Kind,
    string Service,
    string Start,
    string End,
    long DurationNanos,
    bool IsError,
    string? StatusMessage,
    bool IsCycle,
    string Role,
    bool IsProvisional,
    SpanReferenceBody? ChargedInstead,
    string? CostUsd,
    string? InclusiveCostUsd,
    TokensAnswer Tokens,
    TokensAnswer InclusiveTokens,
    TokensAnswer? UnattributedTokens,
    int InclusiveCalls,
    int InclusiveUnpricedCalls,
    int InclusivePartialCalls,
    bool IsOnCriticalPath,
    long CriticalPathNanos,
    string PriceState,
    string? UnpricedReason,
    CallBody? Call,
    PriceBody? Price,
    IReadOnlyList<string> Notes)
{
    internal static TraceSpanBody Of(WaterfallRow row, TraceTree tree, PricedSpan stored)
    {
        var node = tree.Nodes[row.Index];
        var source = stored.Span.Source;
        var beside = stored.Cost is SpanCost.Reported reported ? reported.Beside : stored.Cost;
        return new(
            row.Id.ToString(),
            node.IsRoot ? null : tree.Nodes[node.Parent].Span.Id.ToString(),
            row.IsOrphan ? node.Span.Parent?.ToString() : null,
            [.. node.Children.Select(child => tree.Nodes[child].Span.Id.ToString())],
            row.Depth,
            row.Name,
            row.Step,
            DimensionNames.Said(row.Kind),
            row.Service,
            AnswerText.Moment(source.Start),
            AnswerText.Moment(source.End),
            row.Duration,
            row.IsError,
            source.Status.Message,
            row.IsCycle,
            DimensionNames.Said(row.Role),
            row.IsProvisional,
            row.ChargedInstead is { } charged ? new(charged.Trace.ToString(), charged.Span.ToString()) : null,
            AnswerText.KnownUsd(row.CostNanoUsd, row.IsCharged ? 1 : 0, row.IsUnpriced ? 1 : 0),
            AnswerText.KnownUsd(row.InclusiveCostNanoUsd, row.InclusiveCalls, row.InclusiveUnpricedCalls),
            TokensAnswer.Of(node.Span.Usage),
            TokensAnswer.Of(row.InclusiveUsage),
            row.Unattributed.IsZero ? null : TokensAnswer.Of(row.Unattributed),
            row.InclusiveCalls,
            row.InclusiveUnpricedCalls,
            row.InclusivePartialCalls,
            row.CriticalPath.Count > 0,
            row.CriticalNanos,
            DimensionNames.Said(stored.Cost.State),
            beside switch
            {
                SpanCost.Unpriced(var reason) => reason,
                SpanCost.Partial partial => partial.Missing,
                _ => null,
            },
            CallBody.Of(stored.Span.Call),
            PriceBody.Of(beside),
            source.Notes);
    }
}

/// <summary>A span of the same project.</summary>
internal sealed record SpanReferenceBody(string TraceId, string SpanId);

/// <summary>What a model was asked.</summary>
/// <param name="Region">Where it was computed, where the span says so in a way that can change the price.</param>
/// <param name="UsageRule">How the classes of tokens were made out of the emitter's numbers.</param>
/// <param name="ReportedUsd">A cost that the span itself states; it wins over a computed one.</param>
internal sealed record CallBody(
    string Provider,
    string Model,
    string? RequestModel,
    string? ServiceTier,
    string? Region,
    double? TtftMs,
    long? MaxTokens,
    string? FinishReason,
    string? UsageRule,
    string? ReportedUsd)
{
    internal static CallBody? Of(ModelCall? call) => call is null
        ? null
        : new(
            call.Provider,
            call.Model,
            call.RequestModel,
            call.ServiceTier,
            call.Region,
            call.TimeToFirstToken is { } first ? AnswerText.Milliseconds(first) : null,
            call.MaxTokens,
            call.FinishReason,
            call.UsageRule,
            call.ReportedCost is { } reported ? AnswerText.Usd(reported.ToNanos()) : null);
}

/// <summary>What the price book makes of a call. Where the span itself states a cost, this stands beside it and is not charged.</summary>
/// <param name="Version">Version of the price book as a whole.</param>
/// <param name="Model">The book's own name of the model.</param>
/// <param name="Matched">Which rule led from the span's model to it.</param>
/// <param name="EffectiveFrom">The day (UTC) from which the provider charges it; null where that is not known.</param>
/// <param name="Tier">What made it differ from the base rate.</param>
/// <param name="Kind">shipped (came with the program), imported (taken over from a list of prices), override (the organisation's own).</param>
/// <param name="Discount">What the organisation pays of the rates; it is taken off every line's amount.</param>
/// <param name="AmountUsd">The sum of the lines before it is rounded to nano-dollars.</param>
internal sealed record PriceBody(
    string Version,
    string Provider,
    string Model,
    string Matched,
    DateOnly? EffectiveFrom,
    DateOnly RecordedAt,
    string Source,
    string? Tier,
    string Kind,
    DiscountBody? Discount,
    string AmountUsd,
    IReadOnlyList<PriceLineBody> Lines)
{
    internal static PriceBody? Of(SpanCost cost) => cost switch
    {
        SpanCost.Computed computed => Of(computed.Price, computed.Lines),
        SpanCost.Partial partial => Of(partial.Price, partial.Lines),
        _ => null,
    };

    private static PriceBody Of(PriceReference price, IReadOnlyList<CostLine> lines) => new(
        price.BookVersion,
        price.Provider,
        price.Model,
        price.Matched,
        price.EffectiveFrom,
        price.RecordedAt,
        price.Source,
        price.Tier,
        DimensionNames.Said(price.Kind),
        DiscountBody.Of(price.Discount),
        PriceLineBody.Text(lines.Sum(line => line.Amount.Amount)),
        [.. lines.Select(PriceLineBody.Of)]);
}

/// <summary>One line of the bill: so much of one kind of usage at such a rate. The lines share nothing and leave nothing out.</summary>
/// <param name="Meter">What was used: input, cacheRead, output, audioInput, webSearch, page …</param>
/// <param name="Quantity">How much, in <paramref name="Unit"/>, in decimal digits.</param>
/// <param name="Unit">token, request, search, page, image, second, character or session.</param>
/// <param name="UsdRate">The rate; null where the book has none for this meter.</param>
/// <param name="RateFor">For so many of the unit: a million tokens, one of anything else.</param>
/// <param name="AmountUsd">Quantity times rate, less the discount of the price, not rounded; null where there is no rate.</param>
/// <param name="IsDerived">The rate follows from another one by a rule, because the provider lists none.</param>
internal sealed record PriceLineBody(string Meter, string Quantity, string Unit, string? UsdRate, long RateFor, string? AmountUsd, bool IsDerived)
{
    internal const long Million = 1_000_000;

    internal static PriceLineBody Of(CostLine line)
    {
        var isTokens = line.Unit is PricingUnit.MillionTokens;
        return new(
            DimensionNames.Said(line.Meter),
            Text(isTokens ? line.Quantity : line.PricingQuantity),
            isTokens ? "token" : DimensionNames.Said(line.Unit),
            line.Rate is { } rate ? Text(rate) : null,
            isTokens ? Million : 1,
            line.Rate is null ? null : Text(line.Amount.Amount),
            line.IsDerived);
    }

    internal static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);
}
