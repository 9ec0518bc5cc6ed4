using System.Globalization;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.CodingAgents;

/// <summary>
/// What somebody assumes that an edit of a file would have taken by hand. Nothing that an agent sends says it: time saved is this number times the edits,
/// an estimate of whoever states the number, and nothing is told of it before somebody does.
/// </summary>
/// <param name="Minutes">Null where nobody assumes anything.</param>
/// <param name="Mistake">What of the address cannot be; null for nothing.</param>
public sealed record SavedTime(decimal? Minutes, string? Mistake)
{
    internal const string Key = "minutes";
    internal const decimal Most = 480;

    internal static SavedTime From(UrlQuery query) => query.Text(Key) is not { } text ? new(null, null)
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= Most ? new(minutes, null)
        : new(null, string.Create(CultureInfo.InvariantCulture, $"Minutes an edit: a number above 0, at most {Most}, such as 2.5."));

    /// <summary>Hours and minutes of so many edits; null where nobody assumes anything.</summary>
    internal string? Of(long edits) => Minutes is { } minutes ? NumberText.Duration((long)Math.Min(minutes * edits * UnixNanos.PerMinute, long.MaxValue)) : null;

    /// <summary>Nano-dollars that an hour saved cost; null where none was, or nobody assumes anything.</summary>
    internal long? PerHour(long costNanoUsd, long edits) => Minutes is { } minutes && edits > 0 ? (long)decimal.Round(costNanoUsd / (minutes * edits / 60), MidpointRounding.ToEven) : null;
}
