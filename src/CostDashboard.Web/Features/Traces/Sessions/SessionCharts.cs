using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>A session as pictures: what it cost up to each trace, and how much each call sent along.</summary>
internal static class SessionCharts
{
    private const int MostTicks = 8;

    // More traces are drawn several to a point: the running cost of the last of them, the context of the one that sent most.
    private const int MostPoints = 400;

    public static ChartOptions Running(IReadOnlyList<SessionLine> lines) => Lines(
        "Running cost", ChartUnit.Usd, lines, group => (group[^1].RunningNanoUsd / 1e9, MoneyText.Exact(group[^1].RunningNanoUsd)), "hue-1", isStepped: true);

    public static ChartOptions Context(IReadOnlyList<SessionLine> lines) => Lines(
        "Input tokens of a call",
        ChartUnit.Count,
        lines,
        group => group.Max(line => line.Context) is { } tokens ? (tokens, NumberText.Average(tokens)) : (null, NumberText.None),
        "hue-2",
        isStepped: false);

    private static ChartOptions Lines(
        string title, ChartUnit unit, IReadOnlyList<SessionLine> lines, Func<SessionLine[], (double? Value, string Text)> point, string hue, bool isStepped)
    {
        List<SessionLine[]> groups = [.. lines.Chunk(Math.Max(1, (lines.Count + MostPoints - 1) / MostPoints))];
        List<(double? Value, string Text)> points = [.. groups.Select(point)];
        var every = Math.Max(1, (groups.Count + MostTicks - 1) / MostTicks);
        return new(
            title,
            ChartKind.Lines,
            unit,
            [.. groups.Select(group => new ChartBucket(LabelOf(group), "", ""))],
            [.. Enumerable.Range(0, groups.Count).Where(i => i % every == 0).Select(i => new ChartTick(i, NumberText.Count(groups[i][0].Number)))],
            [new(title, hue, [.. points.Select(p => p.Value)], [.. points.Select(p => p.Text)], null)],
            Totals: null,
            Link: null,
            IsStepped: isStepped)
        {
            AxisLabel = "Trace",
        };
    }

    private static string LabelOf(SessionLine[] group) => group.Length == 1
        ? $"{NumberText.Count(group[0].Number)}: {SessionText.Name(group[0].Trace.Name)}"
        : $"Traces {NumberText.Count(group[0].Number)} to {NumberText.Count(group[^1].Number)}";
}
