using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Prices;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>Which price made a span's cost and why this one: the model, the rule that matched, tier, discount, days, source.</summary>
public sealed partial class PriceFacts
{
    [Parameter, EditorRequired]
    public PricedSpan Span { get; set; } = null!;

    /// <summary>The bill's.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<CostLine> Lines { get; set; } = [];

    private SpanCost OfTheBook => Span.Cost is SpanCost.Reported reported ? reported.Beside : Span.Cost;

    private PriceReference? Price => OfTheBook switch
    {
        SpanCost.Computed computed => computed.Price,
        SpanCost.Partial partial => partial.Price,
        _ => null,
    };

    /// <summary>What is to be said first, where the cost is not simply what the book computes.</summary>
    private string? Notice => Span.Cost switch
    {
        SpanCost.Reported { Beside: SpanCost.Computed { Total: { } computed }, Total: { } reported } => Difference(reported, computed),
        SpanCost.Reported { Beside: SpanCost.Partial { Missing: var missing } } => $"What the span reports is charged. The book knows a part of it only: {missing}.",
        SpanCost.Reported { Beside: SpanCost.Unpriced { Reason: var reason } } => $"What the span reports is charged. The book could not check it: {reason}.",
        SpanCost.Partial { Missing: var missing } => $"A lower bound: {missing}.",
        SpanCost.Unpriced { Reason: var reason } => $"Not priced, and not free: {reason}.",
        _ => null,
    };

    private string UnknownLink
    {
        get
        {
            var start = Span.Span.Source.Start;
            return Link("/prices/unknown")
                .Add("from", RangeChoice.Text(start.Floor(UnixNanos.PerDay)))
                .Add("to", RangeChoice.Text(start.Floor(UnixNanos.PerDay) + UnixNanos.PerDay))
                .ToString();
        }
    }

    private static string Difference(Usd reported, Usd computed)
    {
        var nanos = reported.ToNanos() - computed.ToNanos();
        var share = computed.Amount == 0 ? "" : $" ({NumberText.Percent((double)((reported.Amount - computed.Amount) / computed.Amount))})";
        return nanos == 0
            ? "What the span reports is charged; the book makes it the same."
            : $"What the span reports is charged. The book would make it {MoneyText.Of(computed.ToNanos())}: reported is {MoneyText.Signed(nanos)}{share}.";
    }

    // As of the day of the call, which is what priced it.
    private string ModelAddress(PriceReference price) =>
        Link(ModelLink.Path(price.Provider, price.Model)).Add("at", RateText.Day(DateOnly.FromDateTime(Span.Span.Source.Start.ToDateTimeOffset().UtcDateTime))).ToString();

    private UrlText Link(string path) => new UrlText(path).Add("project", Span.Key.Project.Value.ToString(CultureInfo.InvariantCulture));
}
