using System.Globalization;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>Hours in UTC, each day or on some days of the week. The end does not belong to them; an end before the start lies on the next day.</summary>
/// <param name="Name">The provider's word for it, <c>off-peak</c>.</param>
/// <param name="Weekdays">Days on which the window opens, one bit each, Sunday the lowest.</param>
public sealed record TimeOfDay(string Name, TimeOnly From, TimeOnly To, byte Weekdays)
{
    public const byte EveryDay = 0b111_1111;

    private const int MinutesPerDay = 24 * 60;

    // 1970-01-01 was a Thursday.
    private const int WeekdayOfEpoch = 4;

    public bool Contains(UnixNanos moment)
    {
        var day = moment.UtcDay;
        var time = moment.Value - (day * UnixNanos.PerDay);
        var (from, to) = (Nanos(From), Nanos(To));
        return from < to
            ? time >= from && time < to && OpensOn(day)
            : (time >= from && OpensOn(day)) || (time < to && OpensOn(day - 1));
    }

    /// <summary>Some minute of a week belongs to both.</summary>
    public bool Overlaps(TimeOfDay other)
    {
        for (var minute = 0; minute < 7 * MinutesPerDay; minute++)
        {
            var moment = new UnixNanos(minute * UnixNanos.PerMinute);
            if (Contains(moment) && other.Contains(moment))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>For the trace page: <c>off-peak (16:30 to 00:30 UTC)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({From:HH:mm} to {To:HH:mm} UTC)");

    private static long Nanos(TimeOnly time) => time.Ticks * 100;

    private bool OpensOn(int day) => (Weekdays >> (((day % 7) + 7 + WeekdayOfEpoch) % 7) & 1) != 0;
}
