using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Api;

/// <summary>Tokens in disjoint classes; reasoning is a part of output.</summary>
internal sealed record TokensAnswer(long Input, long CacheRead, long CacheWrite5m, long CacheWrite1h, long Output, long Reasoning)
{
    internal static TokensAnswer Of(Usage usage) =>
        new(usage.Input, usage.CacheRead, usage.CacheWrite5m, usage.CacheWrite1h, usage.Output, usage.Reasoning);
}

/// <summary>Percentiles in milliseconds, off by at most 0.8 %.</summary>
internal sealed record PercentilesAnswer(double P50, double P95, double P99)
{
    internal static PercentilesAnswer? Of(Histogram histogram) => histogram.IsEmpty
        ? null
        : new(Milliseconds(histogram, 0.5), Milliseconds(histogram, 0.95), Milliseconds(histogram, 0.99));

    private static double Milliseconds(Histogram histogram, double quantile) => AnswerText.Milliseconds(histogram.Quantile(quantile) ?? 0);
}

/// <summary>How numbers are written in answers.</summary>
internal static class AnswerText
{
    /// <summary>Dollars, exact to the nano-dollar, as a decimal number in a string: a JSON number would go through binary fractions in most clients.</summary>
    internal static string Usd(long nanos) => Core.Units.Usd.FromNanos(nanos).Amount.ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>The same; null where nothing of it is known, because every call in it is unpriced.</summary>
    internal static string? KnownUsd(long nanos, long calls, long unpricedCalls) =>
        nanos == 0 && unpricedCalls > 0 && unpricedCalls >= calls ? null : Usd(nanos);

    /// <summary>ISO-8601 in UTC with all nine digits that a span's time has.</summary>
    internal static string Moment(UnixNanos time)
    {
        var second = time.Floor(UnixNanos.PerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{second.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss}.{time - second:D9}Z");
    }

    /// <summary>ISO-8601 at the offset of the organisation's zone, to the minute that totals are kept by.</summary>
    internal static string Minute(UnixNanos time, OrganisationCalendar calendar) =>
        TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), calendar.Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    internal static double Milliseconds(long nanos) => Math.Round(nanos / 1e6, 3);
}
