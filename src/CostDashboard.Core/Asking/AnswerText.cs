using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Asking;

/// <summary>How numbers are written in answers.</summary>
public static class AnswerText
{
    /// <summary>Dollars, exact to the nano-dollar, as a decimal number in a string: a JSON number would go through binary fractions in most clients.</summary>
    public static string Usd(long nanos) => Units.Usd.FromNanos(nanos).Amount.ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>The same; null where nothing of it is known, because every call in it is unpriced.</summary>
    public static string? KnownUsd(long nanos, long calls, long unpricedCalls) =>
        nanos == 0 && unpricedCalls > 0 && unpricedCalls >= calls ? null : Usd(nanos);

    /// <summary>ISO-8601 in UTC with all nine digits that a span's time has.</summary>
    public static string Moment(UnixNanos time)
    {
        var second = time.Floor(UnixNanos.PerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{second.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss}.{time - second:D9}Z");
    }

    /// <summary>ISO-8601 at the offset of the organisation's zone, to the minute that totals are kept by.</summary>
    public static string Minute(UnixNanos time, OrganisationCalendar calendar) =>
        TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), calendar.Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static double Milliseconds(long nanos) => Math.Round(nanos / 1e6, 3);

    /// <summary>A value of a closed set as addresses and answers name it: <c>StepAnomaly</c> is <c>step-anomaly</c>.</summary>
    public static string CodeOf<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
