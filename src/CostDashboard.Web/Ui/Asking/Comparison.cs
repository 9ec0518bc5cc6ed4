using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>What a period is compared with, as the address says it: <c>compare=none</c>, <c>compare=2w</c>; nothing for the period before.</summary>
/// <param name="Weeks">0 compares with the period before, -1 with nothing, else with the same weekdays so many weeks before.</param>
public readonly record struct Comparison(int Weeks)
{
    private const int MostWeeks = 52;
    private const int DaysOfWeek = 7;

    public static Comparison Previous => default;

    public static Comparison None { get; } = new(-1);

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<Comparison> Offered { get; } = [Previous, new(1), new(2), new(4), None];

    public bool IsNone => Weeks < 0;

    public string Label => Weeks switch
    {
        < 0 => "nothing",
        0 => "period before",
        1 => "same weekdays, a week before",
        _ => $"same weekdays, {NumberText.Count(Weeks)} weeks before",
    };

    /// <summary>In addresses; null for what is meant without it.</summary>
    public string? Name => Weeks switch
    {
        < 0 => "none",
        0 => null,
        _ => string.Create(CultureInfo.InvariantCulture, $"{Weeks}w"),
    };

    public static Comparison From(UrlQuery query) => query.Text("compare") switch
    {
        "none" => None,
        { } name when name.EndsWith('w') && int.TryParse(name.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks is > 0 and <= MostWeeks => new(weeks),
        _ => Previous,
    };

    /// <summary>
    /// The range with what it is compared with. A comparison by weeks begins and ends at the same weekdays and times of day in the zone, also
    /// where clocks change in between; a range longer than the weeks goes back as many more as it takes not to meet itself.
    /// </summary>
    public TimeRange Of(TimeRange range, OrganisationCalendar calendar)
    {
        if (Weeks <= 0)
        {
            return range;
        }

        var weeks = Math.Max(Weeks, (int)(range.Length / (DaysOfWeek * UnixNanos.PerDay)));
        while (calendar.AddDays(range.To, -weeks * DaysOfWeek) > range.From)
        {
            weeks++;
        }

        return range with { PreviousFrom = calendar.AddDays(range.From, -weeks * DaysOfWeek), PreviousTo = calendar.AddDays(range.To, -weeks * DaysOfWeek) };
    }

    /// <summary>How many weeks before the compared period of a range lies.</summary>
    public static int WeeksOf(TimeRange range) => (int)Math.Round((double)(range.From - range.PreviousFrom) / (DaysOfWeek * UnixNanos.PerDay));
}
