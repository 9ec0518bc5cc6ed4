using CostDashboard.Core.Spend;
using CostDashboard.Web.Tests.Features;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Tests.Ui.Asking;

public sealed class IncompleteCallsTests
{
    private const string Via = "&via=";

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(3, 0, "/traces?project=1&range=24h&step=plan&price=Unpriced&basis=spent")]
    [InlineData(0, 2, "/traces?project=1&range=24h&step=plan&price=Partial&basis=spent")]
    [InlineData(3, 2, "/traces?project=1&range=24h&step=plan&price=Unpriced&price=Partial&basis=spent")]
    public void The_list_asks_for_the_same_period_and_filters(long unpriced, long partial, string? link)
    {
        var context = Questions.Context("/spend?range=24h&step=plan&not.price=Reported");

        Assert.Equal(link, IncompleteCalls.List(context, new() { UnpricedCalls = unpriced, PartialCalls = partial })?.Split(Via)[0]);
    }

    [Fact]
    public void The_list_behind_a_row_is_that_of_its_value()
    {
        var context = Questions.Context("/spend?range=24h&model=gpt-4o&model=gpt-99");

        Assert.Equal(
            "/traces?project=1&range=24h&model=gpt-99&price=Unpriced&basis=spent",
            IncompleteCalls.List(context, new(Dimension.Model), "gpt-99", new() { UnpricedCalls = 1 })!.Split(Via)[0]);
    }
}
