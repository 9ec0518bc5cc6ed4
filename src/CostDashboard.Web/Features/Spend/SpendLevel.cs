using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Features.Spend;

/// <summary>All values at one level of the tree under the same values above it, put together from the answers to up to three questions.</summary>
public sealed record SpendLevel(IReadOnlyList<SpendTableRow> Values)
{
    /// <summary>Put together from rows that have the same values above the level.</summary>
    /// <param name="now">What there is in the period.</param>
    /// <param name="calls">Of it the model calls, with distributions; null where they were not asked for.</param>
    /// <param name="before">The same as the page measures it in the period it is compared with; null where there is none.</param>
    /// <param name="level">Which value of each row it is about, from 0; what stands behind it is added up.</param>
    public static SpendLevel Of(IEnumerable<SpendRow> now, IEnumerable<SpendRow>? calls, IEnumerable<SpendRow>? before, int level)
    {
        var found = new Dictionary<string, SpendTableRow>(StringComparer.Ordinal);
        foreach (var row in now)
        {
            At(found, row.Values[level], calls is not null, before is not null).Measures.Add(row.Measures);
        }

        foreach (var row in calls ?? [])
        {
            At(found, row.Values[level], true, before is not null).Calls!.Add(row.Measures);
        }

        // A value that is gone stands with what it was, so that the column of what was before sums as well.
        foreach (var row in before ?? [])
        {
            At(found, row.Values[level], calls is not null, true).Before!.Add(row.Measures);
        }

        return new([.. found.Values]);
    }

    public static SpendTableRow Sum(IEnumerable<SpendTableRow> rows)
    {
        var (measures, calls, before) = (new SpendMeasures(), (SpendMeasures?)null, (SpendMeasures?)null);
        foreach (var row in rows)
        {
            measures.Add(row.Measures);
            calls = Add(calls, row.Calls);
            before = Add(before, row.Before);
        }

        return new("", measures, calls, before, 0);
    }

    private static SpendMeasures? Add(SpendMeasures? sum, SpendMeasures? measures)
    {
        if (measures is null)
        {
            return sum;
        }

        sum ??= new();
        sum.Add(measures);
        return sum;
    }

    private static SpendTableRow At(Dictionary<string, SpendTableRow> found, string value, bool hasCalls, bool hasBefore)
    {
        if (!found.TryGetValue(value, out var row))
        {
            found[value] = row = new(value, new(), hasCalls ? new() : null, hasBefore ? new() : null, 0);
        }

        return row;
    }
}
