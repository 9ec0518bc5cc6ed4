namespace CostDashboard.Core.Watching.Incidents;

/// <summary>Where an incident is in its life. The numbers are stored.</summary>
public enum IncidentStatus : byte
{
    Open = 1,

    /// <summary>Somebody looks after it; it goes on.</summary>
    Acknowledged = 2,

    /// <summary>Nobody wants to hear of it until a moment, or until it becomes worse.</summary>
    Snoozed = 3,

    /// <summary>It is over, by itself or because somebody said so.</summary>
    Resolved = 4,

    /// <summary>Somebody said that this is how things are now: a baseline may learn from it, and it is told of no more.</summary>
    Expected = 5,
}
