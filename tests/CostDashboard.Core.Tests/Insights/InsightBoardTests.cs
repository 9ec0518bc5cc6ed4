using CostDashboard.Core.Access;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Insights;

public sealed class InsightBoardTests
{
    private const long Dollar = 1_000_000_000;

    private static readonly InsightRun s_run = new(
        1, A.Project, InsightRunState.Finished, A.Noon + (-30 * UnixNanos.PerDay), A.Noon, InsightSettings.Default, AuditActor.Program, A.Noon, null, 10, 20, 30);

    [Fact]
    public void What_saves_most_stands_first_and_what_saves_little_is_counted()
    {
        var board = Board([Finding(1, 5 * Dollar), Finding(2, 9 * Dollar), Finding(3, Dollar - 1)]);

        Assert.Equal([2, 1], board.Open.Select(insight => insight.Finding.Id));
        Assert.Equal(1, board.Small);
        Assert.Empty(board.Dismissed);
    }

    [Theory]
    [InlineData(5, null, false)]
    [InlineData(10, null, false)] // twice as much hides still
    [InlineData(11, null, true)]
    [InlineData(5, 1L, false)]
    [InlineData(5, 0L, true)]
    [InlineData(5, -1L, true)]
    public void A_dismissed_finding_comes_back_when_it_doubles_or_when_its_time_is_over(long dollars, long? untilInNanos, bool isBack)
    {
        var dismissal = new InsightDismissal(InsightKind.FailedCalls, 1, "known", AuditActor.Program, A.Noon, untilInNanos is { } until ? A.Noon + until : null, 5 * Dollar);

        var board = Board([Finding(1, dollars * Dollar)], dismissal);

        Assert.Equal(isBack, board.Open.Count == 1);
        Assert.Equal(!isBack, board.Dismissed.Count == 1);
        Assert.Equal(isBack && untilInNanos is null, board.Open.Any(insight => insight.HasGrown));
    }

    [Fact]
    public void A_month_is_the_period_itself_where_all_of_it_has_traces() => Assert.Equal(123_456_789, (s_run with { First = s_run.From }).PerMonth(123_456_789));

    [Fact]
    public void A_month_of_a_young_project_is_told_from_its_days_and_never_from_less_than_one()
    {
        Assert.Equal(300, (s_run with { First = A.Noon + (-3 * UnixNanos.PerDay) }).PerMonth(30));
        Assert.Equal(900, (s_run with { First = A.Noon + -UnixNanos.PerHour }).PerMonth(30));
    }

    [Fact]
    public void Thresholds_outside_their_limits_are_refused_with_the_limit()
    {
        Assert.Null(InsightSettings.Default.FindMistake());
        Assert.Contains("the threshold is 1 to 100 %", InsightSettings.Default.With(InsightKind.FinalSteps, 101).FindMistake(), StringComparison.Ordinal);
        Assert.Contains("2 decimals", InsightSettings.Default.With(InsightKind.FinalSteps, 1.234m).FindMistake(), StringComparison.Ordinal);
        Assert.Contains("0 to 1,000,000 dollars", (InsightSettings.Default with { LeastUsdPerMonth = -1 }).FindMistake(), StringComparison.Ordinal);
        Assert.Equal(InsightSettings.Default, InsightSettings.Default.With(InsightKind.FinalSteps, 40));
        Assert.NotEqual(InsightSettings.Default, InsightSettings.Default.With(InsightKind.FinalSteps, 41));
    }

    [Theory]
    [InlineData(" ", "Say why")]
    [InlineData(null, "at most 500 characters")]
    public void A_dismissal_needs_a_reason_of_a_bounded_length(string? reason, string mistake) =>
        Assert.Contains(mistake, InsightDismissal.FindMistake(reason ?? new string('x', 501)), StringComparison.Ordinal);

    private static InsightBoard Board(InsightFinding[] findings, params InsightDismissal[] dismissals) => InsightBoard.Of(s_run, findings, dismissals, 1m, A.Noon);

    private static InsightFinding Finding(long id, long saving) => new(InsightKind.FailedCalls, id, new($"step {id}", "p", "m"), 1, 1, 1, saving, saving, []);
}
