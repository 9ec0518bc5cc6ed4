using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Delivery;

/// <summary>Changes at random moments on random routes: what is planned keeps quiet hours, limits and digests.</summary>
public sealed class DeliveryPlanProperties
{
    private static readonly OrganisationCalendar[] s_calendars = [OrganisationCalendar.Utc, new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")), new(TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe"))];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_change_is_told_once_outside_of_quiet_hours_within_the_limit_or_in_one_message_with_others(int seed)
    {
        var random = new Random(seed);
        var calendar = s_calendars[random.Next(s_calendars.Length)];
        var route = RandomRoute(random);
        var planned = new List<(UnixNanos At, PlannedNotice Notice)>();

        // From the day before clocks go forward in Berlin, in bursts.
        var now = UnixNanos.From(new DateTimeOffset(2026, 3, 28, 0, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 300; i++)
        {
            now += random.NextInt64(random.Next(4) == 0 ? 3 * UnixNanos.PerHour : UnixNanos.PerMinute);
            var notice = Notices.Of($"i{random.Next(40)}", i, at: now, severity: (IncidentSeverity)random.Next(1, 4));
            var hour = DeliveryPlan.HourOf(now);
            var plans = DeliveryPlan.Of(
                notice, [route], (_, recipient) => planned.Count(one => one.Notice.Recipient == recipient && one.Notice.Form is MessageForm.Single && one.At >= hour), now, calendar);
            Assert.Equal(route.Takes(notice) ? route.Channel is DeliveryChannel.Mail ? route.Recipients.Count : 1 : 0, plans.Count);
            planned.AddRange(plans.Select(one => (now, one)));
        }

        Assert.NotEmpty(planned);
        foreach (var (at, one) in planned)
        {
            Assert.True(one.Due >= at);
            Assert.False(IsQuiet(route, one.Notice, one.Due, calendar), $"{one.Form} of {one.Notice.Incident} at {one.Due.ToDateTimeOffset():O}");
        }

        foreach (var recipient in planned.GroupBy(one => one.Notice.Recipient))
        {
            Assert.All(
                recipient.Where(one => one.Notice.Form is MessageForm.Single).GroupBy(one => DeliveryPlan.HourOf(one.At)),
                hour => Assert.True(hour.Count() <= route.MostPerHour));

            // What is told together is due together, and holds each change once.
            Assert.All(recipient.GroupBy(one => one.Notice.Group), message => Assert.Single(message.Select(one => (one.Notice.Form, one.Notice.Due)).Distinct()));
            Assert.Distinct(recipient.Select(one => (one.Notice.Notice.Incident, one.Notice.Notice.Change)));
            if (route.Digest is not DigestInterval.None)
            {
                Assert.All(recipient, one => Assert.Equal(MessageForm.Digest, one.Notice.Form));
            }
        }
    }

    private static DeliveryRoute RandomRoute(Random random) => Notices.Route(DeliveryChannel.Mail, 1, "ada@example.org", "bob@example.org") with
    {
        LeastSeverity = (IncidentSeverity)random.Next(1, 3),
        MostPerHour = random.Next(1, 8),
        Digest = random.Next(2) == 0 ? DigestInterval.None : (DigestInterval)random.Next(1, 4),
        Quiet = random.Next(4) == 0 ? null : new QuietHours(new(random.Next(24), random.Next(60)), new(random.Next(24), random.Next(60)), random.Next(2) == 0) is var quiet && quiet.From != quiet.To ? quiet : null,
    };

    private static bool IsQuiet(DeliveryRoute route, IncidentNotice notice, UnixNanos at, OrganisationCalendar calendar) =>
        route.Quiet is { } quiet
        && !(quiet.CriticalComesAtOnce && notice.Severity is IncidentSeverity.Critical)
        && quiet.Holds(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), calendar.Zone).DateTime));
}
