namespace CostDashboard.Core.Spend;

/// <summary>
/// An answer by one dimension in which only chosen values have rows. At every start, the rows and the rest add up to all that was spent, in every
/// figure and to the nano-dollar.
/// </summary>
/// <param name="Totals">What every value comes to over the whole period, chosen or not.</param>
/// <param name="Rows">Those of the chosen values, by start, then by value; only where there is something.</param>
/// <param name="Rest">What the values that were not chosen come to together, by start; they name no value.</param>
public sealed record ChosenAnswer(IReadOnlyList<SpendRow> Totals, IReadOnlyList<SpendRow> Rows, IReadOnlyList<SpendRow> Rest)
{
    /// <exception cref="UnanswerableException">It is not about one dimension.</exception>
    public static void Demand(SpendQuestion question)
    {
        if (question.By.Count != 1)
        {
            throw new UnanswerableException("Values are chosen of one dimension. Ask by one.");
        }
    }

    /// <summary>The same from an answer that has rows of every value.</summary>
    public static ChosenAnswer Of(SpendAnswer answer, Func<IReadOnlyList<SpendRow>, IReadOnlyCollection<string>> choose)
    {
        var totals = Sum(answer.Rows, row => row.Values[0], first => first);
        var chosen = choose(totals).ToHashSet(StringComparer.Ordinal);
        return new(
            totals,
            [.. answer.Rows.Where(row => chosen.Contains(row.Values[0]))],
            Sum(answer.Rows.Where(row => !chosen.Contains(row.Values[0])), row => row.Start, first => first with { Values = [] }));
    }

    /// <summary>The same from what every value comes to, the rows of the chosen and what all values come to by start: the rest is what is left.</summary>
    public static ChosenAnswer Of(IReadOnlyList<SpendRow> totals, IReadOnlyList<SpendRow> rows, IReadOnlyList<SpendRow> all)
    {
        var rest = all.ToDictionary(row => row.Start, row => new SpendRow(row.Start, [], Copy(row.Measures)));
        foreach (var row in rows)
        {
            rest[row.Start].Measures.Add(row.Measures, -1);
        }

        return new(totals, rows, [.. rest.Values.Where(row => !row.Measures.IsZero).OrderBy(row => row.Start)]);
    }

    private static List<SpendRow> Sum<TKey>(IEnumerable<SpendRow> rows, Func<SpendRow, TKey> key, Func<SpendRow, SpendRow> shape)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, SpendRow>();
        foreach (var row in rows)
        {
            if (sums.TryGetValue(key(row), out var sum))
            {
                sum.Measures.Add(row.Measures);
            }
            else
            {
                sums[key(row)] = shape(row) with { Measures = Copy(row.Measures) };
            }
        }

        return [.. sums.Values.Where(row => !row.Measures.IsZero)];
    }

    private static SpendMeasures Copy(SpendMeasures measures)
    {
        var copy = new SpendMeasures();
        copy.Add(measures);
        return copy;
    }
}
