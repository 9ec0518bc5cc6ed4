using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Arrivals;

/// <summary>A project that usually gets spans gets none.</summary>
/// <param name="Since">The end of the last hour that had some.</param>
/// <param name="Hours">Complete hours without any since then.</param>
/// <param name="Expected">Spans that came in the same hours before, at the least.</param>
public sealed record IngestionSilence(UnixNanos Since, int Hours, long Expected)
{
    /// <summary>The incident's subject: a project has one.</summary>
    public const string Subject = "spans of the project";

    /// <summary>Hours that are looked at: the silence, and two weeks before it.</summary>
    public const int Looks = 21 * HoursOfDay;

    /// <summary>Spans that must be missing: fewer may be chance. Where so many come at the least, none come by chance once in 10¹³ times (Poisson).</summary>
    public const long LeastExpected = 30;

    private const int HoursOfDay = 24;
    private const int HoursOfWeek = 7 * HoursOfDay;

    /// <summary>Whether the latest hours are a silence; null where they are not, or where too little is known.</summary>
    /// <param name="spans">Spans of each complete hour, without gaps, the latest last; at most <see cref="Looks"/> are of use.</param>
    /// <param name="end">The end of the last of them.</param>
    /// <remarks>
    /// An hour is held against the same hour of the week in the two weeks before, of which the quieter one counts: nights, weekends and one holiday
    /// are quiet as usual. A project of less than two weeks is held against the two days before, and must also be silent for longer than it ever was.
    /// </remarks>
    public static IngestionSilence? Find(IReadOnlyList<long> spans, UnixNanos end)
    {
        var last = spans.Count - 1;
        while (last >= 0 && spans[last] == 0)
        {
            last--;
        }

        var hours = spans.Count - 1 - last;
        var first = FirstOf(spans);
        if (last < 0 || hours == 0 || last - first < 2 * HoursOfDay)
        {
            return null;
        }

        var isWeekly = last - first >= 2 * HoursOfWeek - 1;
        var pause = isWeekly ? HoursOfWeek : HoursOfDay;
        if (!isWeekly && hours <= LongestPause(spans, first, last))
        {
            return null;
        }

        // Of a silence that is longer than the pause, what is held against would be silent itself: its beginning has shown it by then.
        long expected = 0;
        for (var hour = last + 1; hour < Math.Min(spans.Count, last + 1 + pause); hour++)
        {
            expected += Math.Min(At(spans, hour - pause), At(spans, hour - (2 * pause)));
        }

        return expected >= LeastExpected ? new(end + (-hours * UnixNanos.PerHour), hours, expected) : null;
    }

    public IncidentReport ToReport(ProjectId project, UnixNanos at, OrganisationCalendar calendar) =>
        new(project, IncidentKind.IngestionStopped, Subject, IncidentSeverity.Critical, Sentence(calendar), Since, at)
        {
            Evidence =
            [
                new("spans since then", "none"),
                new("spans in the same hours before, at the least", Expected.ToString("#,##0", CultureInfo.InvariantCulture)),
                new("what to look at", "whether the application runs, its exporter's errors, and when its key was last used"),
            ],
        };

    private string Sentence(OrganisationCalendar calendar)
    {
        var since = TimeZoneInfo.ConvertTime(Since.ToDateTimeOffset(), calendar.Zone).ToString("d MMMM HH:mm", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"No span has come since {since}: {(Hours == 1 ? "an hour" : $"{Hours} hours")} in which at least {Expected:#,##0} came before. What is spent meanwhile is not seen.");
    }

    private static int FirstOf(IReadOnlyList<long> spans)
    {
        var first = 0;
        while (first < spans.Count && spans[first] == 0)
        {
            first++;
        }

        return first;
    }

    private static int LongestPause(IReadOnlyList<long> spans, int first, int last)
    {
        var (longest, now) = (0, 0);
        for (var hour = first; hour <= last; hour++)
        {
            now = spans[hour] == 0 ? now + 1 : 0;
            longest = Math.Max(longest, now);
        }

        return longest;
    }

    private static long At(IReadOnlyList<long> spans, int hour) => hour >= 0 ? spans[hour] : 0;
}
