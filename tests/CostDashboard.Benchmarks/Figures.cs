using System.Diagnostics;
using System.Globalization;

namespace CostDashboard.Benchmarks;

/// <summary>Takes times and prints them with the ratio that matters; absolute figures are this machine's, ratios travel.</summary>
internal static class Figures
{
    /// <summary>The median of several runs after one that warms up, in seconds.</summary>
    internal static async Task<double> MedianAsync(int runs, Func<Task> run) => (await MediansAsync(runs, run)).Wall;

    /// <summary>As <see cref="MedianAsync"/>; beside it the processor time of this process, which says on a busy machine what the wall's does not.</summary>
    internal static async Task<(double Wall, double Processor)> MediansAsync(int runs, Func<Task> run)
    {
        await run();
        var (walls, processors) = (new List<double>(runs), new List<double>(runs));
        for (var i = 0; i < runs; i++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await run();
            walls.Add(watch.Elapsed.TotalSeconds);
            processors.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        walls.Sort();
        processors.Sort();
        return (walls[runs / 2], processors[runs / 2]);
    }

    internal static void Print(string text) => Console.WriteLine(text);

    internal static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
