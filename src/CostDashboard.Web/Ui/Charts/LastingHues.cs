using System.Collections.Concurrent;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Ui.Charts;

/// <summary>
/// Colours that a value keeps from page to page and from visit to visit: those of the dearest values of the project's last four weeks, whatever a page
/// filters, and whichever period it shows. They change only as those values do. Grows with the values of a dimension times 28 days.
/// </summary>
/// <remarks>
/// Users and values of tags are up to <see cref="SpendDay.MostValues"/> a day, too many to ask for beside each picture: theirs are asked for once a day,
/// over the four weeks before it, and kept for the day. Of more than totals answer in one question, none last.
/// </remarks>
internal sealed class LastingHues(ISpendQueries spend)
{
    private const int Days = 28;

    // One entry for each project's users, and for each of its tag keys, which are limited.
    private readonly ConcurrentDictionary<(ProjectId Project, Facet By), (UnixNanos Day, IReadOnlyCollection<string> Values)> _ofLabels = new();

    internal async Task<Hues> OfAsync(PageContext context, Facet by, IEnumerable<string> values, CancellationToken cancellationToken) =>
        Hues.Of(values, await ValuesAsync(context, by, cancellationToken));

    /// <summary>The values of a facet whose colours last.</summary>
    internal async Task<IReadOnlyCollection<string>> ValuesAsync(PageContext context, Facet by, CancellationToken cancellationToken)
    {
        if (!by.IsDaily)
        {
            var to = context.Calendar.Next(context.Now, Grain.Day);
            var values = await spend.GetValuesAsync(
                context.ProjectId, by.Dimension, context.Calendar.AddDays(to, -Days), to, Hues.Count, cancellationToken);
            return [.. values.Select(v => v.Key)];
        }

        var today = context.Calendar.Floor(context.Now, Grain.Day);
        if (!_ofLabels.TryGetValue((context.ProjectId, by), out var known) || known.Day != today)
        {
            known = (today, await LabelsAsync(context, by, today, cancellationToken));
            _ofLabels[(context.ProjectId, by)] = known;
        }

        return known.Values;
    }

    private async Task<IReadOnlyCollection<string>> LabelsAsync(PageContext context, Facet by, UnixNanos today, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await spend.AskAsync(
                new(context.ProjectId, context.Calendar.AddDays(today, -Days), today, Grain.Total, [by.Dimension], [], by.TagKey, WithDistributions: false), cancellationToken);
            return
            [
                .. answer.Rows
                    .Where(row => row.Values[0] is not ("" or SpendDay.Other))
                    .OrderByDescending(row => row.Measures.CostNanoUsd)
                    .ThenBy(row => row.Values[0], StringComparer.Ordinal)
                    .Take(Hues.Count)
                    .Select(row => row.Values[0]),
            ];
        }
        catch (UnanswerableException)
        {
            return [];
        }
    }
}
