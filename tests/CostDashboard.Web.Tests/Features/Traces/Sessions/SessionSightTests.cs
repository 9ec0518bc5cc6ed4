using System.Globalization;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Features.Traces.Sessions;

namespace CostDashboard.Web.Tests.Features.Traces.Sessions;

public sealed class SessionSightTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(30)]
    public void Shares_come_to_the_session_whatever_is_told_of_its_parts(int steps)
    {
        SessionPart[] told = [.. Enumerable.Range(0, steps).Select(i => new SessionPart("s" + i.ToString(CultureInfo.InvariantCulture), "m", 2, i % 2, 0, 100 - i))];

        // Beyond the parts that are told the session has three calls more.
        var sums = new SessionSummary(TextKey.Of("a"), "a", 1, 0, default, default, default, told.Sum(p => p.Calls) + 3, told.Sum(p => p.UnpricedCalls), 0, told.Sum(p => p.CostNanoUsd) + 7, 0, 0, 0);
        var shares = new SessionSight(sums, [], told).Shares(part => part.Step);

        Assert.Equal((sums.Calls, sums.UnpricedCalls, sums.CostNanoUsd), (shares.Sum(s => s.Calls), shares.Sum(s => s.UnpricedCalls), shares.Sum(s => s.CostNanoUsd)));
        Assert.Null(shares[^1].Value);
        Assert.InRange(shares.Count, 2, 10);
    }

    [Fact]
    public void Without_more_than_is_told_there_is_no_rest()
    {
        SessionPart[] told = [new("a", "m", 2, 0, 0, 5), new("a", "n", 1, 0, 0, 4), new("b", "m", 1, 0, 0, 3)];
        var sums = new SessionSummary(TextKey.Of("a"), "a", 1, 0, default, default, default, 4, 0, 0, 12, 0, 0, 0);

        Assert.Equal([new("a", 3, 0, 0, 9), new("b", 1, 0, 0, 3)], new SessionSight(sums, [], told).Shares(part => part.Step));
    }

    [Fact]
    public void A_name_is_cut_not_within_a_letter_and_hides_nothing()
    {
        Assert.Equal("short", SessionText.Name("short"));
        Assert.DoesNotContain('\u202e', SessionText.Name("a\u202eb"));
        Assert.Equal(new string('x', 199) + "…", SessionText.Name(new string('x', 199) + "🙂🙂"));
    }
}
