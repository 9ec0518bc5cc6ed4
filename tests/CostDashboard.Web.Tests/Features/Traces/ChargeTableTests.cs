using Bunit;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class ChargeTableTests : BunitContext
{
    private static readonly PriceReference s_price = new(
        "b00c", "anthropic", "claude/4<b>", "alias", new(2026, 1, 1), new(2026, 2, 1), "list of May", "batch, above 200,000 input tokens", PriceKind.Override, new(0.85m, "anthropic", "frame contract"));

    [Fact]
    public void A_discount_is_taken_off_the_sum_of_the_list_prices_as_on_an_invoice()
    {
        CostLine[] lines = [new(Meter.Input, 1_000_000, 2m, Factor: 0.85m), new(Meter.WebSearch, 3, 0.01m, Factor: 0.85m)];
        var table = Show(new SpanCost.Computed(new(1.7255m), lines, s_price));

        Assert.Equal(["input 1,000,000 2.00 / M $2.00", "web search 3 0.01 / search $0.0300"], table.FindAll("tbody tr").Select(Text));
        Assert.Equal(["at list prices $2.03", "discount, − 15 % − $0.3045", "computed $1.73"], table.FindAll("tfoot tr").Select(Text));
    }

    [Fact]
    public void Every_fact_of_the_price_is_said_and_the_model_leads_to_its_page_on_the_day_of_the_call()
    {
        var table = Show(new SpanCost.Computed(new(2m), [new(Meter.Input, 1_000_000, 2m, IsDerived: true)], s_price));

        Assert.Equal(
            [
                "price of: claude/4<b> anthropicoverride", "matched by: alias", "rates: batch, above 200,000 input tokens", "discount: − 15 % on anthropic: frame contract", "in force: since 2026-01-01",
                "recorded: 2026-02-01", "source: list of May", "book: b00c", "*: the provider lists no such rate; it follows from another one by a rule",
            ],
            table.FindAll("dt").Zip(table.FindAll("dd"), (name, value) => $"{name.TextContent}: {value.TextContent.Trim()}"));
        Assert.Equal("/prices/anthropic/claude%2F4%3Cb%3E?project=1&at=2026-08-06", table.Find("dd a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(0.0075, 0.0055, "What the span reports is charged. The book would make it $0.0055: reported is + $0.0020 (36 %).")]
    [InlineData(0.0055, 0.0055, "What the span reports is charged; the book makes it the same.")]
    [InlineData(0.01, 0, "What the span reports is charged. The book would make it $0.00: reported is + $0.0100.")]
    public void A_reported_cost_stands_beside_what_the_book_would_make_it(double reported, double computed, string notice) =>
        Assert.Equal(notice + " Where they differ most", Notice(Show(new SpanCost.Reported(new((decimal)reported), new SpanCost.Computed(new((decimal)computed), [new(Meter.Input, 1, 1m)], s_price)))));

    [Fact]
    public void A_call_without_a_price_says_why_and_leads_to_its_like_on_that_day()
    {
        var table = Show(new SpanCost.Unpriced("no price for model '<i>x'"));

        Assert.Equal("Not priced, and not free: no price for model '<i>x'. Models without a full price", Notice(table));
        Assert.Equal("/prices/unknown?project=1&from=2026-08-06T00%3A00Z&to=2026-08-07T00%3A00Z", table.Find(".notice a").GetAttribute("href"));
        Assert.Contains("unknown", table.Find("tfoot").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cost_that_lacks_a_rate_is_a_lower_bound() =>
        Assert.StartsWith(
            "A lower bound: no rate for images made.",
            Notice(Show(new SpanCost.Partial(new(1m), [new(Meter.Input, 1, 1m), new(Meter.Image, 2, null)], s_price, "no rate for images made"))),
            StringComparison.Ordinal);

    private static string Notice(IRenderedComponent<ChargeTable> table) => table.Find(".notice").TextContent.Trim().ReplaceLineEndings(" ");

    private static string Text(AngleSharp.Dom.IElement row) => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()));

    private IRenderedComponent<ChargeTable> Show(SpanCost cost)
    {
        var span = A.Span("call", tokens: new Usage(10, 0, 0, 0, 1), usd: 1m) with { Cost = cost };
        var row = TraceWaterfall.Of(TraceRollup.Of(A.Project, A.Tree(span))).Rows[0];
        return Render<ChargeTable>(parameters => parameters.Add(table => table.Row, row).Add(table => table.Span, span));
    }
}
