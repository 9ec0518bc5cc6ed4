using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Detection;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>The last hours of a series, for a chart: kept small, for there is one of these for every series and few are ever drawn.</summary>
internal sealed class RecentPoints
{
    private const int Numbers = 4;

    private float[] _values = [];
    private long _count;
    private UnixNanos _last;

    /// <param name="hour">The one after the last one.</param>
    /// <param name="actual">Null where nothing was measured.</param>
    /// <param name="reading">Null where nothing was known yet.</param>
    public void Add(UnixNanos hour, double? actual, SeriesReading? reading)
    {
        var at = (int)(_count % IncidentSeries.MostPoints) * Numbers;
        if (at == _values.Length)
        {
            Array.Resize(ref _values, Math.Min(IncidentSeries.MostPoints * Numbers, Math.Max(24 * Numbers, 2 * _values.Length)));
        }

        _values[at] = (float)(actual ?? double.NaN);
        _values[at + 1] = (float)(reading?.Expected ?? double.NaN);
        _values[at + 2] = (float)(reading is { } band ? Math.Max(0, band.Low) : double.NaN);
        _values[at + 3] = (float)(reading?.High ?? double.NaN);
        _count++;
        _last = hour;
    }

    public IReadOnlyList<IncidentPoint> ToList()
    {
        var first = Math.Max(0, _count - IncidentSeries.MostPoints);
        return [.. Enumerable.Range(0, (int)(_count - first)).Select(index => PointAt(first + index))];
    }

    private IncidentPoint PointAt(long number)
    {
        var at = (int)(number % IncidentSeries.MostPoints) * Numbers;
        return new(_last + (number + 1 - _count) * UnixNanos.PerHour, Known(_values[at]), Known(_values[at + 1]), Known(_values[at + 2]), Known(_values[at + 3]));
    }

    private static double? Known(float value) => float.IsNaN(value) ? null : value;
}
