using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>A window of a rule: what each value came to in it.</summary>
public sealed record AlertValues(UnixNanos Start, IReadOnlyDictionary<string, SpendMeasures> Values);

/// <summary>What the totals are asked for a piece of a rule's time, and how their rows become its windows.</summary>
/// <param name="From">The beginning of a window.</param>
/// <param name="To">The beginning of a later one.</param>
public sealed record AlertQuestion(AlertRule Rule, UnixNanos From, UnixNanos To)
{
    private const int DaysOfFine = 1;
    private const int DaysOfCoarse = 31;

    /// <summary>Days of rows that are held at a time: of windows under an hour one, else a month.</summary>
    private int MostDays => Rule.WindowMinutes < 60 ? DaysOfFine : DaysOfCoarse;

    public SpendQuestion Spend => new(
        Rule.Project,
        From,
        To,
        AlertWindow.GrainOf(Rule.WindowMinutes),
        Rule.By is { } by ? [by.Dimension] : [],
        Rule.Watches!.IsOfCalls ? [.. Rule.Filters, SpendFigure.OnlyCalls] : Rule.Filters,
        Rule.By?.TagKey ?? Rule.Filters.Select(filter => filter.TagKey).FirstOrDefault(key => key is not null),
        Rule.Watches!.NeedsDistributions);

    /// <summary>The same time in pieces that can be held at once, the earliest first.</summary>
    public IEnumerable<AlertQuestion> Pieces(OrganisationCalendar calendar)
    {
        for (var from = From; from < To;)
        {
            var end = AlertWindow.StartOf(Rule.WindowMinutes, calendar.AddDays(from, MostDays), calendar);
            end = end > from ? end : AlertWindow.Next(Rule.WindowMinutes, from, calendar);
            end = end < To ? end : To;
            yield return this with { From = from, To = end };
            from = end;
        }
    }

    /// <summary>Every window of this time, also those in which there was nothing. The rows' measures are added to each other, and are not to be used afterwards.</summary>
    public IEnumerable<AlertValues> WindowsOf(IReadOnlyList<SpendRow> rows, OrganisationCalendar calendar)
    {
        var starts = new Dictionary<UnixNanos, UnixNanos>();
        var byWindow = rows.ToLookup(row => starts.TryGetValue(row.Start, out var start) ? start : starts[row.Start] = AlertWindow.StartOf(Rule.WindowMinutes, row.Start, calendar));
        for (var start = From; start < To; start = AlertWindow.Next(Rule.WindowMinutes, start, calendar))
        {
            var values = new Dictionary<string, SpendMeasures>(StringComparer.Ordinal);
            foreach (var row in byWindow[start])
            {
                var value = row.Values.Count == 0 ? "" : row.Values[0];
                if (!values.TryAdd(value, row.Measures))
                {
                    values[value].Add(row.Measures);
                }
            }

            yield return new(start, values);
        }
    }
}
