using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Asking;

/// <summary>Reads what spend is asked. Pure; what cannot be read is a <see cref="QueryMistake"/>.</summary>
public static class SpendReading
{
    /// <summary>More rows of time would be an export, not an answer.</summary>
    private const int MostStarts = 10_000;

    public static IReadOnlyList<KeyValuePair<string, Grain>> Grains { get; } =
        [new("total", Grain.Total), new("minute", Grain.Minute), new("quarter", Grain.Quarter), new("hour", Grain.Hour), new("day", Grain.Day), new("month", Grain.Month)];

    /// <summary>What is grouped by: each text may hold several, separated by commas.</summary>
    public static IReadOnlyList<NamedDimension> By(IEnumerable<string> texts)
    {
        NamedDimension[] by = [.. texts
            .SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(text => DimensionNames.Read("by", text))
            .Distinct()];
        return by.Length <= SpendQuestion.MostDimensions
            ? by
            : throw new QueryMistake("by", $"{by.Length} dimensions are too many: at most {SpendQuestion.MostDimensions} can be grouped by at once.");
    }

    /// <summary>Whether totals of it are kept by the day alone.</summary>
    public static bool IsDaily(IReadOnlyList<NamedDimension> by, IReadOnlyList<SpendFilter> filters) =>
        by.Any(d => IsKeptDaily(d.Dimension)) || filters.Any(f => IsKeptDaily(f.Dimension));

    /// <summary>
    /// The period that is answered. Totals are kept by the minute or the quarter hour (of users and tags, by the day): the period grows to what can be
    /// answered exactly, and the answer says what it became.
    /// </summary>
    /// <param name="from">24 hours before the end, unless given.</param>
    /// <param name="to">Now, unless given.</param>
    public static (UnixNanos From, UnixNanos To) Period(string? from, string? to, Grain unit, OrganisationCalendar calendar, UnixNanos now)
    {
        var end = QueryText.Time("to", to, calendar) ?? now;
        var begin = QueryText.Time("from", from, calendar) ?? end + -UnixNanos.PerDay;
        if (begin >= end)
        {
            throw new QueryMistake("from", "It is not before 'to': the period is empty.");
        }

        var last = calendar.Floor(end, unit);
        return (calendar.Floor(begin, unit), last == end ? end : calendar.Next(last, unit));
    }

    public static void RefuseTooFine(Grain grain, UnixNanos from, UnixNanos to)
    {
        var length = grain switch
        {
            Grain.Minute => UnixNanos.PerMinute,
            Grain.Quarter => UnixNanos.PerQuarter,
            Grain.Hour => UnixNanos.PerHour,
            _ => UnixNanos.PerDay,
        };
        if (grain is not (Grain.Total or Grain.Month) && (to - from) / length > MostStarts)
        {
            throw new QueryMistake("grain", $"The period has more than {MostStarts} such spans of time: choose a coarser grain or a shorter period.");
        }
    }

    private static bool IsKeptDaily(Dimension dimension) => dimension is Dimension.User or Dimension.Tag;
}
