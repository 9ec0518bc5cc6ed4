using System.Globalization;
using System.Text.RegularExpressions;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>Which time a page is asked about, as the address says it: <c>range=7d</c>, <c>range=last-month</c>, or <c>from=…&amp;to=…</c>.</summary>
public abstract partial record RangeChoice
{
    private const int MostMinutes = 2 * 24 * 60;
    private const int MostHours = 14 * 24;
    private const int MostDays = 400;

    private RangeChoice()
    {
    }

    public static RangeChoice Default { get; } = new Rolling(7, 'd');

    /// <summary>The ranges that the picker offers: a name for the address and words for people.</summary>
    public static IReadOnlyList<RangeChoice> Offered { get; } =
    [
        new Rolling(1, 'h'), new Rolling(6, 'h'), new Rolling(24, 'h'), new Rolling(7, 'd'), new Rolling(30, 'd'), new Rolling(90, 'd'),
        new Named("today"), new Named("yesterday"), new Named("month"), new Named("last-month"),
    ];

    /// <summary>Words for it, to stand after a noun: "last 7 days".</summary>
    public abstract string Label { get; }

    public static RangeChoice From(UrlQuery query, OrganisationCalendar calendar)
    {
        if (Moment(query.Text("from"), calendar) is { } from && Moment(query.Text("to"), calendar) is { } to && from < to)
        {
            return new Between(from, to);
        }

        var name = query.Text("range")?.ToLowerInvariant() ?? "";
        if (RollingPattern().Match(name) is { Success: true } match
            && int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return Bounded(count, match.Groups["unit"].Value[0]);
        }

        return name is "today" or "yesterday" or "month" or "last-month" ? new Named(name) : Default;
    }

    public abstract TimeRange At(UnixNanos now, OrganisationCalendar calendar);

    public abstract void AppendTo(UrlText url);

    /// <summary>A moment in an address: ISO 8601 to the minute, in UTC.</summary>
    public static string Text(UnixNanos moment) => moment.ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    // A time without a zone is what a date field sends: it is meant in the organisation's zone.
    private static UnixNanos? Moment(string? text, OrganisationCalendar calendar)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || time.Year is < 2000 or > 2200)
        {
            return null;
        }

        return ZonePattern().IsMatch(text) ? UnixNanos.From(time) : TimeRange.InZone(time.UtcDateTime, calendar);
    }

    private static Rolling Bounded(int count, char unit) => new(Math.Min(count, unit switch { 'm' => MostMinutes, 'h' => MostHours, _ => MostDays }), unit);

    [GeneratedRegex("^(?<count>[0-9]{1,6})(?<unit>[mhd])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RollingPattern();

    [GeneratedRegex("(Z|[+-][0-9]{2}:?[0-9]{2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ZonePattern();

    /// <summary>The time up to now. Minutes and hours roll; days begin at midnight, so that seven days are today and the six before.</summary>
    public sealed record Rolling(int Count, char Unit) : RangeChoice
    {
        public override string Label => (Count, Unit) switch
        {
            (1, 'h') => "last hour",
            (_, 'm') => string.Create(CultureInfo.InvariantCulture, $"last {Count} minutes"),
            (_, 'h') => string.Create(CultureInfo.InvariantCulture, $"last {Count} hours"),
            (1, _) => "last day",
            _ => string.Create(CultureInfo.InvariantCulture, $"last {Count} days"),
        };

        public override TimeRange At(UnixNanos now, OrganisationCalendar calendar)
        {
            var to = TimeRange.Ceiling(now);
            if (Unit is 'd')
            {
                return TimeRange.OfDays(calendar.StartOf(calendar.DayOf(now).AddDays(1 - Count)), to, Count, calendar);
            }

            var length = Count * (Unit is 'h' ? UnixNanos.PerHour : UnixNanos.PerMinute);
            return TimeRange.Of((to + -length).Floor(UnixNanos.PerQuarter), to);
        }

        public override void AppendTo(UrlText url) => url.Add("range", this == Default ? null : string.Create(CultureInfo.InvariantCulture, $"{Count}{Unit}"));
    }

    public sealed record Named(string Name) : RangeChoice
    {
        public override string Label => Name switch { "month" => "this month", "last-month" => "last month", _ => Name };

        public override TimeRange At(UnixNanos now, OrganisationCalendar calendar)
        {
            var today = calendar.DayOf(now);
            var month = new DateOnly(today.Year, today.Month, 1);
            return Name switch
            {
                "today" => TimeRange.OfDays(calendar.StartOf(today), TimeRange.Ceiling(now), 1, calendar),
                "yesterday" => TimeRange.OfDays(calendar.StartOf(today.AddDays(-1)), calendar.StartOf(today), 1, calendar),
                "last-month" => TimeRange.OfMonth(month.AddMonths(-1), calendar.StartOf(month), calendar),
                _ => TimeRange.OfMonth(month, TimeRange.Ceiling(now), calendar),
            };
        }

        public override void AppendTo(UrlText url) => url.Add("range", Name);
    }

    public sealed record Between(UnixNanos Start, UnixNanos End) : RangeChoice
    {
        public override string Label => "chosen period";

        public override TimeRange At(UnixNanos now, OrganisationCalendar calendar)
        {
            // To the minute, which is how finely totals are kept: a link to a point of a chart is about that point and no more.
            var (from, to) = (Start.Floor(UnixNanos.PerMinute), (End + (UnixNanos.PerMinute - 1)).Floor(UnixNanos.PerMinute));
            return to - from > TimeRange.Longest ? TimeRange.Of(to + -TimeRange.Longest, to) with { IsCut = true } : TimeRange.Of(from, to);
        }

        public override void AppendTo(UrlText url) => url.Add("from", Text(Start)).Add("to", Text(End));
    }
}
