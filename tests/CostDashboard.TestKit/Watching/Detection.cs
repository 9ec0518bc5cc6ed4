using CostDashboard.Core.Watching.Detection;

namespace CostDashboard.TestKit.Watching;

/// <summary>How many series a fault was seen in, and how soon; and what was heard where nothing was wrong.</summary>
/// <param name="InTwoWindows">Share of the series in which the fault was alarmed in its first or second window.</param>
/// <param name="InADay">Share of the series in which it was alarmed within a day.</param>
/// <param name="FalsePerWeekOfFifty">Alarms before the fault, after two weeks of learning, for 50 series and a week; those within six hours are one.</param>
public sealed record Detection(double InTwoWindows, double InADay, double FalsePerWeekOfFifty)
{
    private const int LearningDays = 14;

    /// <param name="among">As many series are watched together: more make an alarm rarer.</param>
    public static Detection Of(SeriesFault fault, int count, int windowsPerDay, int weeks, int among = 50)
    {
        var (twoWindows, day, wrong, watched) = (0, 0, 0, 0.0);
        for (var seed = 0; seed < count; seed++)
        {
            var series = SeasonalSeries.Of(1_000 + seed, fault, windowsPerDay, weeks);
            var alarms = AlarmsIn(series, SeriesDetector.AlarmAmong(among));
            var start = LearningDays * windowsPerDay;
            wrong += Apart(alarms.Where(window => window >= start && window < series.At), windowsPerDay / 4);
            watched += (series.At - start) / (7.0 * windowsPerDay);
            twoWindows += alarms.Any(window => window >= series.At && window < series.At + 2) ? 1 : 0;
            day += alarms.Any(window => window >= series.At && window < series.At + windowsPerDay) ? 1 : 0;
        }

        return new(twoWindows / (double)count, day / (double)count, wrong * 50 / watched);
    }

    private static List<int> AlarmsIn(SeasonalSeries series, double alarm)
    {
        var detector = new SeriesDetector(series.WindowsPerDay);
        return [.. series.Values.Index().Where(value => detector.Observe(value.Item).Departure >= alarm).Select(value => value.Index)];
    }

    private static int Apart(IEnumerable<int> alarms, int windows)
    {
        var (count, last) = (0, int.MinValue / 2);
        foreach (var alarm in alarms)
        {
            count += alarm - last > windows ? 1 : 0;
            last = alarm;
        }

        return count;
    }
}
