using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>How a span's cost came about: quantities times rates, line by line, and where the rates are from.</summary>
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

    // The lines stand there as the provider lists them; what is paid of their sum stands below, as on an invoice.
    private (decimal Factor, Usd List, Usd Off)? Discount
    {
        get
        {
            if (Lines.All(line => line.Factor == 1m))
            {
                return null;
            }

            var list = Lines.Aggregate(new Usd(0), (sum, line) => sum + AtListPrice(line));
            var paid = Lines.Aggregate(new Usd(0), (sum, line) => sum + line.Amount);
            return (Lines[0].Factor, list, new(paid.Amount - list.Amount));
        }
    }

    // Without a price the quantities are all there is to show.
    private IReadOnlyList<CostLine> Lines => (Span.Cost is SpanCost.Reported reported ? reported.Beside : Span.Cost) switch
    {
        SpanCost.Computed computed => computed.Lines,
        SpanCost.Partial partial => partial.Lines,
        _ => ChargeText.Quantities(Span.Span.Call),
    };

    private static Usd AtListPrice(CostLine line) => (line with { Factor = 1m }).Amount;
}
