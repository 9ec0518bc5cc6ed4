using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Value;

/// <summary>What one feature cost on each day of a period.</summary>
internal sealed class FeatureDays(ValueDays days)
{
    private readonly KnownCost[] _costs = new KnownCost[days.Count];
    private long _calls;

    public IReadOnlyList<long> CostByDay => [.. _costs.Select(cost => cost.NanoUsd)];

    /// <summary>Every feature of an answer by day.</summary>
    public static Dictionary<string, FeatureDays> Of(ValueDays days, SpendAnswer answer, OrganisationCalendar calendar)
    {
        var all = new Dictionary<string, FeatureDays>(StringComparer.Ordinal);
        foreach (var row in answer.Rows)
        {
            if (!all.TryGetValue(row.Values[0], out var feature))
            {
                all[row.Values[0]] = feature = new(days);
            }

            feature._costs[calendar.DayOf(row.Start).DayNumber - days.First.DayNumber] += KnownCost.Of(row.Measures);
            feature._calls += row.Measures.Calls;
        }

        return all;
    }

    /// <summary>The period's cost, and each unit's value against the cost of the days that have it.</summary>
    /// <param name="values">Of this feature, at any time.</param>
    public FeaturePeriod Against(IReadOnlyList<FeatureValue> values)
    {
        var sums = new SortedDictionary<string, ValueAgainstCost>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.Key.Days.And(days) is { } shared)
            {
                var part = new ValueAgainstCost(value.Key.Unit, value.On(shared), CostOn(shared), shared.Count);
                sums[value.Key.Unit] = sums.TryGetValue(value.Key.Unit, out var sum) ? part.With(sum) with { Days = part.Days + sum.Days } : part;
            }
        }

        return new(CostOn(days), _calls, sums.GetValueOrDefault(""), [.. sums.Values.Where(sum => sum.Unit.Length > 0)]);
    }

    public IReadOnlyList<long> RevenueByDay(IReadOnlyList<FeatureValue> values)
    {
        var revenue = new long[days.Count];
        foreach (var value in values.Where(value => value.Key.IsRevenue))
        {
            for (var day = value.Key.Days.And(days)?.First; day is { } at && at <= value.Key.Days.Last && at <= days.Last; day = at.AddDays(1))
            {
                revenue[at.DayNumber - days.First.DayNumber] += value.On(new(at, at));
            }
        }

        return revenue;
    }

    private KnownCost CostOn(ValueDays shared)
    {
        var sum = default(KnownCost);
        for (var i = shared.First.DayNumber; i <= shared.Last.DayNumber; i++)
        {
            sum += _costs[i - days.First.DayNumber];
        }

        return sum;
    }
}
