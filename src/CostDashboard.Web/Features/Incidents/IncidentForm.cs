using System.Globalization;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Web.Features.Incidents;

/// <summary>What is done with an incident, as forms and the API say it.</summary>
internal static class IncidentForm
{
    public const int MostHours = IncidentRules.MostSnoozeDays * 24;

    /// <summary>Hours that the page offers to snooze for.</summary>
    public static IReadOnlyList<(int Hours, string Label)> Snoozes { get; } = [(1, "1 hour"), (4, "4 hours"), (24, "1 day"), (7 * 24, "1 week"), (MostHours, "30 days")];

    /// <summary>The action of a name; null where there is none, or where the hours are no number.</summary>
    public static IncidentAction? Read(string? action, string? text, string? hours, UnixNanos now) => action switch
    {
        "acknowledge" => new IncidentAction.Acknowledge(),
        "snooze" when int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostHours =>
            new IncidentAction.Snooze(now + (count * UnixNanos.PerHour)),
        "assign" => new IncidentAction.Assign(text ?? ""),
        "comment" => new IncidentAction.Comment(text ?? ""),
        "resolve" => new IncidentAction.Resolve(text ?? ""),
        "expect" => new IncidentAction.MarkExpected(text ?? ""),
        _ => null,
    };
}
