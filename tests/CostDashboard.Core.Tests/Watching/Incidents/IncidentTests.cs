using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Watching.Incidents;

public sealed class IncidentTests
{
    private static readonly AuditActor s_ada = new(null, "ada@example.org");

    [Fact]
    public void A_single_good_window_does_not_end_it_and_half_an_hour_does()
    {
        var open = Opened();

        var soon = open.After(Over(20), At(20));
        var calm = soon.Incident.After(Over(31), At(31));

        Assert.Equal((IncidentStatus.Open, null), (soon.Incident.Status, soon.Change));
        Assert.Equal((IncidentStatus.Resolved, IncidentChangeKind.Resolved, At(31), true), (calm.Incident.Status, calm.Change!.Kind, calm.Incident.ResolvedAt, calm.Incident.IsResolvedByItself));
    }

    [Fact]
    public void A_good_window_between_bad_ones_counts_from_the_last_bad_one()
    {
        var open = Opened().After(Over(20), At(20)).Incident.After(Finding(minute: 25), At(25)).Incident;

        Assert.Equal(IncidentStatus.Open, open.After(Over(50), At(50)).Incident.Status);
        Assert.Equal(IncidentStatus.Resolved, open.After(Over(55), At(55)).Incident.Status);
    }

    [Fact]
    public void A_bad_window_that_comes_late_takes_back_that_it_is_over()
    {
        var over = Opened().After(Over(31), At(31)).Incident;

        var late = over.After(Finding(minute: 15), At(32));

        Assert.Equal((IncidentStatus.Open, IncidentChangeKind.Reopened), (late.Incident.Status, late.Change!.Kind));
    }

    [Fact]
    public void The_same_window_again_opens_nothing_that_is_over()
    {
        var quiet = Opened().Settle(At(1) + (3 * UnixNanos.PerDay));

        Assert.Equal(IncidentStatus.Resolved, quiet.Incident.Status);
        Assert.Equal((IncidentStatus.Resolved, null), (quiet.Incident.After(Finding(), At(2)).Incident.Status, quiet.Incident.After(Finding(), At(2)).Change));
    }

    [Fact]
    public void All_findings_must_be_well()
    {
        var two = Opened().After(Finding("b", minute: 5), At(5)).Incident;

        var one = two.After(Over(60), At(60)).Incident;
        var both = one.After(Over(61, "b"), At(61)).Incident;

        Assert.Equal((IncidentStatus.Open, "b is 5"), (one.Status, one.Sentence));
        Assert.Equal(IncidentStatus.Resolved, both.Status);
    }

    [Fact]
    public void Windows_that_had_begun_before_somebody_resolved_it_open_nothing()
    {
        var resolved = Opened().After(new IncidentAction.Resolve(), s_ada, At(10)).Incident;

        Assert.Equal(IncidentStatus.Resolved, resolved.After(Finding(minute: 40), At(40)).Incident.Status);
        Assert.Equal(IncidentStatus.Open, resolved.After(Finding(minute: 41), At(41)).Incident.Status);
    }

    [Fact]
    public void A_snooze_ends_with_its_time_or_when_it_becomes_worse()
    {
        var snoozed = Opened().After(new IncidentAction.Snooze(At(60)), s_ada, At(2)).Incident;

        var before = snoozed.After(Finding(minute: 59), At(59));
        var after = snoozed.After(Finding(minute: 60), At(60));
        var worse = snoozed.After(Finding(minute: 5) with { Severity = IncidentSeverity.Critical }, At(5));

        Assert.Equal((IncidentStatus.Snoozed, null), (before.Incident.Status, before.Change));
        Assert.Equal((IncidentStatus.Open, IncidentChangeKind.Woke), (after.Incident.Status, after.Change!.Kind));
        Assert.Equal((IncidentStatus.Open, IncidentChangeKind.Worsened), (worse.Incident.Status, worse.Change!.Kind));
    }

    [Fact]
    public void It_becomes_no_less_severe_while_it_goes_on_and_worse_is_told_once()
    {
        var worse = Opened().After(Finding(minute: 2) with { Severity = IncidentSeverity.Critical }, At(2)).Incident;

        var milder = worse.After(Finding(minute: 3), At(3));
        var again = milder.Incident.After(Finding(minute: 4) with { Severity = IncidentSeverity.Critical }, At(4));

        Assert.Equal((IncidentSeverity.Critical, "a is 3"), (milder.Incident.Severity, milder.Incident.Sentence));
        Assert.Null(again.Change);
    }

