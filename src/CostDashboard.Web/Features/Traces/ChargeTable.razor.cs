using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>How a span's cost came about: tokens times rates, line by line, and where the rates are from.</summary>
public sealed partial class ChargeTable
{
    [Parameter, EditorRequired]
    public WaterfallRow Row { get; set; } = null!;

    [Parameter, EditorRequired]
    public PricedSpan Span { get; set; } = null!;

    private string StateName => Span.Cost.State switch
    {
        PriceState.Reported => "reported by the span",
        PriceState.Partial => "known part",
        PriceState.Unpriced => "unpriced",
        _ => "computed",
    };

    private SpanCost OfTheBook => Span.Cost is SpanCost.Reported reported ? reported.Beside : Span.Cost;

    // Without a price the tokens are all there is to show.
    private IReadOnlyList<CostLine> Lines => OfTheBook switch
    {
        SpanCost.Computed computed => computed.Lines,
        SpanCost.Partial partial => partial.Lines,
        _ => [.. TokensOf(Span.Span.Call?.Usage ?? default).Where(l => l.Tokens > 0)],
    };

    private IEnumerable<string> Sentences
    {
        get
        {
            if (Span.Cost is SpanCost.Reported { Beside.Total: { } computed })
            {
                yield return $"The book would make it {MoneyText.Of(computed.ToNanos())}; what the span itself reports is charged.";
            }

            switch (OfTheBook)
            {
                case SpanCost.Computed { Price: var price }:
                    yield return Describe(price);
                    break;
                case SpanCost.Partial { Price: var price, Missing: var missing }:
                    yield return missing + ".";
                    yield return Describe(price);
                    break;
                case SpanCost.Unpriced { Reason: var reason }:
                    yield return "Not priced: " + reason + ".";
                    break;
            }

            if (Lines.Any(l => l.IsDerived))
            {
                yield return "* follows from another rate by a rule.";
            }

            if (Span.Span.Call?.UsageRule is { } rule)
            {
                yield return "Tokens: " + rule + ".";
            }
        }
    }

    private static string Describe(PriceReference price)
    {
        var since = price.EffectiveFrom is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "the beginning";
        var tier = price.Tier is { } name ? $", tier {name}" : "";
        return $"Price of {price.Provider} {price.Model}{tier}, in force since {since}, recorded {price.RecordedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} from {price.Source}; "
            + $"matched by {price.Matched}; book {price.BookVersion}.";
    }

    private static IEnumerable<CostLine> TokensOf(Usage usage) =>
    [
        new(TokenClass.Input, usage.Input, null),
        new(TokenClass.CacheRead, usage.CacheRead, null),
        new(TokenClass.CacheWrite5m, usage.CacheWrite5m, null),
        new(TokenClass.CacheWrite1h, usage.CacheWrite1h, null),
        new(TokenClass.Output, usage.Output, null),
    ];

    private static string NameOf(TokenClass name) => name switch
    {
        TokenClass.CacheRead => "input from cache",
        TokenClass.CacheWrite5m => "cache write, 5 min",
        TokenClass.CacheWrite1h => "cache write, 1 h",
        TokenClass.Reasoning => "reasoning",
        TokenClass.Output => "output",
        _ => "input",
    };
}
