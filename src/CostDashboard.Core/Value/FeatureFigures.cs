using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Value;

/// <summary>A charged cost in nano-dollars, and how many calls it leaves out or tells only a part of.</summary>
public readonly record struct KnownCost(long NanoUsd, long UnpricedCalls, long PartialCalls)
{
    /// <summary>Whether more was spent than the amount says.</summary>
    public bool IsLowerBound => UnpricedCalls + PartialCalls > 0;

    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public static KnownCost operator +(KnownCost left, KnownCost right) =>
        checked(new(left.NanoUsd + right.NanoUsd, left.UnpricedCalls + right.UnpricedCalls, left.PartialCalls + right.PartialCalls));

    public static KnownCost Of(SpendMeasures measures) => new(measures.CostNanoUsd, measures.UnpricedCalls, measures.PartialCalls);
}

/// <summary>What was brought on the days that have a value, and what just these days cost: a month's value is not held against a quarter's cost.</summary>
/// <param name="Unit">Empty for revenue.</param>
/// <param name="Amount">Nano-dollars, or millionths of the unit.</param>
/// <param name="Days">How many days of the period have a value; of a total, those of the feature that has most.</param>
public sealed record ValueAgainstCost(string Unit, long Amount, KnownCost Cost, int Days)
{
    /// <summary>Revenue for each dollar of cost; null where nothing was spent that is known.</summary>
    public decimal? Return => Unit.Length == 0 && Cost.NanoUsd > 0 ? (decimal)Amount / Cost.NanoUsd : null;

    /// <summary>Revenue less cost, in nano-dollars.</summary>
    public long MarginNanoUsd => Amount - Cost.NanoUsd;

    /// <summary>Nano-dollars for one unit; null where there is none.</summary>
    public decimal? CostPerUnit => Amount > 0 ? Cost.NanoUsd * (decimal)FeatureValue.PerUnit / Amount : null;

    internal ValueAgainstCost With(ValueAgainstCost? other) => other is null
        ? this
        : new(Unit, checked(Amount + other.Amount), Cost + other.Cost, Math.Max(Days, other.Days));
}

/// <summary>A feature, or all of them, in one period.</summary>
/// <param name="Cost">Of all days.</param>
/// <param name="Revenue">Null where none is recorded, which is not zero.</param>
/// <param name="Units">By unit, in the order of their names.</param>
public sealed record FeaturePeriod(KnownCost Cost, long Calls, ValueAgainstCost? Revenue, IReadOnlyList<ValueAgainstCost> Units)
{
    public bool HasValue => Revenue is not null || Units.Count > 0;
}

/// <summary>One feature in a period and in the one before.</summary>
/// <param name="Feature">Empty for spans that name none.</param>
/// <param name="CostByDay">Nano-dollars of each day of the period; they add up to its cost.</param>
/// <param name="RevenueByDay">Nano-dollars of each day of the period; they add up to its revenue. All zero where none is recorded.</param>
public sealed record FeatureRow(string Feature, FeaturePeriod Now, FeaturePeriod Before, IReadOnlyList<long> CostByDay, IReadOnlyList<long> RevenueByDay);

/// <summary>Cost and value of features, of whole days of the organisation's zone.</summary>
/// <param name="Rows">Every feature that has cost or value in one of the periods, by name.</param>
public sealed record FeatureFigures(ValueDays Days, IReadOnlyList<FeatureRow> Rows, FeaturePeriod Now, FeaturePeriod Before)
{
    /// <param name="now">By feature, at grain day.</param>
    /// <param name="before">The same of the days before.</param>
    /// <param name="values">All that share a day with one of the periods; a value that reaches beyond counts with its part of each.</param>
    /// <exception cref="UnanswerableException">A sum is more than 64 bits hold.</exception>
    public static FeatureFigures Of(
        ValueDays days, SpendAnswer now, ValueDays daysBefore, SpendAnswer before, IReadOnlyList<FeatureValue> values, OrganisationCalendar calendar)
    {
        try
        {
            var (costs, costsBefore) = (FeatureDays.Of(days, now, calendar), FeatureDays.Of(daysBefore, before, calendar));
            var valuesOf = values.ToLookup(value => value.Key.Feature, StringComparer.Ordinal);
            var rows = costs.Keys.Concat(costsBefore.Keys).Concat(valuesOf.Select(group => group.Key))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(feature => Row(feature, costs.GetValueOrDefault(feature) ?? new(days), costsBefore.GetValueOrDefault(feature) ?? new(daysBefore), [.. valuesOf[feature]]))
                .Where(row => Has(row.Now) || Has(row.Before))
                .ToList();
            return new(days, rows, Sum(rows.Select(row => row.Now)), Sum(rows.Select(row => row.Before)));
        }
        catch (OverflowException tooMuch)
        {
            throw new UnanswerableException("The values of this period add up to more than 64 bits hold (9.2 billion US dollars, 9.2 trillion units): ask for a shorter one.", tooMuch);
        }
    }

    private static FeatureRow Row(string feature, FeatureDays now, FeatureDays before, IReadOnlyList<FeatureValue> values) =>
        new(feature, now.Against(values), before.Against(values), now.CostByDay, now.RevenueByDay(values));

    private static bool Has(FeaturePeriod period) => period.HasValue || period.Cost != default || period.Calls != 0;

    private static FeaturePeriod Sum(IEnumerable<FeaturePeriod> periods)
    {
        var (cost, calls) = (default(KnownCost), 0L);
        ValueAgainstCost? revenue = null;
        var units = new SortedDictionary<string, ValueAgainstCost>(StringComparer.Ordinal);
        foreach (var period in periods)
        {
            (cost, calls) = (cost + period.Cost, calls + period.Calls);
            revenue = period.Revenue?.With(revenue) ?? revenue;
            foreach (var unit in period.Units)
            {
                units[unit.Unit] = unit.With(units.GetValueOrDefault(unit.Unit));
            }
        }

        return new(cost, calls, revenue, [.. units.Values]);
    }
}
