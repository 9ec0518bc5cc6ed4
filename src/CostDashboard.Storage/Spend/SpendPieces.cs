using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>A part of a period and the table that answers it.</summary>
internal readonly record struct SpendPiece(SpendTable Table, UnixNanos From, UnixNanos To);

/// <summary>Takes a period apart so that as much as possible is read from the coarsest table: whole days from days, their edges from hours, those edges from quarters and minutes.</summary>
internal static class SpendPieces
{
    /// <summary>One piece for a period of whole days; at most seven.</summary>
    public static IEnumerable<SpendPiece> Of(OrganisationCalendar calendar, Grain grain, UnixNanos from, UnixNanos to)
    {
        var coarsest = grain switch
        {
            Grain.Minute => SpendTable.Minutes,
            Grain.Quarter => SpendTable.Quarters,
            Grain.Hour => SpendTable.Hours,
            _ => SpendTable.Days,
        };
        return Of(calendar, coarsest, from, to);
    }

    private static IEnumerable<SpendPiece> Of(OrganisationCalendar calendar, SpendTable table, UnixNanos from, UnixNanos to)
    {
        if (from >= to)
        {
            return [];
        }

        if (table is SpendTable.Minutes)
        {
            return [new(table, from, to)];
        }

        var (unit, finer) = table switch
        {
            SpendTable.Days => (Grain.Day, SpendTable.Hours),
            SpendTable.Hours => (Grain.Hour, SpendTable.Quarters),
            _ => (Grain.Quarter, SpendTable.Minutes),
        };
        var first = calendar.Floor(from, unit) == from ? from : calendar.Next(from, unit);
        var last = calendar.Floor(to, unit);
        return first >= last
            ? Of(calendar, finer, from, to)
            : [.. Of(calendar, finer, from, first), new(table, first, last), .. Of(calendar, finer, last, to)];
    }
}
