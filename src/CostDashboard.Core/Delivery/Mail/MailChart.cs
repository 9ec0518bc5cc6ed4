using System.Globalization;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Delivery.Mail;

/// <summary>What a mail draws, and the same in words: the measure that the incident is about, or where it has none, what was spent.</summary>
internal sealed record MailChart(IReadOnlyList<ChartBar> Bars, string Says)
{
    /// <param name="hours">Of what was spent; may be empty.</param>
    /// <returns>Null where there is nothing to draw.</returns>
    public static MailChart? Of(IncidentNotice notice, IReadOnlyList<HourOfSpend> hours, DeliveryContext context) =>
        notice.Series is { Points.Count: > 1 } series ? OfSeries(notice, series, context) : hours.Count == 0 ? null : OfSpend(notice, hours, context);

    private static MailChart OfSeries(IncidentNotice notice, IncidentSeries series, DeliveryContext context)
    {
        var bars = series.Points.Select(point => new ChartBar(point.Start, point.Start + series.Window, Finite(point.Actual) ?? 0, Finite(point.High))).ToList();
        var last = series.Points[^1];
        var usual = last.Expected is { } expected ? $", expected {IncidentUnitText.Of(series.Unit, expected)}" : "";
        var now = last.Actual is { } actual ? $"The last: {IncidentUnitText.Of(series.Unit, actual)}{usual}." : "Nothing was measured in the last.";
        var band = series.Points.Any(point => point.High is not null) ? " A mark shows up to where a bar would be usual." : "";
        return new(bars, $"{DeliveryWords.Capital(series.Measure)} of {NameOf(notice)}, {Span(bars[0].Start, bars[^1].End, context)}. {now}{band}");
    }

    private static MailChart OfSpend(IncidentNotice notice, IReadOnlyList<HourOfSpend> hours, DeliveryContext context)
    {
        var dearest = hours.MaxBy(hour => hour.CostNanoUsd)!;
        var says = string.Create(
            CultureInfo.InvariantCulture,
            $"Cost by the hour of {NameOf(notice)}, {Span(hours[0].Start, hours[^1].Start + UnixNanos.PerHour, context)}. Most: {Usd.FromNanos(dearest.CostNanoUsd).Amount:0.######} USD from {DeliveryWords.Time(dearest.Start, context)}.");
        return new([.. hours.Select(ChartBar.Of)], says);
    }

    private static string NameOf(IncidentNotice notice) => notice.Step is { } step ? $"step {step}" : notice.ProjectName;

    private static string Span(UnixNanos from, UnixNanos to, DeliveryContext context) => $"{DeliveryWords.Time(from, context)} to {DeliveryWords.Time(to, context)}";

    // Estimates come as they were computed; a picture needs no more than decimals hold.
    private static decimal? Finite(double? value) => value is { } number && double.IsFinite(number) ? (decimal)Math.Clamp(number, 0, 1e24) : null;
}
