using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>What happened to an incident. The numbers are stored.</summary>
public enum IncidentChangeKind : byte
{
    Opened = 1,

    /// <summary>It became more severe.</summary>
    Worsened = 2,

    /// <summary>Another series shows the same cause.</summary>
    Joined = 3,
    Acknowledged = 4,
    Snoozed = 5,

    /// <summary>The time for which it was put aside is over, and it goes on.</summary>
    Woke = 6,
    Assigned = 7,
    Commented = 8,
    Resolved = 9,
    MarkedExpected = 10,

    /// <summary>It came back soon after it was over.</summary>
    Reopened = 11,
}

/// <summary>An entry of an incident's history.</summary>
/// <param name="Number">From 1, without a gap.</param>
/// <param name="Actor"><see cref="AuditActor.Program"/> where nobody did it.</param>
/// <param name="Text">A comment, a name, a moment or a finding; hostile. Empty for nothing.</param>
public sealed record IncidentChange(int Number, UnixNanos At, IncidentChangeKind Kind, AuditActor Actor, string Text = "");

/// <summary>What came of a report or an action: the incident as it is now, and the entry of its history where there is one.</summary>
public sealed record IncidentStep(Incident Incident, IncidentChange? Change);
