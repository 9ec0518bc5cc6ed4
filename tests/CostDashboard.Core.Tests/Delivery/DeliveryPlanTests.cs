using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Delivery;

public sealed class DeliveryPlanTests
{
    private static readonly OrganisationCalendar s_berlin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    public static TheoryData<DeliveryRoute, bool> Takers => new()
    {
        { Notices.Route(), true },
        { Notices.Route() with { IsOn = false }, false },
        { Notices.Route() with { Project = new(99) }, false },
        { Notices.Route() with { LeastSeverity = IncidentSeverity.Critical }, false },
        { Notices.Route() with { LeastSeverity = IncidentSeverity.Info }, true },
        { Notices.Route() with { Kinds = [IncidentKind.UnpricedModel] }, false },
        { Notices.Route() with { Kinds = [IncidentKind.UnpricedModel, IncidentKind.SpendSpike] }, true },
    };

    [Theory]
    [MemberData(nameof(Takers))]
    public void A_route_takes_what_it_is_for(DeliveryRoute route, bool isTaken) => Assert.Equal(isTaken, Plan(route).Count == 1);

    [Fact]
    public void An_end_is_told_where_it_is_asked_for_and_that_somebody_looks_after_it_only_to_PagerDuty()
    {
        var (ended, seen) = (Notices.Of(what: NoticeEvent.Resolved), Notices.Of(what: NoticeEvent.Acknowledged));

        Assert.True(Notices.Route().Takes(ended));
        Assert.False((Notices.Route() with { TellsResolved = false }).Takes(ended));
        Assert.False(Notices.Route().Takes(seen));
        Assert.True(Notices.Route(DeliveryChannel.PagerDuty).Takes(seen));
    }

    [Fact]
    public void Each_recipient_of_a_mail_gets_a_message_so_that_one_who_is_refused_costs_the_others_no_second_one() =>
        Assert.Equal(["ada@example.org", "bob@example.org"], Plan(Notices.Route(DeliveryChannel.Mail, 1, "ada@example.org", "bob@example.org")).Select(one => one.Recipient));

    [Fact]
    public void The_same_change_is_the_same_message_and_the_next_one_another()
    {
        var (route, notice) = (Notices.Route(), Notices.Of());

        Assert.Equal(Plan(route, notice), Plan(route, notice));
        Assert.NotEqual(Plan(route)[0].Group, Plan(route, Notices.Of(change: 2))[0].Group);
    }

