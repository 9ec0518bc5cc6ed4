using Bunit;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Tests.Features;
using CostDashboard.Web.Ui.Layout;

namespace CostDashboard.Web.Tests.Ui.Layout;

public sealed class RangePickerTests : BunitContext
{
    [Fact]
    public void The_period_of_the_page_is_named_and_marked()
    {
        var picker = Show("/spend?range=24h");

        Assert.Equal("Last 24 hours", picker.Find("summary").TextContent);
        Assert.Equal("Last 24 hours", Assert.Single(picker.FindAll("[aria-current=true]")).TextContent);
    }

    [Fact]
    public void A_page_that_names_no_period_shows_the_last_seven_days() =>
        Assert.Equal("Last 7 days", Show("/spend").Find("[aria-current=true]").TextContent);

    [Fact]
    public void A_chosen_period_is_written_out_and_none_of_those_offered()
    {
        var picker = Show("/spend?from=2026-08-06T10:00Z&to=2026-08-06T12:00Z");

        Assert.Equal("6 Aug 2026 10:00 – 12:00", picker.Find("summary").TextContent);
        Assert.Empty(picker.FindAll("[aria-current]"));
    }

    [Theory]
    [InlineData("Last hour", "/spend?project=1&range=1h&step=plan&by=model")]
    [InlineData("Last 7 days", "/spend?project=1&step=plan&by=model")]
    [InlineData("Last month", "/spend?project=1&range=last-month&step=plan&by=model")]
    public void Another_period_keeps_the_rest_of_the_question(string label, string url) =>
        Assert.Equal(url, Show("/spend?range=24h&step=plan&by=model&cursor=9").FindAll("nav a").Single(a => a.TextContent == label).GetAttribute("href"));

    [Fact]
    public void The_form_sends_the_rest_of_the_question_and_no_second_period()
    {
        var picker = Show("/spend?range=24h&step=plan&not.model=gpt-4o&by=model&cursor=9");

        Assert.Equal("/spend", picker.Find("form").GetAttribute("action"));
        Assert.Equal(
            ["project=1", "step=plan", "not.model=gpt-4o", "by=model"],
            picker.FindAll("input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        Assert.Equal(["from", "to"], picker.FindAll("input[type=datetime-local]").Select(i => i.GetAttribute("name")));
    }

    [Fact]
    public void The_fields_hold_the_period_in_the_organisations_zone()
    {
        var picker = Show("/spend?from=2026-08-06T10:00Z&to=2026-08-06T12:00Z", new OrganisationCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));

        Assert.Equal(["2026-08-06T12:00", "2026-08-06T14:00"], picker.FindAll("input[type=datetime-local]").Select(i => i.GetAttribute("value")));
        Assert.Contains("Europe/Berlin", picker.Find("form p").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<RangePicker> Show(string url, OrganisationCalendar? calendar = null) =>
        Render<RangePicker>(p => p.Add(r => r.Context, Questions.Context(url, calendar)));
}
