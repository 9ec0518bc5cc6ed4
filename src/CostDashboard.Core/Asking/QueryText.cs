using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Asking;

/// <summary>Reads the parameters of a question; what cannot be read is a <see cref="QueryMistake"/>.</summary>
public static class QueryText
{
    /// <summary>A longer text is no name of anything here.</summary>
    private const int LongestText = 500;

    private static readonly string[] s_momentFormats =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>A moment with its offset, or a day, which stands for its beginning in the organisation's zone.</summary>
    public static UnixNanos? Time(string name, string? text, OrganisationCalendar calendar)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsKept(day.Year))
        {
            return calendar.StartOf(day);
        }

        // A '+' that was not escaped comes as a blank.
        var candidate = text.Replace(' ', '+');
        var hasOffset = candidate.EndsWith('Z') || candidate.LastIndexOfAny(['+', '-']) > "yyyy-MM-ddT".Length;
        return hasOffset
            && DateTimeOffset.TryParseExact(candidate, s_momentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            && IsKept(moment.UtcDateTime.Year)
            ? UnixNanos.From(moment)
            : throw new QueryMistake(name, $"'{Shown(text)}' is not a time: write 2026-11-22T14:30:00Z, 2026-11-22T15:30:00+01:00, or a day such as 2026-11-22 (years 1970 to 2261).");
    }

    /// <summary>A day by itself, in no zone.</summary>
    public static DateOnly? Day(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsKept(day.Year)
            ? day
            : throw new QueryMistake(name, $"'{Shown(text)}' is not a day such as 2026-11-22 (years 1970 to 2261).");
    }

    public static int Whole(string name, string? text, int otherwise, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new QueryMistake(name, $"'{Shown(text)}' is not a whole number from {least} to {most}.");
    }

    /// <summary>Dollars as a decimal number, in nano-dollars.</summary>
    public static long? Nanos(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars < 1_000_000_000m
            ? new Usd(dollars).ToNanos()
            : throw new QueryMistake(name, $"'{Shown(text)}' is not an amount in dollars, such as 0.25.");
    }

    /// <summary>Milliseconds as a decimal number, in nanoseconds.</summary>
    public static long? Milliseconds(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 1_000_000_000_000m
            ? decimal.ToInt64(milliseconds * 1_000_000m)
            : throw new QueryMistake(name, $"'{Shown(text)}' is not a number of milliseconds, such as 1500.");
    }

    public static bool Flag(string name, string? text) => text switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new QueryMistake(name, $"'{Shown(text)}' is neither true nor false."),
    };

    /// <summary>One of the names, without regard to case.</summary>
    public static T Choice<T>(string name, string? text, T otherwise, IReadOnlyList<KeyValuePair<string, T>> choices)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        foreach (var (choice, value) in choices)
        {
            if (string.Equals(choice, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new QueryMistake(name, $"'{Shown(text)}' is none of: {string.Join(", ", choices.Select(c => c.Key))}.");
    }

    public static string? Text(string name, string? text, int longest = LongestText) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length <= longest ? text
        : throw new QueryMistake(name, $"It is longer than {longest} characters.");

    /// <summary>Refuses parameters that nobody reads: a misspelt filter would answer another question than the one that was meant.</summary>
    public static void RefuseUnknown<T>(IEnumerable<KeyValuePair<string, T>> query, IReadOnlyCollection<string> known)
    {
        foreach (var (name, _) in query)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith(DimensionNames.TagPrefix, StringComparison.Ordinal))
            {
                throw new QueryMistake(Shown(name), $"There is no such parameter. There are: {string.Join(", ", known)}, {DimensionNames.TagPrefix}NAME.");
            }
        }
    }

    /// <summary>As much of a stranger's text as a message should repeat.</summary>
    public static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static bool IsKept(int year) => year is >= 1970 and <= 2261;
}
