using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Tests.Ui.Asking;

public sealed class PageQuestionTests
{
    private static readonly OrganisationCalendar s_berlin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("?project=2&range=24h&step=classify%20intent&not.model=gpt-4o")]
    [InlineData("?project=1&range=month")]
    [InlineData("?from=2026-11-19T13%3A00Z&to=2026-11-19T19%3A00Z&tag.team=a%26b&customer=")]
    [InlineData("")]
    public void A_question_comes_back_from_its_own_address(string query)
    {
        var question = PageQuestion.From(UrlQuery.Of(query), s_berlin);

        Assert.Equal("/spend" + query, question.Url("/spend").ToString());
    }

    [Theory]
    [InlineData("?range=")]
    [InlineData("?range=0d")]
    [InlineData("?range=-3d")]
    [InlineData("?range=99999999999d")]
    [InlineData("?from=yesterday&to=&project=abc")]
    [InlineData("?from=2026-11-20&to=2026-11-19")]
    [InlineData("?from=0001-01-01&to=9999-12-31")]
    [InlineData("?project=99999999999999&range[]=1")]
    [InlineData("?%&&==&a=%zz")]
    public void A_query_that_makes_no_sense_asks_for_the_last_seven_days(string query) =>
        Assert.Equal(new(null, RangeChoice.Default, FilterSet.None), PageQuestion.From(UrlQuery.Of(query), s_berlin));

    [Fact]
    public void A_longer_range_than_there_is_is_the_longest_there_is() =>
        Assert.Equal(new RangeChoice.Rolling(400, 'd'), PageQuestion.From(UrlQuery.Of("?range=999d"), s_berlin).Range);

    [Fact]
    public void Values_of_one_dimension_are_one_filter_and_exclusions_another() =>
        Assert.Equal(
            [
                new SpendFilter(Dimension.Step, ["a", "b"]),
                new SpendFilter(Dimension.Step, ["c"], IsExclude: true),
                new SpendFilter(Dimension.Tag, ["x"], "team"),
                new SpendFilter(Dimension.ApiKey, ["7"]),
            ],
            FilterSet.From(UrlQuery.Of("?step=a&step=b&not.step=c&tag.team=x&key=7&tag.=no&project=3&nothing=4")).ToSpendFilters());

    [Fact]
    public void Keeping_a_value_takes_back_that_it_was_left_out()
    {
        var step = new Facet(Dimension.Step);

        Assert.Equal(FilterSet.Of(new FilterValue(step, "a", false)), FilterSet.None.With(step, "a", isExclude: true).With(step, "a"));
    }

    [Fact]
    public void Another_project_keeps_the_range() =>
        Assert.Equal(
            "/traces?project=5&range=6h",
            (PageQuestion.From(UrlQuery.Of("?project=2&range=6h&step=a"), s_berlin) with { Project = new ProjectId(5) }).Url("/traces", withFilters: false).ToString());

    [Theory]
    [InlineData("2026-11-19T14:07Z", "2026-11-19T14:07Z", "2026-11-19T14:50Z", "2026-11-19T14:50Z")]
    [InlineData("2026-11-19T14:07:30Z", "2026-11-19T14:07Z", "2026-11-19T14:51Z", "2026-11-19T14:50:10Z")]
    [InlineData("2026-11-19T14:00", "2026-11-19T13:00Z", "2026-11-19T19:00Z", "2026-11-19T20:00")]
    public void A_chosen_period_is_widened_to_full_minutes(string from, string expectedFrom, string expectedTo, string to)
    {
        var range = PageQuestion.From(UrlQuery.Of($"?from={from}&to={to}"), s_berlin).Range.At(At("2026-11-22T10:00Z"), s_berlin);

        Assert.Equal((expectedFrom, expectedTo), (RangeChoice.Text(range.From), RangeChoice.Text(range.To)));
    }

    [Theory]
    // Seven days are today and the six before; they are compared with the same hours seven days earlier.
    [InlineData("7d", "2026-11-15T23:00Z", "2026-11-22T10:15Z", "2026-11-08T23:00Z", "2026-11-15T10:15Z")]
    [InlineData("6h", "2026-11-22T04:15Z", "2026-11-22T10:15Z", "2026-11-21T22:15Z", "2026-11-22T04:15Z")]
    [InlineData("today", "2026-11-21T23:00Z", "2026-11-22T10:15Z", "2026-11-20T23:00Z", "2026-11-21T10:15Z")]
    [InlineData("yesterday", "2026-11-20T23:00Z", "2026-11-21T23:00Z", "2026-11-19T23:00Z", "2026-11-20T23:00Z")]
    [InlineData("month", "2026-10-31T23:00Z", "2026-11-22T10:15Z", "2026-09-30T22:00Z", "2026-10-22T09:15Z")]
    [InlineData("last-month", "2026-09-30T22:00Z", "2026-10-31T23:00Z", "2026-08-31T22:00Z", "2026-09-30T22:00Z")]
    // 25 October had 25 hours.
    [InlineData("30d", "2026-10-23T22:00Z", "2026-11-22T10:15Z", "2026-09-23T22:00Z", "2026-10-23T10:15Z")]
    public void A_range_is_compared_with_the_same_part_of_the_one_before(string name, string from, string to, string previousFrom, string previousTo)
    {
        var range = PageQuestion.From(UrlQuery.Of("?range=" + name), s_berlin).Range.At(At("2026-11-22T10:03Z"), s_berlin);

        Assert.Equal(new TimeRange(At(from), At(to), At(previousFrom), At(previousTo)), range);
    }

    [Fact]
    public void A_comparison_never_reaches_into_the_range_itself()
    {
        var range = new RangeChoice.Named("month").At(At("2026-03-31T20:00Z"), OrganisationCalendar.Utc);

        Assert.Equal(range.From, range.PreviousTo);
    }

    [Fact]
    public void Totals_per_day_are_asked_for_full_days()
    {
        var range = new RangeChoice.Rolling(6, 'h').At(At("2026-11-22T02:03Z"), s_berlin).InDays(s_berlin);

        Assert.Equal((At("2026-11-20T23:00Z"), At("2026-11-22T23:00Z")), (range.From, range.To));
    }

    [Fact]
    public void More_than_three_years_are_cut_and_said_to_be()
    {
        var range = PageQuestion.From(UrlQuery.Of("?from=2010-01-01&to=2026-01-01"), s_berlin).Range.At(At("2026-11-22T10:00Z"), s_berlin);

        Assert.Equal((TimeRange.Longest, true), (range.Length, range.IsCut));
    }

    private static UnixNanos At(string text) => UnixNanos.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
