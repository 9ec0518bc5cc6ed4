using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Ui.Charts;

/// <summary>
/// Colours that a value keeps from page to page and from visit to visit: those of the dearest values of the project's last four weeks, whatever a page
/// filters, and whichever period it shows. They change only as those values do. Grows with the values of a dimension times 28 days.
/// </summary>
internal static class LastingHues
{
    private const int Days = 28;

    internal static async Task<Hues> OfAsync(ISpendQueries spend, PageContext context, Facet by, IEnumerable<string> values, CancellationToken cancellationToken) =>
        Hues.Of(values, await ValuesAsync(spend, context, by, cancellationToken));

    /// <summary>The values of a facet whose colours last; none of users and tags, which are too many to ask for beside each picture.</summary>
    internal static async Task<IReadOnlyCollection<string>> ValuesAsync(ISpendQueries spend, PageContext context, Facet by, CancellationToken cancellationToken)
    {
        if (by.IsDaily)
        {
            return [];
        }

        var to = context.Calendar.Next(context.Now, Grain.Day);
        var values = await spend.GetValuesAsync(
            context.ProjectId, by.Dimension, context.Calendar.AddDays(to, -Days), to, Hues.Count, cancellationToken);
        return [.. values.Select(v => v.Key)];
    }
}
