using System.Globalization;

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>What a span's own call costs by a price book, as of the span's start.</summary>
public static class SpanPricer
{
    // In the order in which a bill shows them.
    private static readonly TokenClass[] s_classes =
        [TokenClass.Input, TokenClass.CacheRead, TokenClass.CacheWrite5m, TokenClass.CacheWrite1h, TokenClass.Output, TokenClass.Reasoning];

    public static PricedSpan Price(NormalizedSpan span, PriceBook book) =>
        new(span, span.Call is { } call ? CostOf(call, span.Source.Start, book) : SpanCost.NotACall.Instance);

    /// <summary>The cost that the call reports wins, and ours stands beside it; an absurd report (negative, above what is believed) is no report.</summary>
    private static SpanCost CostOf(ModelCall call, UnixNanos start, PriceBook book)
    {
        var computed = Compute(call, start, book);
        return call.ReportedCost is { Amount: >= 0m and <= Believable.MostReportedUsd } reported ? new SpanCost.Reported(reported, computed) : computed;
    }

    private static SpanCost Compute(ModelCall call, UnixNanos start, PriceBook book)
    {
        var match = Match(call, start, book);
        if (match.Model is not { } model)
        {
            return match.Unpriced!;
        }

        if (model.PeriodAt(start) is not { } period)
        {
            return new SpanCost.Unpriced(string.Create(
                CultureInfo.InvariantCulture,
                $"no price for model '{model.Model}' on {start.ToDateTimeOffset():yyyy-MM-dd}"));
        }

        if (call.Usage.IsZero && call.UsageRule is null)
        {
            return new SpanCost.Unpriced("the span states no token usage");
        }

        if (!IsPlausible(call.Usage))
        {
            return new SpanCost.Unpriced("the token counts are negative or beyond any model");
        }

        var band = period.Card.For(call.ServiceTier).For(call.Usage.TotalInput);
        return Bill(call.Usage, band.Rates, Reference(match, period, band, call, book));
    }

    // Azure answers with the model behind a deployment; where a gateway answers with a name of its own, the one that was asked for may be known.
    private static ModelMatch Match(ModelCall call, UnixNanos start, PriceBook book)
    {
        var match = book.Match(call.Provider, call.Model, start);
        return match.Model is null && call.RequestModel is { Length: > 0 } asked && asked != call.Model && book.Match(call.Provider, asked, start) is { Model: not null } byRequest
            ? byRequest
            : match;
    }

    private static PriceReference Reference(ModelMatch match, PricePeriod period, RateBand band, ModelCall call, PriceBook book)
    {
        var reference = match.Reference(book.Version, period, band);
        return ServiceTier.RatesName(call.ServiceTier) is { } tier && period.Card.For(tier) == period.Card.Standard
            ? reference with { Tier = band.Label is null ? $"{tier} has no rate of its own" : $"{tier} has no rate of its own, {band.Label}" }
            : reference;
    }

    private static SpanCost Bill(Usage usage, Rates rates, PriceReference price)
    {
        Span<long> tokens = stackalloc long[s_classes.Length];
        var count = 0;
        for (var i = 0; i < s_classes.Length; i++)
        {
            tokens[i] = TokensOf(usage, s_classes[i], rates.Reasoning is not null);
            count += tokens[i] > 0 ? 1 : 0;
        }

        var lines = new CostLine[count];
        var sum = 0m;
        var missing = 0;
        for (int i = 0, next = 0; i < s_classes.Length; i++)
        {
            if (tokens[i] > 0)
            {
                var (rate, isDerived) = rates.Of(s_classes[i]);
                var line = new CostLine(s_classes[i], tokens[i], rate, isDerived && rate is not null, price.Factor);
                lines[next++] = line;
                sum += line.Amount.Amount;
                missing += rate is null ? 1 : 0;
            }
        }

        return missing switch
        {
            0 => new SpanCost.Computed(new(sum), lines, price),
            _ when missing == count => new SpanCost.Unpriced($"model '{price.Model}' has no price for {Missing(lines)}"),
            _ => new SpanCost.Partial(new(sum), lines, price, $"no rate for {Missing(lines)}"),
        };
    }

    /// <summary>Disjoint counts: reasoning leaves output only where it has a rate of its own.</summary>
    private static long TokensOf(Usage usage, TokenClass tokens, bool splitsReasoning) => tokens switch
    {
        TokenClass.Input => usage.Input,
        TokenClass.CacheRead => usage.CacheRead,
        TokenClass.CacheWrite5m => usage.CacheWrite5m,
        TokenClass.CacheWrite1h => usage.CacheWrite1h,
        TokenClass.Output => usage.Output - (splitsReasoning ? Reasoning(usage) : 0),
        TokenClass.Reasoning => splitsReasoning ? Reasoning(usage) : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "not a class of tokens"),
    };

    private static long Reasoning(Usage usage) => Math.Min(usage.Reasoning, usage.Output);

    private static bool IsPlausible(Usage usage) =>
        IsPlausible(usage.Input) && IsPlausible(usage.CacheRead) && IsPlausible(usage.CacheWrite5m)
        && IsPlausible(usage.CacheWrite1h) && IsPlausible(usage.Output) && IsPlausible(usage.Reasoning);

    private static bool IsPlausible(long tokens) => tokens is >= 0 and <= Believable.MostTokens;

    private static string Missing(CostLine[] lines) =>
        string.Join(" and ", lines.Where(line => line.UsdPerMillion is null).Select(line => line.Class switch
        {
            TokenClass.Input => "input tokens",
            TokenClass.CacheRead => "cached input tokens",
            TokenClass.CacheWrite5m or TokenClass.CacheWrite1h => "tokens written to a cache",
            TokenClass.Output => "output tokens",
            TokenClass.Reasoning => "reasoning tokens",
            _ => throw new ArgumentOutOfRangeException(nameof(lines), line.Class, "not a class of tokens"),
        }));
}
