using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Features.Spend;

/// <summary>A row of the tree.</summary>
/// <param name="Path">Its value and those above it, from the top; of the sum of others, the values above it alone.</param>
/// <param name="RestCount">How many values it sums; 0 for a value of its own.</param>
/// <param name="IsOpen">The level below is asked for; null where there is none.</param>
/// <param name="Siblings">The values that stand by themselves at its level; empty but for the sum of others.</param>
public sealed record SpendTreeRow(IReadOnlyList<string> Path, SpendTableRow Figures, int RestCount, bool? IsOpen, IReadOnlyList<string> Siblings)
{
    /// <summary>From 0.</summary>
    public int Level => RestCount > 0 ? Path.Count : Path.Count - 1;
}

/// <summary>
/// The table of up to three levels: what a row shows includes everything below it, and the rows of a level with the sum of its others are the
/// row above them. Only what is open was asked for.
/// </summary>
/// <param name="Count">How many values the first level has.</param>
/// <param name="First">How many of them stand on pages before.</param>
/// <param name="HasBefore">There is a period to compare with, and it was recorded.</param>
public sealed record SpendTree(IReadOnlyList<SpendTreeRow> Rows, SpendTableRow Total, int Count, int First, int Silent, bool HasBefore)
{
    /// <summary>Under one row; the others are summed.</summary>
    public const int MostBelow = 20;

    /// <param name="levels">The answers level by level; those below the first hold what is under open rows.</param>
    public static SpendTree Of(SpendView view, IReadOnlyList<LevelAnswer> levels)
    {
        var rows = new List<SpendTreeRow>();
        var order = new SpendOrder(view.Measure, view.Sort, view.Ascending);
        var top = levels[0].Under([]);
        var table = SpendTable.Of(top, order, view.Skip, view.Top, levels[0].Now.Total.CostNanoUsd);
        Add(table, []);
        var count = table.Rows.Count + table.RestCount;
        return new(rows, table.Total, count, view.Skip < count ? view.Skip : Math.Max(0, (count - 1) / view.Top * view.Top), table.Silent, levels[0].Before is not null);

        void Add(SpendTable level, IReadOnlyList<string> path)
        {
            var isLast = path.Count + 1 == view.Levels.Count;
            foreach (var row in level.Rows)
            {
                IReadOnlyList<string> below = [.. path, row.Value];
                var isOpen = !isLast && view.Open.Contains(below);
                rows.Add(new(below, row, 0, isLast ? null : isOpen, []));
                if (isOpen && below.Count < levels.Count)
                {
                    Add(SpendTable.Of(levels[below.Count].Under(below), order, 0, MostBelow, levels[0].Now.Total.CostNanoUsd), below);
                }
            }

            if (level.Rest is { } rest)
            {
                rows.Add(new(path, rest, level.RestCount, null, [.. level.Rows.Select(r => r.Value)]));
            }
        }
    }
}

/// <summary>The answers about one level of the tree, grouped by it and the levels above.</summary>
/// <param name="Calls">The model calls alone, with distributions; null where they were not asked for.</param>
/// <param name="Before">What the page measures in the period it is compared with; null where there is none.</param>
public sealed record LevelAnswer(SpendAnswer Now, SpendAnswer? Calls, SpendAnswer? Before)
{
    private readonly ILookup<string, SpendRow> _now = ByPath(Now)!;
    private readonly ILookup<string, SpendRow>? _calls = ByPath(Calls);
    private readonly ILookup<string, SpendRow>? _before = ByPath(Before);

    /// <summary>The values under those of a path.</summary>
    public SpendLevel Under(IReadOnlyList<string> path)
    {
        var key = Key(path, path.Count);
        return SpendLevel.Of(_now[key], _calls?[key], _before?[key], path.Count);
    }

    private static ILookup<string, SpendRow>? ByPath(SpendAnswer? answer) => answer?.Rows.ToLookup(row => Key(row.Values, row.Values.Count - 1), StringComparer.Ordinal);

    // Lengths first, so that no two paths are one text.
    private static string Key(IReadOnlyList<string> values, int count) => string.Concat(values.Take(count).Select(value => $"{value.Length}:{value}"));
}
