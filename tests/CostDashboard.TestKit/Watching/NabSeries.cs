using System.Globalization;
using System.Text.Json;

namespace CostDashboard.TestKit.Watching;

/// <summary>A series of the Numenta Anomaly Benchmark (github.com/numenta/NAB, v1.1), with the windows that its labels call anomalous.</summary>
/// <param name="Windows">Index of the first row and of the last one, as the walk of the official scorer finds them.</param>
public sealed record NabSeries(string Name, IReadOnlyList<double> Values, IReadOnlyList<(int First, int Last)> Windows)
{
    /// <summary>Rows at the beginning that are not scored.</summary>
    public int Probation => Math.Min((int)(0.15 * Values.Count), 750);

    /// <param name="folder">Has <c>data</c> with the series in folders, and <c>labels/combined_windows.json</c>.</param>
    public static IReadOnlyList<NabSeries> Read(string folder)
    {
        var windows = JsonSerializer.Deserialize<Dictionary<string, string[][]>>(File.ReadAllText(Path.Combine(folder, "labels", "combined_windows.json")))!;
        var data = Path.Combine(folder, "data");
        return [.. Directory.GetFiles(data, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Name: Path.GetRelativePath(data, path).Replace('\\', '/')))
            .Select(file => Read(file.Name, File.ReadAllLines(file.Path), windows[file.Name]))];
    }

    private static NabSeries Read(string name, string[] lines, string[][] windows)
    {
        List<string[]> rows = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        List<DateTime> times = [.. rows.Select(row => DateTime.Parse(row[0], CultureInfo.InvariantCulture))];
        return new(
            name,
            [.. rows.Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))],
            [.. windows.Select(window => (IndexOf(window[0]), IndexOf(window[1])))]);

        // Some series tell of a time twice: the first row counts.
        int IndexOf(string time) => times.IndexOf(DateTime.Parse(time, CultureInfo.InvariantCulture));
    }
}