    [Fact]
    public void What_is_expected_is_told_of_no_more()
    {
        var expected = Opened().After(new IncidentAction.MarkExpected(), s_ada, At(2)).Incident;

        var later = expected.After(Finding(minute: 90) with { Severity = IncidentSeverity.Critical }, At(90));

        Assert.Equal((IncidentStatus.Expected, null, At(90)), (later.Incident.Status, later.Change, later.Incident.LastSeen));
        Assert.True(later.Incident.GoesOnWith(Finding(minute: 24 * 60)));
        Assert.False(later.Incident.GoesOnWith(Finding(minute: (25 * 60) + 31)));
    }

    [Fact]
    public void Money_that_nobody_knows_is_not_zero_and_that_of_several_findings_is_the_greatest()
    {
        Assert.Null(Opened().MoneyPerHour);
        Assert.Equal(7, Opened().After(Finding("b") with { MoneyPerHour = 7 }, At(2)).Incident.After(Finding("c") with { MoneyPerHour = 5 }, At(3)).Incident.MoneyPerHour);
    }

    [Fact]
    public void Another_finding_tells_most_where_it_is_worse()
    {
        var two = Opened().After(Finding("b", minute: 1) with { Severity = IncidentSeverity.Critical, Traces = [A.TraceId("b")] }, At(2)).Incident;

        Assert.Equal(("b is 1", IncidentSeverity.Critical), (two.Sentence, two.Severity));
        Assert.Equal([A.TraceId("b")], two.Traces);
    }

    [Theory]
    [InlineData(IncidentStatus.Resolved)]
    [InlineData(IncidentStatus.Expected)]
    public void What_is_over_takes_comments_alone(IncidentStatus status)
    {
        var over = Opened() with { Status = status, ResolvedAt = At(5) };

        Assert.NotNull(new IncidentAction.Acknowledge().FindMistake(over, At(6)));
        Assert.NotNull(new IncidentAction.Snooze(At(9)).FindMistake(over, At(6)));
        Assert.NotNull(new IncidentAction.Assign("bob").FindMistake(over, At(6)));
        Assert.Null(new IncidentAction.Comment("why").FindMistake(over, At(6)));
    }

    [Fact]
    public void What_cannot_be_done_is_said()
    {
        var open = Opened();

        Assert.NotNull(new IncidentAction.Comment(" ").FindMistake(open, At(2)));
        Assert.NotNull(new IncidentAction.Comment(new string('x', IncidentRules.LongestComment + 1)).FindMistake(open, At(2)));
        Assert.NotNull(new IncidentAction.Snooze(At(2)).FindMistake(open, At(2)));
        Assert.NotNull(new IncidentAction.Snooze(At(2) + (31 * UnixNanos.PerDay)).FindMistake(open, At(2)));
        Assert.NotNull(new IncidentAction.Assign(new string('x', AuditActor.LongestName + 1)).FindMistake(open, At(2)));
        Assert.NotNull(new IncidentAction.Comment("x").FindMistake(open with { Changes = IncidentRules.MostChanges }, At(2)));
        Assert.Null(new IncidentAction.Resolve().FindMistake(open with { Changes = IncidentRules.MostChanges }, At(2)));
    }

    [Fact]
    public void A_series_keeps_its_latest_points_and_no_number_that_is_none()
    {
        var points = Enumerable.Range(0, IncidentSeries.MostPoints + 1).Select(i => new IncidentPoint(At(i), i, double.NaN, double.NegativeInfinity, 1)).ToArray();

        var kept = Incident.Open(1, Finding() with { Series = new("cost", IncidentUnit.NanoUsd, UnixNanos.PerMinute, points) }, At(2)).Incident.Lead.Series!;

        Assert.Equal(IncidentSeries.MostPoints, kept.Points.Count);
        Assert.Equal(new IncidentPoint(At(1), 1, null, null, 1), kept.Points[0]);
    }

    private static Incident Opened() => Incident.Open(1, Finding(), At(1)).Incident;

    private static UnixNanos At(int minute) => A.Noon + (minute * UnixNanos.PerMinute);

    private static IncidentReport Finding(string subject = "a", int minute = 1) =>
        new(A.Project, IncidentKind.StepAnomaly, subject, IncidentSeverity.Warning, $"{subject} is {minute}", At(0), At(minute));

    private static IncidentReport Over(int minute, string subject = "a") => IncidentReport.Over(A.Project, IncidentKind.StepAnomaly, subject, At(minute));
}
