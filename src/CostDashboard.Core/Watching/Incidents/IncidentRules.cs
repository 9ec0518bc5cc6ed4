using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>The numbers of an incident's life.</summary>
public static class IncidentRules
{
    public const int LongestSentence = 500;

    /// <summary>Of subjects and causes, which are compared whole: longer ones are an error of who reports.</summary>
    public const int LongestKey = 2_000;

    public const int LongestLabel = 100;
    public const int LongestValue = 300;
    public const int LongestComment = 2_000;
    public const int MostEvidence = 20;
    public const int MostTraces = 3;
    public const int MostScope = 5;

    /// <summary>Findings in one incident; the next one with the same cause opens another.</summary>
    public const int MostMembers = 20;

    /// <summary>Active incidents of a project; no more are opened then, and who reports hears of it.</summary>
    public const int MostActive = 500;

    /// <summary>Entries in an incident's history, beyond which nobody can comment or assign any more.</summary>
    public const int MostChanges = 1_000;

    public const int MostSnoozeDays = 30;

    /// <summary>Nanoseconds for which all must be well before an incident resolves: what comes and goes is one incident, not many.</summary>
    public const long CalmFor = 30 * UnixNanos.PerMinute;

    /// <summary>Nanoseconds after its last sign within which the same again is the same incident.</summary>
    public const long ReopensWithin = UnixNanos.PerDay;

    /// <summary>Nanoseconds after somebody resolved it in which windows may still say so: they are of before.</summary>
    public const long RestsFor = 30 * UnixNanos.PerMinute;

    /// <summary>
    /// Nanoseconds without any word after which an incident is over: a day for what happens at moments, of which nobody ever says that it ended; for alert
    /// rules more than a week, since a rule over weeks says nothing in between.
    /// </summary>
    public static long QuietFor(IncidentKind kind) => kind switch
    {
        IncidentKind.TraceOverLimit or IncidentKind.GuardrailBroken or IncidentKind.UnpricedModel => UnixNanos.PerDay,
        IncidentKind.AlertRule => 8 * UnixNanos.PerDay,
        _ => 3 * UnixNanos.PerDay,
    };

    internal static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}
