using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>One finding of an incident: what the latest window that saw it said.</summary>
/// <param name="Latest">Within its limits; <see cref="IncidentReport.Since"/> is the earliest that any window said, the severity the greatest.</param>
/// <param name="CalmAt">The end of the latest window in which all was well; null for none.</param>
public sealed record IncidentMember(IncidentReport Latest, UnixNanos? CalmAt = null)
{
    /// <summary>The end of the latest window that saw it.</summary>
    public UnixNanos LastSeen => Latest.At;

    /// <summary>For long enough: a single good window is not the end.</summary>
    public bool IsCalm => CalmAt is { } calm && calm - LastSeen >= IncidentRules.CalmFor;

    internal bool IsOf(IncidentReport report) => Latest.Kind == report.Kind && Latest.Subject == report.Subject;

    internal IncidentMember After(IncidentReport report)
    {
        if (report.IsOver)
        {
            return this with { CalmAt = CalmAt is { } calm && calm > report.At ? calm : report.At };
        }

        var latest = report.At >= Latest.At ? report : Latest;
        return this with
        {
            Latest = latest with
            {
                Since = report.Since < Latest.Since ? report.Since : Latest.Since,
                Severity = report.Severity > Latest.Severity ? report.Severity : Latest.Severity,
                Cause = latest.Cause ?? Latest.Cause ?? report.Cause,
            },
        };
    }
}