    // Berlin is an hour ahead in winter: noon UTC is 13:00.
    [Theory]
    [InlineData("13:00", "14:00", "14:00")]
    [InlineData("12:59", "13:01", "13:01")]
    [InlineData("22:00", "13:30", "13:30")] // over midnight
    [InlineData("13:01", "13:00", null)] // all day but a minute, which is now
    [InlineData("14:00", "15:00", null)]
    [InlineData("12:00", "13:00", null)] // its end is outside
    public void Quiet_hours_of_the_organisations_zone_hold_back_until_they_end(string from, string to, string? end)
    {
        var route = Notices.Route() with { Quiet = new(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null), CriticalComesAtOnce: true) };
        var noon = UnixNanos.From(new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));

        var planned = Assert.Single(DeliveryPlan.Of(Notices.Of(at: noon), [route], (_, _) => 0, noon, s_berlin));

        Assert.Equal(end is null ? MessageForm.Single : MessageForm.Held, planned.Form);
        Assert.Equal(end ?? "13:00", TimeZoneInfo.ConvertTime(planned.Due.ToDateTimeOffset(), s_berlin.Zone).ToString("HH:mm", null));
    }

    [Fact]
    public void What_is_critical_comes_in_quiet_hours_too_unless_the_route_says_no()
    {
        var critical = Notices.Of(severity: IncidentSeverity.Critical);
        var quiet = new QuietHours(new(0, 0), new(23, 59), CriticalComesAtOnce: true);

        Assert.Equal(MessageForm.Single, Plan(Notices.Route() with { Quiet = quiet }, critical)[0].Form);
        Assert.Equal(MessageForm.Held, Plan(Notices.Route() with { Quiet = quiet with { CriticalComesAtOnce = false } }, critical)[0].Form);
    }

    // 29 March 2026: clocks go from 2:00 to 3:00, so there is no 2:30 at which quiet hours could end.
    [Fact]
    public void Quiet_hours_that_end_in_an_hour_which_clocks_skip_end_with_the_skip()
    {
        var route = Notices.Route() with { Quiet = new(new(22, 0), new(2, 30), false) };
        var night = UnixNanos.From(new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero));

        var planned = Assert.Single(DeliveryPlan.Of(Notices.Of(at: night), [route], (_, _) => 0, night, s_berlin));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), planned.Due.ToDateTimeOffset());
    }

    [Theory]
    [InlineData(DigestInterval.Quarter, "2026-03-28T12:15")]
    [InlineData(DigestInterval.Hour, "2026-03-28T13:00")]
    [InlineData(DigestInterval.Day, "2026-03-29T06:00")] // 8:00 of summer time, though the day began in winter time
    public void A_digest_collects_until_its_interval_ends(DigestInterval digest, string due)
    {
        var route = Notices.Route() with { Digest = digest };
        var (first, second) = (UnixNanos.From(new(2026, 3, 28, 12, 1, 0, TimeSpan.Zero)), UnixNanos.From(new(2026, 3, 28, 12, 14, 59, TimeSpan.Zero)));

        var one = Assert.Single(DeliveryPlan.Of(Notices.Of("i1"), [route], (_, _) => 0, first, s_berlin));
        var other = Assert.Single(DeliveryPlan.Of(Notices.Of("i2"), [route], (_, _) => 0, second, s_berlin));

        Assert.Equal((MessageForm.Digest, one.Group), (other.Form, other.Group));
        Assert.Equal(due, one.Due.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm", null));
    }

    [Fact]
    public void A_digest_that_ends_in_quiet_hours_waits_for_their_end()
    {
        var route = Notices.Route() with { Digest = DigestInterval.Hour, Quiet = new(new(12, 30), new(14, 0), false) };

        Assert.Equal(A.Noon + (2 * UnixNanos.PerHour), Plan(route)[0].Due);
    }

    [Fact]
    public void What_is_more_than_the_limit_of_an_hour_is_told_in_one_message_at_its_end()
    {
        var route = Notices.Route() with { MostPerHour = 2 };
        var forms = new List<PlannedNotice>();
        for (var i = 0; i < 5; i++)
        {
            forms.Add(Assert.Single(DeliveryPlan.Of(
                Notices.Of($"i{i}"), [route], (_, _) => forms.Count(one => one.Form is MessageForm.Single), A.Noon + (i * UnixNanos.PerMinute), OrganisationCalendar.Utc)));
        }

        Assert.Equal([MessageForm.Single, MessageForm.Single, MessageForm.Rest, MessageForm.Rest, MessageForm.Rest], forms.Select(one => one.Form));
        Assert.Equal(A.Noon + UnixNanos.PerHour, Assert.Single(forms.Skip(2).Select(one => (one.Group, one.Due)).Distinct()).Due);
    }

    [Fact]
    public void What_ends_a_call_of_PagerDuty_is_told_by_itself_whatever_the_limit()
    {
        var route = Notices.Route(DeliveryChannel.PagerDuty) with { MostPerHour = 1 };

        Assert.Equal(MessageForm.Single, DeliveryPlan.Of(Notices.Of(what: NoticeEvent.Resolved), [route], (_, _) => 7, A.Noon, OrganisationCalendar.Utc)[0].Form);
        Assert.Equal(MessageForm.Rest, DeliveryPlan.Of(Notices.Of(), [route], (_, _) => 7, A.Noon, OrganisationCalendar.Utc)[0].Form);
    }

    private static IReadOnlyList<PlannedNotice> Plan(DeliveryRoute route, IncidentNotice? notice = null) =>
        DeliveryPlan.Of(notice ?? Notices.Of(), [route], (_, _) => 0, A.Noon, OrganisationCalendar.Utc);
}
