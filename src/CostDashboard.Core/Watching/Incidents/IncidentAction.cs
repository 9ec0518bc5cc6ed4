using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>What a person does with an incident.</summary>
public abstract record IncidentAction
{
    private IncidentAction()
    {
    }

    public sealed record Acknowledge : IncidentAction;

    /// <param name="Until">After now, at most <see cref="IncidentRules.MostSnoozeDays"/> days.</param>
    public sealed record Snooze(UnixNanos Until) : IncidentAction;

    /// <param name="To">Whoever is to look after it; empty for nobody.</param>
    public sealed record Assign(string To) : IncidentAction;

    public sealed record Comment(string Text) : IncidentAction;

    public sealed record Resolve(string Note = "") : IncidentAction;

    /// <summary>This is how things are now.</summary>
    public sealed record MarkExpected(string Note = "") : IncidentAction;

    /// <summary>As the audit log and the API name it.</summary>
    public string Name => this switch
    {
        Acknowledge => "acknowledge",
        Snooze => "snooze",
        Assign => "assign",
        Comment => "comment",
        Resolve => "resolve",
        MarkExpected => "expect",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Why it cannot be done with this incident, in words for who wants to; null where it can.</summary>
    public string? FindMistake(Incident incident, UnixNanos now)
    {
        if (!incident.IsActive && this is Acknowledge or Snooze or Assign || (this is Resolve && incident.Status is IncidentStatus.Expected))
        {
            return "The incident is over: only a comment can be added. It opens again by itself if it comes back.";
        }

        var text = this switch { Comment c => c.Text, Resolve r => r.Note, MarkExpected e => e.Note, _ => "" };
        return this switch
        {
            Comment or Assign when incident.Changes >= IncidentRules.MostChanges => $"The incident's history has {IncidentRules.MostChanges} entries: no more can be added.",
            Comment { Text: var said } when string.IsNullOrWhiteSpace(said) => "Write what you want to say.",
            Snooze { Until: var until } when until <= now || until > now + (IncidentRules.MostSnoozeDays * UnixNanos.PerDay) =>
                $"Choose a moment to come, at most {IncidentRules.MostSnoozeDays} days ahead.",
            Assign { To.Length: > AuditActor.LongestName } => $"A name has at most {AuditActor.LongestName} characters.",
            _ when text.Length > IncidentRules.LongestComment => $"It has {text.Length} characters: at most {IncidentRules.LongestComment} are kept.",
            _ => null,
        };
    }
}
