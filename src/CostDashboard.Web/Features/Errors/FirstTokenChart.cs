using System.Globalization;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Errors;

/// <summary>Lays time to first token against output tokens out as a picture. Pure. The cells sum to what the density counts.</summary>
internal static class FirstTokenChart
{
    private const int MostColumns = 48;
    private const int MostRows = 28;

    /// <summary>Keeps the calls that are in the picture, as a link appends it: those that state both.</summary>
    public const string All = "&callminfirst=0&callminoutput=1";

    /// <param name="link">The list of the traces behind all calls of the question; a cell narrows it to the calls that it counts.</param>
    public static ChartOptions Of(Density density, string link)
    {
        var cells = density.Cells.ToList();
        var along = ValueAxis.Of(DensityEdges.Of(cells.Select(c => c.Beside), MostColumns), ChartUnit.Count, Text);
        var up = ValueAxis.Of(DensityEdges.Of(cells.Select(c => c.Latency), MostRows), ChartUnit.Nanoseconds, nanos => (nanos / 1_000_000_000m).ToString(CultureInfo.InvariantCulture));
        var counts = Enumerable.Range(0, up.Buckets.Count).Select(_ => new long[along.Buckets.Count]).ToArray();
        foreach (var cell in cells)
        {
            counts[up.IndexOf(Density.Axis.Low(cell.Latency))][along.IndexOf(Density.Axis.Low(cell.Beside))] += cell.Count;
        }

        return new(
            "Time to first token against output tokens",
            ChartKind.Density,
            ChartUnit.Count,
            along.Buckets,
            along.Ticks,
            [.. counts.Select((row, i) => new ChartSeries(up.Buckets[i].Label, "hue-1", [.. row.Select(c => (double?)c)], [.. row.Select(NumberText.Count)], $"&callminfirst={up.Buckets[i].From}&callunderfirst={up.Buckets[i].To}"))],
            Totals: null,
            link,
            LinkOfAll: All)
        {
            AxisLabel = "Output tokens",
            RowLabel = "Time to first token",
            RowTicks = up.Ticks,
            FromKey = "callminoutput",
            ToKey = "callunderoutput",
        };
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
