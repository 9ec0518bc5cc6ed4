using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Delivery;

/// <summary>Why a message tells what it tells. The numbers are stored.</summary>
public enum MessageForm : byte
{
    /// <summary>One change, at once.</summary>
    Single = 1,

    /// <summary>All of an interval.</summary>
    Digest = 2,

    /// <summary>What came in quiet hours.</summary>
    Held = 3,

    /// <summary>What was more than the route's messages in an hour.</summary>
    Rest = 4,

    /// <summary>Somebody tries the route.</summary>
    Test = 5,
}

/// <summary>That a change is to be told, in which message and when.</summary>
/// <param name="Recipient">Of a mail; else empty.</param>
/// <param name="Group">Names the message among those of the route and recipient: what has the same group is told in one.</param>
public sealed record PlannedNotice(DeliveryRoute Route, string Recipient, MessageForm Form, string Group, UnixNanos Due, IncidentNotice Notice);

/// <summary>From a change of an incident to the messages that tell it. Pure: the same change, routes and moment give the same messages.</summary>
/// <remarks>Time grows with the routes of the project and their recipients, which are at most 20 × 20.</remarks>
public static class DeliveryPlan
{
    /// <summary>The hour of the day, in the organisation's zone, at which a daily digest is sent.</summary>
    public const int DigestHour = 8;

    /// <param name="takenThisHour">
    /// Messages of a route and recipient that the hour has in which <paramref name="now"/> is: those delivered in it, and those that wait and are due before its end.
    /// </param>
    public static IReadOnlyList<PlannedNotice> Of(
        IncidentNotice notice, IEnumerable<DeliveryRoute> routes, Func<DeliveryRoute, string, int> takenThisHour, UnixNanos now, OrganisationCalendar calendar) =>
        [.. from route in routes
            where route.Takes(notice)
            from recipient in RecipientsOf(route)
            select PlanOne(notice, route, recipient, takenThisHour(route, recipient), now, calendar)];

    /// <summary>The message of a test: at once, whatever the route says of kinds, quiet hours and limits.</summary>
    public static IReadOnlyList<PlannedNotice> OfTest(IncidentNotice notice, DeliveryRoute route, string name, UnixNanos now) =>
        [.. RecipientsOf(route).Select(recipient => new PlannedNotice(route, recipient, MessageForm.Test, $"test {name}", now, notice))];

    /// <summary>
    /// When a message that is due may be tried: at once, or when the quiet hours end in which the moment lies. What is tried again, or was due while the
    /// program was away, wakes nobody either; a test does, since somebody waits for it.
    /// </summary>
    public static UnixNanos NotBefore(DeliveryRoute route, MessageForm form, IEnumerable<IncidentNotice> notices, UnixNanos now, OrganisationCalendar calendar) =>
        form is MessageForm.Test ? now : notices.Select(notice => EndOfQuiet(route, notice, now, calendar)).DefaultIfEmpty(now).Min();

    /// <summary>The beginning of the hour whose messages are counted together.</summary>
    public static UnixNanos HourOf(UnixNanos now) => now.Floor(UnixNanos.PerHour);

    /// <summary>The end of the hour whose messages are counted together, and the beginning of the next.</summary>
    public static UnixNanos EndOfHour(UnixNanos now) => HourOf(now) + UnixNanos.PerHour;

    /// <summary>
    /// Whether a message that is due goes out although the hour has all messages that the route allows: a test, which somebody waits for, and what stops a
    /// call of PagerDuty, which must name the incident that it stops.
    /// </summary>
    public static bool IsBeyondLimit(DeliveryRoute route, MessageForm form, IEnumerable<IncidentNotice> notices) =>
        form is MessageForm.Test || (form is MessageForm.Single && notices.Any(notice => StopsCalls(route, notice)));

    private static IEnumerable<string> RecipientsOf(DeliveryRoute route) => route.Channel is DeliveryChannel.Mail ? route.Recipients : [""];

    private static PlannedNotice PlanOne(IncidentNotice notice, DeliveryRoute route, string recipient, int taken, UnixNanos now, OrganisationCalendar calendar)
    {
        if (route.Digest is not DigestInterval.None)
        {
            var end = EndOfQuiet(route, notice, EndOf(route.Digest, now, calendar), calendar);
            return Collected(MessageForm.Digest, end);
        }

        if (EndOfQuiet(route, notice, now, calendar) is var due && due > now)
        {
            return Collected(MessageForm.Held, due);
        }

        return taken < route.MostPerHour || StopsCalls(route, notice)
            ? new(route, recipient, MessageForm.Single, $"single {notice.Incident} {notice.Change.ToString(CultureInfo.InvariantCulture)}", now, notice)
            : Collected(MessageForm.Rest, EndOfQuiet(route, notice, EndOfHour(now), calendar));

        PlannedNotice Collected(MessageForm form, UnixNanos at) =>
            new(route, recipient, form, $"{form.ToString().ToLowerInvariant()} {at.Value.ToString(CultureInfo.InvariantCulture)}", at, notice);
    }

    private static bool StopsCalls(DeliveryRoute route, IncidentNotice notice) =>
        route.Channel is DeliveryChannel.PagerDuty && notice.Event is NoticeEvent.Resolved or NoticeEvent.Acknowledged;

    /// <summary>The moment itself, or the end of the quiet hours in which it lies.</summary>
    private static UnixNanos EndOfQuiet(DeliveryRoute route, IncidentNotice notice, UnixNanos at, OrganisationCalendar calendar)
    {
        if (route.Quiet is not { } quiet || (quiet.CriticalComesAtOnce && notice.Severity is Watching.Incidents.IncidentSeverity.Critical) || !quiet.Holds(TimeOf(at, calendar)))
        {
            return at;
        }

        // By quarters, which every zone's days and changes of clocks consist of, and the rest by minutes: where clocks skip the end, it ends with the skip.
        var end = at.Floor(UnixNanos.PerMinute) + UnixNanos.PerMinute;
        while (quiet.Holds(TimeOf(end, calendar)))
        {
            end += UnixNanos.PerMinute;
        }

        return end;
    }

    private static UnixNanos EndOf(DigestInterval digest, UnixNanos now, OrganisationCalendar calendar) => digest switch
    {
        DigestInterval.Quarter => calendar.Next(now, Grain.Quarter),
        DigestInterval.Hour => calendar.Next(now, Grain.Hour),
        DigestInterval.Day => EndOfDay(now, calendar),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static UnixNanos EndOfDay(UnixNanos now, OrganisationCalendar calendar)
    {
        var today = HourOn(calendar.DayOf(now));
        return today > now ? today : HourOn(calendar.DayOf(now).AddDays(1));

        // Counted by the clock on the wall, also on a day on which it is moved.
        UnixNanos HourOn(DateOnly day)
        {
            var at = calendar.StartOf(day) + (DigestHour * UnixNanos.PerHour);
            return at + ((DigestHour - TimeOf(at, calendar).Hour) * UnixNanos.PerHour);
        }
    }

    private static TimeOnly TimeOf(UnixNanos at, OrganisationCalendar calendar) =>
        TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), calendar.Zone).DateTime);
}
