using CostDashboard.Core.Access;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Delivery;

/// <summary>How a message travels, and in what form. The numbers are stored.</summary>
public enum DeliveryChannel : byte
{
    Mail = 1,

    /// <summary>JSON of our own, signed.</summary>
    Webhook = 2,

    /// <summary>An incoming webhook of Slack.</summary>
    Slack = 3,

    /// <summary>A workflow of Microsoft Teams that takes an adaptive card.</summary>
    Teams = 4,

    /// <summary>Events API v2 of PagerDuty.</summary>
    PagerDuty = 5,

    /// <summary>JSON as the route's template has it, signed.</summary>
    Template = 6,
}

/// <summary>When a route collects what it is told before it tells it.</summary>
public enum DigestInterval : byte
{
    None = 0,
    Quarter = 1,
    Hour = 2,

    /// <summary>Once a day, at <see cref="DeliveryPlan.DigestHour"/> in the organisation's zone.</summary>
    Day = 3,
}

/// <summary>A part of every day, in the organisation's zone, in which a route holds back. It may reach over midnight.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; another one than <paramref name="From"/>.</param>
/// <param name="CriticalComesAtOnce">What is critical is not held back.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, bool CriticalComesAtOnce)
{
    public bool Holds(TimeOnly time) => From < To ? time >= From && time < To : time >= From || time < To;
}

/// <summary>Which incidents of a project are told to whom, how and when.</summary>
public sealed record DeliveryRoute
{
    /// <summary>Zero where it is not stored yet.</summary>
    public int Id { get; init; }

    public required ProjectId Project { get; init; }

    public required string Name { get; init; }

    public required DeliveryChannel Channel { get; init; }

    /// <summary>False tells nothing new; what is planned already is still delivered.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Of a mail its recipients; of all others what may be shown of the address, which is a secret: <c>https://hooks.slack.com/…</c>.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>A <see cref="DeliveryTarget"/>, encrypted; empty for mail.</summary>
    public string Sealed { get; init; } = "";

    /// <summary>Empty for all kinds.</summary>
    public IReadOnlyList<IncidentKind> Kinds { get; init; } = [];

    public IncidentSeverity LeastSeverity { get; init; } = IncidentSeverity.Warning;

    /// <summary>Also tells of incidents that are over.</summary>
    public bool TellsResolved { get; init; } = true;

    public QuietHours? Quiet { get; init; }

    public DigestInterval Digest { get; init; }

    /// <summary>Messages to a recipient in an hour of the clock; what is more is told in one at the hour's end, and what was tried before waits until then.</summary>
    public int MostPerHour { get; init; } = RouteRules.UsualPerHour;

    /// <summary>JSON with placeholders, of <see cref="DeliveryChannel.Template"/>; else empty.</summary>
    public string Template { get; init; } = "";

    /// <summary>0 where it is not stored yet; one more with every change.</summary>
    public int Version { get; init; }

    /// <summary>Whether the route is one for this.</summary>
    public bool Takes(IncidentNotice notice) =>
        IsOn
        && notice.Project == Project
        && notice.Severity >= LeastSeverity
        && (Kinds.Count == 0 || Kinds.Contains(notice.Kind))
        && notice.Event switch
        {
            NoticeEvent.Opened or NoticeEvent.Worsened => true,
            NoticeEvent.Resolved => TellsResolved,

            // Of the others, only PagerDuty stops calling people for it.
            NoticeEvent.Acknowledged => Channel is DeliveryChannel.PagerDuty,
            _ => false,
        };
}

/// <summary>Where a message goes when it is no mail. All of it is secret: whoever knows a hook's address can post to it.</summary>
/// <param name="Secret">Signs the messages; of PagerDuty the integration's routing key; empty for Slack and Teams.</param>
public sealed record DeliveryTarget(Uri Address, string Secret);

/// <summary>Encrypts what must not be read in the database or its backups.</summary>
public interface ISecretBox
{
    string Seal(DeliveryTarget target);

    /// <summary>Null where it was sealed with keys that this node does not have.</summary>
    DeliveryTarget? Open(string sealedTarget);
}
