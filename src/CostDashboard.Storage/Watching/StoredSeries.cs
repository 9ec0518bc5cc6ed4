using System.Diagnostics.CodeAnalysis;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Storage.Watching;

/// <summary>A series as it stands in a JSON document: with an incident's finding, and with the message that tells of it.</summary>
/// <param name="Points">As <c>[windows after the first, actual, expected, low, high]</c>.</param>
internal sealed record StoredSeries(string Measure, IncidentUnit Unit, long Window, long Start, double?[][] Points)
{
    [return: NotNullIfNotNull(nameof(series))]
    public static StoredSeries? Of(IncidentSeries? series)
    {
        if (series is null)
        {
            return null;
        }

        var start = series.Points.Count > 0 ? series.Points[0].Start : default;
        return new(
            series.Measure,
            series.Unit,
            series.Window,
            start.Value,
            [.. series.Points.Select(p => new[] { (p.Start - start) / series.Window, p.Actual, p.Expected, p.Low, p.High })]);
    }

    public IncidentSeries ToSeries() =>
        new(Measure, Unit, Window, [.. Points.Select(p => new IncidentPoint(new(Start + (long)p[0]!.Value * Window), p[1], p[2], p[3], p[4]))]);
}
