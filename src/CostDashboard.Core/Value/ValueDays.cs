using System.Globalization;

namespace CostDashboard.Core.Value;

/// <summary>The days of the organisation's zone that a value is of; both ends are in it.</summary>
/// <remarks>Written as a month (<c>2026-11</c>), a day (<c>2026-11-05</c>), or an ISO 8601 interval of days (<c>2026-11-01/2026-11-14</c>).</remarks>
public readonly record struct ValueDays(DateOnly First, DateOnly Last)
{
    /// <summary>A year with its leap day: what lasts longer says too little about any day of it.</summary>
    public const int MostDays = 366;

    private const string DayFormat = "yyyy-MM-dd";
    private const string MonthFormat = "yyyy-MM";

    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2199, 12, 31);

    public int Count => Last.DayNumber - First.DayNumber + 1;

    /// <summary>Reads a period; null for what is none. Its limits are <see cref="FindMistake"/>'s.</summary>
    public static ValueDays? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return OfMonth(month);
        }

        return text.Split('/') switch
        {
            [var only] when Day(only) is { } day => new(day, day),
            [var from, var to] when Day(from) is { } first && Day(to) is { } last => new(first, last),
            _ => null,
        };
    }

    /// <summary>The whole month that a day lies in.</summary>
    public static ValueDays OfMonth(DateOnly day) => new(new(day.Year, day.Month, 1), new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)));

    /// <summary>What is wrong with it, as a sentence; null where nothing is.</summary>
    public string? FindMistake() => this switch
    {
        _ when Last < First => "The period ends before it begins.",
        _ when First < s_earliest || Last > s_latest => "A period lies between 2000-01-01 and 2199-12-31.",
        _ when Count > MostDays => string.Create(CultureInfo.InvariantCulture, $"The period has {Count:#,##0} days and can have {MostDays}: split it."),
        _ => null,
    };

    public bool Overlaps(ValueDays other) => First <= other.Last && other.First <= Last;

    /// <summary>The days that both have; null where they share none.</summary>
    public ValueDays? And(ValueDays other) => Overlaps(other)
        ? new(First > other.First ? First : other.First, Last < other.Last ? Last : other.Last)
        : null;

    /// <summary>The shortest of the three ways to write it.</summary>
    public override string ToString() => this switch
    {
        _ when this == OfMonth(First) => First.ToString(MonthFormat, CultureInfo.InvariantCulture),
        _ when First == Last => First.ToString(DayFormat, CultureInfo.InvariantCulture),
        _ => First.ToString(DayFormat, CultureInfo.InvariantCulture) + "/" + Last.ToString(DayFormat, CultureInfo.InvariantCulture),
    };

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
