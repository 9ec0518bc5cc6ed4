using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Sources;

/// <summary>What the page of sources is asked. It is the query string.</summary>
/// <param name="Code">How far back it looks: hour, day (unless chosen otherwise), week or month.</param>
public sealed record SourcesView(string Code, string Label, long Nanoseconds)
{
    internal const string Path = "/sources";
    internal const string Key = "since";

    internal static IReadOnlyList<SourcesView> All { get; } =
        [new("hour", "1 hour", UnixNanos.PerHour), Usual, new("week", "7 days", 7 * UnixNanos.PerDay), new("month", "30 days", 30 * UnixNanos.PerDay)];

    private static SourcesView Usual => new("day", "24 hours", UnixNanos.PerDay);

    internal bool IsUsual => Code == Usual.Code;

    internal static SourcesView From(UrlQuery query) => All.FirstOrDefault(view => view.Code == query.Text(Key)) ?? Usual;

    /// <summary>The beginning of what is shown: a full hour, so that what is told is just what was counted.</summary>
    internal UnixNanos Begin(UnixNanos now) => (now + -Nanoseconds).Floor(UnixNanos.PerHour);
}
