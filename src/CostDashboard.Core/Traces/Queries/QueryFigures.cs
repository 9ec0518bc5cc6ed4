using System.Globalization;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>Figures of a query between how they are written and how they are stored; exact both ways.</summary>
internal static class QueryFigures
{
    private static readonly (string Unit, long Nanos)[] s_times =
        [("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000), ("min", 60_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000), ("s", 1_000_000_000)];

    /// <summary>The number, or why the text is none and what to write.</summary>
    public static (long? Value, string? Reason) Read(TraceFigure figure, string text) => figure switch
    {
        TraceFigure.Cost or TraceFigure.CallCost => Dollars(text),
        TraceFigure.Duration or TraceFigure.CallDuration or TraceFigure.CallFirstToken => Time(text),
        _ => Count(text),
    };

    /// <summary>As it reads again.</summary>
    public static string Write(TraceFigure figure, long value) => figure switch
    {
        TraceFigure.Cost or TraceFigure.CallCost => (value / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture),
        TraceFigure.Duration or TraceFigure.CallDuration or TraceFigure.CallFirstToken => Written(value),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static (long?, string?) Dollars(string text) =>
        Exact(text.StartsWith('$') ? text[1..] : text, 1_000_000_000) is { } nanos
            ? (nanos, null)
            : (null, "This is no amount of dollars. Write cost>0.10, with at most nine digits after the point, below 9 billion.");

    private static (long?, string?) Time(string text)
    {
        foreach (var (unit, nanos) in s_times)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && text.Length > unit.Length && Exact(text[..^unit.Length], nanos) is { } time)
            {
                return (time, null);
            }
        }

        return (null, "This is no length of time. Write a number with its unit, as in duration>2s, 500ms, 1.5min or 1h.");
    }

    private static (long?, string?) Count(string text)
    {
        var thousands = text.Length == 0 ? 1 : text[^1] switch { 'k' or 'K' => 1_000, 'm' or 'M' => 1_000_000, _ => 1 };
        return Exact(thousands > 1 ? text[..^1] : text, thousands) is { } count
            ? (count, null)
            : (null, "This is no whole number. Write 3, 10k or 1.5M.");
    }

    private static string Written(long nanos)
    {
        var (unit, size) = nanos == 0 ? ("s", 1_000_000_000L) : nanos % 1_000_000_000 == 0 ? ("s", 1_000_000_000L) : nanos % 1_000_000 == 0 ? ("ms", 1_000_000L) : ("ns", 1L);
        return string.Create(CultureInfo.InvariantCulture, $"{nanos / size}{unit}");
    }

    // Null also where the number is not a whole one of the smallest unit: what was meant would not be asked.
    private static long? Exact(string text, long unit)
    {
        const long largest = 9_000_000_000_000_000_000;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= largest / (decimal)unit && decimal.Truncate(number * unit) == number * unit
            ? decimal.ToInt64(number * unit)
            : null;
    }
}
