using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Web.Ui.Charts;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Runs;

/// <summary>The causes of cost with the colours that they have everywhere on the page of a run.</summary>
internal sealed record CauseHue(string Name, string Hue, Func<TurnCauses, long> Nanos)
{
    internal static IReadOnlyList<CauseHue> All { get; } =
    [
        new("context read again", "hue-1", causes => causes.Carried),
        new("new context", "hue-2", causes => causes.Added),
        new("output", "hue-3", causes => causes.Output),
        new("tools and other calls", "hue-5", causes => causes.Tools),
        new("fees", "hue-4", causes => causes.Fees),
        new("not divided", Hues.Other, causes => causes.Undivided),
    ];
}

/// <summary>A run as pictures: what each turn read, and why it cost what it cost.</summary>
internal static class AgentRunCharts
{
    /// <summary>More turns are drawn several to a bar.</summary>
    internal const int MostBars = 240;

    /// <summary>Tokens that each turn read: again, and for the first time. Of several turns in one bar, those of the one that read most.</summary>
    internal static ChartOptions Context(AgentRun run)
    {
        var groups = Groups(run);
        var reads = new List<(long Again, long New)>();
        var before = 0L;
        foreach (var group in groups)
        {
            var most = (Again: 0L, New: 0L);
            foreach (var context in group.Select(turn => turn.Call?.ContextTokens).OfType<long>())
            {
                var again = Math.Min(before, context);
                before = context;
                most = context >= most.Again + most.New ? (again, context - again) : most;
            }

            reads.Add(most);
        }

        return Bars("Context of each turn", ChartUnit.Count, groups,
        [
            Series("read again", "hue-1", reads.Select(read => read.Again), NumberText.Count),
            Series("new", "hue-2", reads.Select(read => read.New), NumberText.Count),
        ],
        [.. reads.Select(read => NumberText.Count(read.Again + read.New))]);
    }

    internal static ChartOptions Cost(AgentRun run)
    {
        var groups = Groups(run);
        TurnCauses[] causes = [.. groups.Select(group => group.Aggregate(default(TurnCauses), (sum, turn) => sum + turn.Causes))];
        return Bars("Cost of each turn, by cause", ChartUnit.Usd, groups,
            [.. CauseHue.All.Where(cause => causes.Any(one => cause.Nanos(one) != 0)).Select(cause =>
                Series(cause.Name, cause.Hue, causes.Select(cause.Nanos), MoneyText.Exact, 1e9))],
            [.. causes.Select(one => MoneyText.Exact(one.Sum))]);
    }

    private static List<AgentTurn[]> Groups(AgentRun run) => [.. run.Turns.Chunk(Math.Max(1, (run.Turns.Count + MostBars - 1) / MostBars))];

    private static ChartSeries Series(string name, string hue, IEnumerable<long> values, Func<long, string> text, double one = 1)
    {
        long[] all = [.. values];
        return new(name, hue, [.. all.Select(value => (double?)(value / one))], [.. all.Select(text)], "");
    }

    private static ChartOptions Bars(string title, ChartUnit unit, List<AgentTurn[]> groups, IReadOnlyList<ChartSeries> series, IReadOnlyList<string> totals)
    {
        const int MostTicks = 10;
        var every = Math.Max(1, (groups.Count + MostTicks - 1) / MostTicks);
        return new(
            title,
            ChartKind.Bars,
            unit,
            [.. groups.Select(group => new ChartBucket(group.Length == 1 ? $"Turn {group[0].Number}" : $"Turns {group[0].Number} to {group[^1].Number}", "", ""))],
            [.. Enumerable.Range(0, groups.Count).Where(i => i % every == 0).Select(i => new ChartTick(i, NumberText.Count(groups[i][0].Number)))],
            series,
            totals,
            Link: null)
        {
            AxisLabel = "Turn",
        };
    }
}
