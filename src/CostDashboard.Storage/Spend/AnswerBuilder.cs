using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Storage.Spend;

/// <summary>Puts the database's groups together to the rows of an answer: days to months, projects to all of them.</summary>
internal sealed class AnswerBuilder(IReadOnlyList<Dimension> by)
{
    private readonly Dictionary<(UnixNanos Start, string A, string B, string C), SpendMeasures> _groups = [];
    private int _read;

    /// <exception cref="UnanswerableException">There are too many groups.</exception>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public void Add(UnixNanos start, GroupSums group)
    {
        if (++_read > SpendQueries.MostGroups)
        {
            throw new UnanswerableException(
                $"The answer would have more than {SpendQueries.MostGroups} rows. Ask for a shorter period, a coarser grain, fewer dimensions or a filter.");
        }

        SpendMeasuresOf.Add(At(start, group.Key), group);
    }

    public void Add(UnixNanos start, GroupHistograms row)
    {
        var measures = At(start, row.Key);
        measures.Latency.MergeEncoded(row.Latency);
        measures.TraceLatency.MergeEncoded(row.TraceLatency);
        measures.TimeToFirstToken.MergeEncoded(row.TimeToFirstToken);
    }

    public SpendAnswer Build()
    {
        var total = new SpendMeasures();
        var rows = new List<SpendRow>(_groups.Count);
        foreach (var (key, measures) in _groups)
        {
            if (!measures.IsZero)
            {
                rows.Add(new(key.Start, Values(key.A, key.B, key.C), measures));
                total.Add(measures);
            }
        }

        rows.Sort(Compare);
        return new(rows, total);
    }

    internal static int Compare(SpendRow left, SpendRow right)
    {
        var order = left.Start.CompareTo(right.Start);
        for (var i = 0; order == 0 && i < left.Values.Count; i++)
        {
            order = string.CompareOrdinal(left.Values[i], right.Values[i]);
        }

        return order;
    }

    private string[] Values(string a, string b, string c) => by.Count switch
    {
        0 => [],
        1 => [Shown(0, a)],
        2 => [Shown(0, a), Shown(1, b)],
        _ => [Shown(0, a), Shown(1, b), Shown(2, c)],
    };

    private string Shown(int index, string value) => SeriesFilters.Shown(by[index], value);

    private SpendMeasures At(UnixNanos start, GroupKey key)
    {
        var at = (start, key.A ?? "", key.B ?? "", key.C ?? "");
        if (!_groups.TryGetValue(at, out var measures))
        {
            _groups[at] = measures = new();
        }

        return measures;
    }
}
