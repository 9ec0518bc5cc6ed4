using Bunit;
using CostDashboard.Web.Ui;

namespace CostDashboard.Web.Tests.Ui;

public sealed class DeltaTests : BunitContext
{
    [Theory]
    [InlineData(123.4, 100.0, "bad", "▲up 23 %")]
    [InlineData(97.0, 100.0, "good", "▼down 3.0 %")]
    [InlineData(100.0, 100.0, "quiet", "± 0 %")]
    [InlineData(1.0, 0.0, "bad", "new")]
    [InlineData(0.0, 0.0, "quiet", "± 0 %")]
    public void A_change_is_red_where_it_needs_a_person(double now, double before, string tone, string text)
    {
        var delta = Render<Delta>(p => p.Add(d => d.Now, now).Add(d => d.Before, before)).Find("span");

        Assert.Equal((tone, text), (delta.ClassName, delta.TextContent));
    }

    [Fact]
    public void Without_a_period_before_there_is_no_change() =>
        Assert.Equal("no comparison", Render<Delta>(p => p.Add(d => d.Now, 1).Add(d => d.Before, null)).Find("span").TextContent);

    [Fact]
    public void More_of_a_good_thing_is_green() =>
        Assert.Equal("good", Render<Delta>(p => p.Add(d => d.Now, 2).Add(d => d.Before, 1).Add(d => d.IsUpBad, false)).Find("span").ClassName);
}
