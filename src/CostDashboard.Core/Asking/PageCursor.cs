using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Asking;

/// <summary>The cursor of a list together with the period it belongs to, so that who asked for "the last 24 hours" goes on in the same ones.</summary>
public readonly record struct PageCursor(UnixNanos From, UnixNanos To, string Place)
{
    private const char Separator = '.';

    /// <exception cref="QueryMistake">It is none that an answer gave.</exception>
    public static PageCursor? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split(Separator) is [var from, var to, var place]
            && long.TryParse(from, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var begin)
            && long.TryParse(to, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var end)
            ? new(new(begin), new(end), place)
            : throw Mistake();
    }

    public static QueryMistake Mistake() =>
        new("cursor", "It is none that this question gave: start again without it, or leave the other parameters as they were.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.Value}{Separator}{To.Value}{Separator}{Place}");
}
