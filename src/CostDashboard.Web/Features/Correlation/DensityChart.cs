using System.Globalization;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Correlation;

/// <summary>Lays pairs of latency and cost out as a picture whose every cell opens the traces in it. Pure. The cells sum to what the density counts.</summary>
internal static class DensityChart
{
    private const int MostColumns = 48;
    private const int MostRows = 32;
    private const decimal Nano = 1_000_000_000m;

    public static ChartOptions Of(CorrelationView view, PageContext context, Density density, CostCorrelation correlation)
    {
        var cells = density.Cells.ToList();
        var along = ValueAxis.Of(DensityEdges.Of(cells.Select(c => c.Latency), MostColumns), ChartUnit.Nanoseconds, Whole);
        var up = ValueAxis.Of(DensityEdges.Of(cells.Select(c => c.Beside), MostRows), ChartUnit.Usd, Whole);
        var counts = Enumerable.Range(0, up.Buckets.Count).Select(_ => new long[along.Buckets.Count]).ToArray();
        foreach (var cell in cells)
        {
            counts[up.IndexOf(Density.Axis.Low(cell.Beside))][along.IndexOf(Density.Axis.Low(cell.Latency))] += cell.Count;
        }

        return new(
            $"Latency against cost of {view.Noun}",
            ChartKind.Density,
            ChartUnit.Count,
            along.Buckets,
            along.Ticks,
            [.. counts.Select((row, i) => Row(view, up.Buckets[i], row))],
            Totals: null,
            view.TracesLink(context))
        {
            AxisLabel = "Latency",
            RowLabel = "Cost",
            RowTicks = up.Ticks,
            FromKey = view.Key("minseconds"),
            ToKey = view.Key("underseconds"),
            Rules =
            [
                new(along.PositionOf(correlation.Slowest.From), $"p99 {NumberText.Duration(correlation.Slowest.From)}"),
                new(up.PositionOf(correlation.Dearest.From), $"p99 {MoneyText.Of(correlation.Dearest.From)}", IsRow: true),
            ],
        };
    }

    /// <summary>Dollars or seconds as an address has them, to the nano.</summary>
    internal static string Whole(long nanos) => (nanos / Nano).ToString(CultureInfo.InvariantCulture);

    private static ChartSeries Row(CorrelationView view, ChartBucket bucket, long[] counts) => new(
        bucket.Label,
        "hue-1",
        [.. counts.Select(c => (double?)c)],
        [.. counts.Select(NumberText.Count)],
        $"&{view.Key("mincost")}={bucket.From}&{view.Key("undercost")}={bucket.To}");
}
