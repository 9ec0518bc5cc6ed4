using System.Globalization;
using CostDashboard.Core.Pricing;
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

    // Without a price the quantities are all there is to show.
    private IReadOnlyList<CostLine> Lines => OfTheBook switch
    {
        SpanCost.Computed computed => computed.Lines,
        SpanCost.Partial partial => partial.Lines,
        _ => ChargeText.Quantities(Span.Span.Call),
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

            if (PriceOfTheBook?.Discount is { } discount)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Of these rates the organisation pays {discount.Factor:0.####%}: discount on {discount.Scope}{(discount.Note.Length == 0 ? "" : $" ({discount.Note})")}; the amounts have it taken off.");
            }

            if (Lines.Any(l => l.IsDerived))
            {
                yield return "* follows from another rate by a rule.";
            }

            if (Span.Span.Call?.UsageRule is { } rule)
            {
                yield return "Tokens: " + rule + ".";
            }

            if (Span.Span.Call?.Region is { } region)
            {
                yield return $"Computed in {region}.";
            }
        }
    }

    private PriceReference? PriceOfTheBook => OfTheBook switch
    {
        SpanCost.Computed computed => computed.Price,
        SpanCost.Partial partial => partial.Price,
        _ => null,
    };

    private static string Describe(PriceReference price)
    {
        var kind = price.Kind switch
        {
            PriceKind.Imported => "Imported price",
            PriceKind.Override => "The organisation's own price",
            _ => "Price",
        };
        var since = price.EffectiveFrom is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "the beginning";
        var tier = price.Tier is { } name ? $", tier {name}" : "";
        return $"{kind} of {price.Provider} {price.Model}{tier}, in force since {since}, recorded {price.RecordedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} from {price.Source}; "
            + $"matched by {price.Matched}; book {price.BookVersion}.";
    }
}
