namespace CostDashboard.Core.Watching.Incidents;

/// <summary>How much an incident matters; a greater one matters more. The numbers are stored.</summary>
public enum IncidentSeverity : byte
{
    /// <summary>Worth knowing.</summary>
    Info = 1,

    /// <summary>Worth a look today.</summary>
    Warning = 2,

    /// <summary>Worth waking somebody.</summary>
    Critical = 3,
}
