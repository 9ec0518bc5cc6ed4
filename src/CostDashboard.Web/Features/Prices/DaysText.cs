using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Prices;

/// <summary>Writes for which days, in UTC, something holds.</summary>
internal static class DaysText
{
    /// <summary>since 2024-11-12 · until 2024-11-11 · 2024-05-13 to 2024-11-11 · always.</summary>
    public static string Of(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => "always",
        ({ } first, null) => "since " + RateText.Day(first),
        (null, { } last) => "until " + RateText.Day(last),
        ({ } first, { } last) when first == last => "on " + RateText.Day(first),
        ({ } first, { } last) => $"{RateText.Day(first)} to {RateText.Day(last)}",
    };

    public static string Of(EntryOrigin origin) => Of(origin.From, origin.To);

    public static string Of(PricePeriod period) => Of(FirstDay(period), LastDay(period));

    /// <summary>To stand behind what holds not always: ", since 2024-11-12".</summary>
    public static string Suffix(EntryOrigin origin) => origin is { From: null, To: null } ? "" : ", " + Of(origin);

    /// <summary>Null where the start is not known.</summary>
    public static DateOnly? FirstDay(PricePeriod period) => period.From.Value == long.MinValue ? null : DayOf(period.From);

    /// <summary>Inclusive; null where no end is known.</summary>
    public static DateOnly? LastDay(PricePeriod period) => period.To.Value == long.MaxValue ? null : DayOf(period.To).AddDays(-1);

    private static DateOnly DayOf(UnixNanos time) => DateOnly.FromDateTime(time.ToDateTimeOffset().UtcDateTime);
}
