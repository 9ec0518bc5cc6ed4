namespace CostDashboard.Core.Watching.Detection;

/// <summary>What a detector makes of one window.</summary>
/// <param name="Judged">The value as it was judged: drawn towards what was expected where it was less than certain.</param>
/// <param name="Surprise">
/// How unusual the window is, in tenfolds of rarity over all views of the series; 0 while a window of the last days was more so. Without weight on
/// the season: for series whose season is not known.
/// </param>
/// <param name="Departure">The same with most weight on what leaves the season: what incidents are decided by (<see cref="SeriesDetector.Alarm"/>).</param>
/// <param name="Expected">For the hour of the week, in the unit of the series.</param>
/// <param name="Low">Three usual deviations below what was expected.</param>
/// <param name="High">Three usual deviations above what was expected.</param>
public readonly record struct SeriesReading(double Judged, double Surprise, double Departure, double Expected, double Low, double High)
{
    /// <summary>Between 0 and 1, and never 1, as scorers want it.</summary>
    public double Score => Surprise / (Surprise + 10);
}
