using Bunit;
using CostDashboard.Web.Ui;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Tests.Ui;

public sealed class MoneyTests : BunitContext
{
    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(1, "$0.000000001")]
    [InlineData(23_000, "$0.000023")]
    [InlineData(949_999, "$0.00095")]
    [InlineData(950_000, "$0.0010")]
    [InlineData(18_734_500, "$0.0187")]
    [InlineData(999_949_999, "$0.9999")]
    [InlineData(999_999_999, "$1.00")]
    [InlineData(9_412_070_000_000, "$9,412.07")]
    [InlineData(1_336_204_000_000_000, "$1,336,204")]
    [InlineData(-61_204_000_000, "−$61.20")]
    [InlineData(long.MinValue, "−$9,223,372,037")]
    public void An_amount_has_enough_digits_to_be_non_zero(long nanos, string text) => Assert.Equal(text, MoneyText.Of(nanos));

    [Theory]
    [InlineData(1_204_000_000_000, "+ $1,204.00")]
    [InlineData(-61_204_000_000, "− $61.20")]
    [InlineData(0, "$0.00")]
    public void A_difference_is_signed_with_a_real_minus(long nanos, string text) => Assert.Equal(text, MoneyText.Signed(nanos));

    [Fact]
    public void The_exact_amount_stands_in_the_tooltip() =>
        Render<Money>(p => p.Add(m => m.Nanos, 18_734_501)).MarkupMatches(
            """<data class="money" value="0.018734501" title="$0.018734501">$0.0187</data>""");

    [Fact]
    public void What_an_amount_leaves_out_is_said_beside_it()
    {
        var money = Render<Money>(p => p.Add(m => m.Nanos, 1_000_000_000).Add(m => m.Unpriced, 14));

        Assert.Equal("14 calls of unknown price are not in this amount", money.Find(".mark").GetAttribute("title"));
    }

    [Fact]
    public void An_unknown_amount_is_not_zero() =>
        Assert.Equal("unpriced", Render<Money>(p => p.Add(m => m.Nanos, 0).Add(m => m.Unpriced, 1)).Find(".money").TextContent);

    [Theory]
    [InlineData(1, 0, "+?", "1 call of unknown price is not in this amount")]
    [InlineData(0, 1, "≥", "1 call is priced in part, so this amount is a lower bound")]
    [InlineData(0, 1_204, "≥", "1,204 calls are priced in part, so this amount is a lower bound")]
    [InlineData(14, 2, "+?", "14 calls of unknown price are not in this amount, and 2 calls are priced in part")]
    public void The_mark_tells_what_is_left_out_from_what_is_too_low(long unpriced, long partial, string sign, string title)
    {
        var mark = Render<PriceMark>(p => p.Add(m => m.Unpriced, unpriced).Add(m => m.Partial, partial)).Find("span.mark");

        Assert.Equal((title, sign), (mark.GetAttribute("title"), mark.QuerySelector("[aria-hidden]")!.TextContent));
    }

    [Fact]
    public void The_mark_opens_the_list_of_what_is_behind_it()
    {
        var money = Render<Money>(p => p.Add(m => m.Nanos, 1).Add(m => m.Partial, 1).Add(m => m.List, "/traces?price=Partial"));
        var unknown = Render<Money>(p => p.Add(m => m.Nanos, 0).Add(m => m.Unpriced, 1).Add(m => m.List, "/traces?price=Unpriced"));

        Assert.Equal("/traces?price=Partial", money.Find("a.mark").GetAttribute("href"));
        Assert.Equal(("unpriced", "/traces?price=Unpriced"), (unknown.Find("a").TextContent, unknown.Find("a").GetAttribute("href")));
    }

    [Fact]
    public void An_amount_of_which_all_is_known_has_no_mark() =>
        Assert.Empty(Render<Money>(p => p.Add(m => m.Nanos, 1).Add(m => m.List, "/traces")).FindAll(".mark"));
}
