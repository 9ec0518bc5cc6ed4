namespace CostDashboard.Core.Watching.Detection;

/// <summary>
/// What a series usually is at an hour of the week: a level that moves within days, and beside it what each hour of the day and each hour of the week
/// differs by. An hour of the week that was seen rarely is drawn towards its hour of the day, and that towards the level. Works on values that were
/// made comparable (<see cref="Scaled"/>); an outlier counts as three times the usual deviation, so that one incident does not become what is usual.
/// </summary>
internal sealed class SeasonalBaseline(int windowsPerDay)
{
    private const int HoursOfDay = 24;
    private const int HoursOfWeek = 7 * HoursOfDay;
    private const double Outlier = 3;
    private const double LevelDays = 4;
    private const double DayShare = 0.1;
    private const double WeekShare = 0.25;
    private const double DayPrior = 1.5;
    private const double WeekPrior = 0.7;

    // 3 % of a value are noise whatever was seen: a series that never moved would be surprised by anything.
    private const double LeastDeviation = 0.03;

    // Below an eighth of the usual size values compare by difference, above by ratio.
    private const double Steepness = 8;

    private readonly double _perHour = windowsPerDay / (double)HoursOfDay;
    private readonly double[] _ofDay = new double[HoursOfDay];
    private readonly double[] _seenOfDay = new double[HoursOfDay];
    private readonly double[] _ofWeek = new double[HoursOfWeek];
    private readonly double[] _seenOfWeek = new double[HoursOfWeek];
    private double _level;
    private double _deviation;
    private long _seen;

    // Windows that the level is learned from, and until when it is learned anew: as it is at first.
    private double _seenOfLevel;
    private long _learnsUntil = windowsPerDay;

    /// <summary>Of one window from what was expected, in scaled units; outliers count as three times this.</summary>
    public double Deviation => _deviation * 1.25 + LeastDeviation;

    /// <summary>Makes values comparable by ratio, and lets them be zero or negative.</summary>
    /// <param name="size">Of a usual value, above 0.</param>
    public static double Scaled(double value, double size) => Math.Asinh(Steepness * value / size);

    public static double Unscaled(double scaled, double size) => Math.Sinh(scaled) * size / Steepness;

    /// <param name="window">Since the series began; seven days' worth of windows are a week.</param>
    /// <returns>In scaled units.</returns>
    public double Expected(long window)
    {
        var (hour, cell) = CellsOf(window);
        return _level + SeasonOf(hour, cell);
    }

    public double Clamped(double residual) => Math.Clamp(residual, -Outlier * Deviation, Outlier * Deviation);

    public void Learn(long window, double scaled)
    {
        var (hour, cell) = CellsOf(window);
        var season = SeasonOf(hour, cell);
        var isFirstDay = _seen < windowsPerDay;
        var isAnew = _seen < _learnsUntil;
        var residual = isAnew ? scaled - _level - season : Clamped(scaled - _level - season);
        _level += Math.Max(1.0 / (_seenOfLevel + 1), 1 / (windowsPerDay * LevelDays)) * residual;
        _seen++;
        _seenOfLevel++;
        if (isAnew && !isFirstDay)
        {
            // What the level moved by is neither noise nor season.
            residual = Clamped(scaled - _level - season);
        }

        _deviation += Math.Max(1.0 / _seen, 1 / (windowsPerDay * LevelDays)) * (Math.Abs(residual) - _deviation);
        var differs = isFirstDay ? scaled - _level : season + residual;
        _seenOfDay[hour]++;
        _ofDay[hour] += Math.Max(1 / _seenOfDay[hour], DayShare / _perHour) * (differs - _ofDay[hour]);
        _seenOfWeek[cell]++;
        _ofWeek[cell] += Math.Max(1 / _seenOfWeek[cell], WeekShare / _perHour) * (differs - _ofWeek[cell]);
    }

    /// <summary>The level is learned anew for a day, without regard to what would be an outlier.</summary>
    /// <param name="trust">As many windows as the level of before still counts for.</param>
    public void RestartLevel(int trust) => (_seenOfLevel, _learnsUntil) = (Math.Min(trust, _seenOfLevel), _seen + windowsPerDay);

    public void Pass(DetectorState state)
    {
        _level = state.Pass(_level);
        _seenOfLevel = state.Pass(_seenOfLevel);
        _learnsUntil = (long)state.Pass(_learnsUntil);
        _deviation = state.Pass(_deviation);
        _seen = (long)state.Pass(_seen);
        state.Pass(_ofDay);
        state.Pass(_seenOfDay);
        state.Pass(_ofWeek);
        state.Pass(_seenOfWeek);
    }

    private double SeasonOf(int hour, int cell)
    {
        var ofDay = _ofDay[hour] * _seenOfDay[hour] / (_seenOfDay[hour] + DayPrior * _perHour);
        return (_ofWeek[cell] * _seenOfWeek[cell] + ofDay * WeekPrior * _perHour) / (_seenOfWeek[cell] + WeekPrior * _perHour);
    }

    private (int OfDay, int OfWeek) CellsOf(long window)
    {
        var hours = window * HoursOfDay / windowsPerDay;
        return ((int)(hours % HoursOfDay), (int)(hours % HoursOfWeek));
    }
}
