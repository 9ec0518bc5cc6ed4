using System.Diagnostics;
using System.Globalization;

namespace CostDashboard.Benchmarks;

/// <summary>Takes times and prints them with the ratio that matters; absolute figures are this machine's, ratios travel.</summary>
internal static class Figures
{
    /// <summary>The median of several runs after one that warms up, in seconds.</summary>
    internal static async Task<double> MedianAsync(int runs, Func<Task> run)
    {
        await run();
        var times = new List<double>(runs);
        for (var i = 0; i < runs; i++)
        {
            var watch = Stopwatch.StartNew();
            await run();
            times.Add(watch.Elapsed.TotalSeconds);
        }

        times.Sort();
        return times[runs / 2];
    }

    internal static void Print(string text) => Console.WriteLine(text);

    internal static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
