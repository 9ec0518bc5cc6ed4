using System.Diagnostics;
using CostDashboard.Core.Watching.Detection;
using CostDashboard.TestKit;
using CostDashboard.TestKit.Watching;

namespace CostDashboard.Benchmarks;

/// <summary>What the detector finds, on the Numenta Anomaly Benchmark and on series with planted faults, and what a window costs.</summary>
internal static class DetectionBenchmark
{
    private const int Series = 400;

    internal static void Run()
    {
        Nab();
        Faults(24, Series, weeks: 5);
        Faults(288, Series / 4, weeks: 4);
        Speed(50);
        Speed(2_000);
    }

    private static void Nab()
    {
        var folder = SharedData.PathOf("nab");
        if (!Directory.Exists(folder))
        {
            Figures.Print($"The series of the Numenta Anomaly Benchmark are not at {folder}.");
            return;
        }

        var series = NabSeries.Read(folder);
        Figures.Print($"NAB, {series.Count} series with {series.Sum(one => one.Windows.Count)} windows, one setting for all");
        List<(List<double> Surprise, List<double> Departure)> ours = [.. series.Select(one => Scores(one.Values))];
        List<IReadOnlyList<double>> gaussian = [.. series.Select(one => WindowedGaussian.Scores(one.Values))];
        foreach (var profile in NabProfile.All)
        {
            var scorer = new NabScorer(series, profile);
            var best = scorer.Best([.. ours.Select(one => one.Surprise)]);
            var atAlarm = scorer.At(SeriesDetector.Alarm, [.. ours.Select(one => one.Departure)]);
            Figures.Print($"  {profile.Name,-20} {best.Final,6:F2} at the best threshold, {best.Threshold:F4}; {atAlarm,6:F2} for the alarms of the product; windowed Gaussian {scorer.Best(gaussian).Final:F2}");
        }
    }

    private static (List<double> Surprise, List<double> Departure) Scores(IReadOnlyList<double> values)
    {
        var detector = new SeriesDetector(288);
        List<SeriesReading> readings = [.. values.Select(value => detector.Observe(value))];
        return ([.. readings.Select(reading => reading.Score)], [.. readings.Select(reading => reading.Departure)]);
    }

    private static void Faults(int windowsPerDay, int count, int weeks)
    {
        Figures.Print($"{count} seasonal series of {weeks} weeks, {windowsPerDay} windows a day: alarmed in two windows, in a day");
        foreach (var fault in Enum.GetValues<SeriesFault>())
        {
            var found = Detection.Of(fault, count, windowsPerDay, weeks);
            Figures.Print(
                fault == SeriesFault.None
                    ? $"  nothing wrong: {found.FalsePerWeekOfFifty:F2} alarms a week of fifty series"
                    : (FormattableString)$"  {fault,-10} {found.InTwoWindows,6:P0} {found.InADay,6:P0}");
        }
    }

    // The state of each detector is read and written as the watching job does it: once a window.
    private static void Speed(int count)
    {
        List<SeasonalSeries> series = [.. Enumerable.Range(0, count).Select(seed => SeasonalSeries.Of(seed, SeriesFault.None, 24, 3))];
        List<DetectorState> states = [.. series.Select(one =>
        {
            var detector = new SeriesDetector(24);
            foreach (var value in one.Values.SkipLast(1))
            {
                detector.Observe(value);
            }

            return detector.Save();
        })];
        var watch = Stopwatch.StartNew();
        foreach (var (at, one) in series.Index())
        {
            var detector = SeriesDetector.From(24, new DetectorState(states[at].Numbers));
            detector.Observe(one.Values[^1]);
            states[at] = detector.Save();
        }

        Figures.Print($"{count} series, one window: {watch.Elapsed.TotalMilliseconds:F1} ms, {watch.Elapsed.TotalMicroseconds / count:F1} µs each; {states[0].Numbers.Count} numbers are a state");
    }
}
