using CostDashboard.Core.Environments;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Environments;

/// <summary>An environment with its spend in a period and in the one before.</summary>
public sealed record EnvironmentRow(string Name, bool IsProduction, SpendMeasures Now, SpendMeasures Before);

/// <summary>Spend by environment, split into production and the rest.</summary>
/// <param name="Rows">Outside production first, then by cost.</param>
/// <param name="IsFirst">The period before was not recorded as a whole, so a comparison with it would mislead.</param>
public sealed record OutsideProduction(IReadOnlyList<EnvironmentRow> Rows, SpendMeasures All, SpendMeasures Outside, SpendMeasures OutsideBefore, bool IsFirst)
{
    internal static Facet Facet { get; } = new(Dimension.Environment);

    internal static SpendQuestion Question(PageContext context, UnixNanos from, UnixNanos to, Grain grain, params IReadOnlyList<Dimension> by) =>
        new(context.ProjectId, from, to, grain, by, context.Question.Filters.ToSpendFilters(), WithDistributions: false);

    internal static OutsideProduction Of(EnvironmentRules rules, SpendAnswer now, SpendAnswer before, bool isFirst)
    {
        var names = now.Rows.Concat(before.Rows).Select(row => row.Values[0]).Distinct(StringComparer.Ordinal);
        var (of, ofBefore) = (By(now), By(before));
        var rows = names.Select(name => new EnvironmentRow(name, rules.IsProduction(name), of.GetValueOrDefault(name) ?? new(), ofBefore.GetValueOrDefault(name) ?? new()))
            .Where(row => (row.Now.Calls | row.Before.Calls | row.Now.CostNanoUsd | row.Before.CostNanoUsd) != 0)
            .OrderBy(row => row.IsProduction)
            .ThenByDescending(row => row.Now.CostNanoUsd)
            .ThenBy(row => row.Name, StringComparer.Ordinal)
            .ToList();
        return new(rows, now.Total, Sum(rows, row => row.Now), Sum(rows, row => row.Before), isFirst);
    }

    /// <summary>The page's filters and what is outside production.</summary>
    internal FilterSet? Filters(FilterSet filters) => LeaveOut([.. Rows.Where(row => row.IsProduction).Select(row => row.Name)], filters);

    /// <summary>Filters that also leave out every environment of production; one that the page kept is not kept any more.</summary>
    /// <returns>Null where they are more than an address holds.</returns>
    internal static FilterSet? LeaveOut(IReadOnlyList<string> production, FilterSet filters)
    {
        var left = production.Aggregate(filters, (set, name) => set.With(Facet, name, isExclude: true));
        return production.All(name => left.Contains(new(Facet, name, true))) ? left : null;
    }

    /// <summary>The list of traces behind a number of the page, by cost; null where there are no filters that say which.</summary>
    internal static string? Traces(PageContext context, UnixNanos from, UnixNanos to, FilterSet? filters) => filters is null
        ? null
        : SpansBehind.List(context, from, to, filters);

    private static Dictionary<string, SpendMeasures> By(SpendAnswer answer) => answer.Rows.ToDictionary(row => row.Values[0], row => row.Measures, StringComparer.Ordinal);

    private static SpendMeasures Sum(IEnumerable<EnvironmentRow> rows, Func<EnvironmentRow, SpendMeasures> of)
    {
        var sum = new SpendMeasures();
        foreach (var row in rows.Where(row => !row.IsProduction))
        {
            sum.Add(of(row));
        }

        return sum;
    }
}
