namespace CostDashboard.Core.Watching.Detection;

/// <summary>
/// The seven ways in which a window is looked at: against the last day, by itself and with the four hours before it; against yesterday at the same
/// time; the last half day against the last week; beyond everything seen; and against the season, by itself and over eight hours.
/// </summary>
internal sealed class SeriesViews(int windowsPerDay, SeasonalBaseline baseline)
{
    public const int Count = 7;

    /// <summary>The view that needs a day before it.</summary>
    public const int Yesterday = 2;

    /// <summary>The views from this one on need a season.</summary>
    public const int SeasonBegins = 5;

    private readonly RecentWindows _recent = new(7 * windowsPerDay + 1);
    private readonly RecentWindows _residuals = new(windowsPerDay);
    private readonly QuantileEstimate _low = new(0.05);
    private readonly QuantileEstimate _median = new(0.5);
    private readonly QuantileEstimate _high = new(0.95);
    private double _least = double.PositiveInfinity;

    /// <summary>The largest value so far; negative infinity before the first one.</summary>
    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>Of a usual value, above 0.</summary>
    public double Size => Math.Max(Math.Abs(_median.Value) + Spread, 1e-9);

    private double Spread => (_high.Value - _low.Value) / 2;

    /// <summary>Puts a value where the views find it. Another one for the same window takes its place.</summary>
    /// <param name="residual">What it differs by from what was expected, in scaled units.</param>
    public void Place(long window, double value, double residual)
    {
        _recent[window] = value;
        _residuals[window] = residual;
    }

    /// <summary>Makes a value one of all that were seen.</summary>
    public void Add(double value)
    {
        _low.Add(value);
        _median.Add(value);
        _high.Add(value);
        (_least, Most) = (Math.Min(_least, value), Math.Max(Most, value));
    }

    /// <summary>As if all that was seen had been so many times as large.</summary>
    public void Scale(double ratio)
    {
        _recent.Scale(ratio);
        _low.Scale(ratio);
        _median.Scale(ratio);
        _high.Scale(ratio);
        (_least, Most) = (_least * ratio, Most * ratio);
    }

    /// <summary>Each view's number of the window that was placed last, at least 0.</summary>
    public void Of(long window, double value, Span<double> views)
    {
        var from = Math.Max(0, window - windowsPerDay);
        var mean = _recent.Mean(from, window);
        var deviation = Math.Max(_recent.Deviation(from, window, mean), 1e-6 * Math.Max(1, Math.Abs(_median.Value))) + 1e-9;
        var spread = Math.Max(Spread, deviation / 10);
        views[0] = Math.Abs(value - mean) / deviation;
        views[1] = Math.Abs(MeanOf(_recent, window, hours: 4, least: 3) - mean) / deviation;
        views[Yesterday] = window > windowsPerDay ? FromYesterday(window, value) / spread : 0;
        views[3] = Math.Abs(MeanOf(_recent, window, hours: 12, least: 1) - _recent.Mean(Math.Max(0, window - 7 * windowsPerDay), window)) / spread;
        views[4] = Math.Max(0, Math.Max(value - Most, _least - value)) / spread;
        views[5] = Math.Min(Math.Abs(_residuals[window]), Math.Abs(MeanOf(_residuals, window, hours: 2, least: 1))) / baseline.Deviation;
        views[6] = Math.Abs(ClampedMean(window, hours: 8)) / baseline.Deviation;
    }

    public void Pass(DetectorState state)
    {
        _least = state.Pass(_least);
        Most = state.Pass(Most);
        _recent.Pass(state);
        _residuals.Pass(state);
        _low.Pass(state);
        _median.Pass(state);
        _high.Pass(state);
    }

    // The nearest of the half hours around: what happens daily does not happen to the minute.
    private double FromYesterday(long window, double value)
    {
        var around = Math.Max(1, windowsPerDay / 48);
        var nearest = double.PositiveInfinity;
        for (var before = Math.Max(0, window - windowsPerDay - around); before <= window - windowsPerDay + around; before++)
        {
            nearest = Math.Min(nearest, Math.Abs(value - _recent[before]));
        }

        return nearest;
    }

    private double MeanOf(RecentWindows values, long window, int hours, int least) => values.Mean(Math.Max(0, window + 1 - WindowsIn(hours, least)), window + 1);

    private double ClampedMean(long window, int hours)
    {
        var from = Math.Max(0, window + 1 - WindowsIn(hours, 3));
        var sum = 0.0;
        for (var at = from; at <= window; at++)
        {
            sum += baseline.Clamped(_residuals[at]);
        }

        return sum / (window + 1 - from);
    }

    private int WindowsIn(int hours, int least) => Math.Max(least, (int)Math.Round(windowsPerDay * hours / 24.0));
}
