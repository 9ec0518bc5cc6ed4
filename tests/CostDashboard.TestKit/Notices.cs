using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.TestKit;

/// <summary>Changes of incidents, routes and messages for the tests of delivery.</summary>
public static class Notices
{
    public static IncidentNotice Of(
        string incident = "i1",
        int change = 1,
        NoticeEvent what = NoticeEvent.Opened,
        IncidentSeverity severity = IncidentSeverity.Warning,
        IncidentKind kind = IncidentKind.SpendSpike,
        string sentence = "summarise costs 10.2 times the usual since 12:00; $41 an hour.",
        long? moneyPerHour = 41_200_000_000,
        UnixNanos? at = null) => new(
            A.Project,
            "shop",
            incident,
            change,
            what,
            kind,
            severity,
            sentence,
            A.Noon,
            at ?? A.Noon,
            moneyPerHour,
            [new("Usual", "$4.04 an hour"), new("Customer", "acme: 93 %")],
            [A.TraceId()],
            "summarise");

    public static DeliveryRoute Route(DeliveryChannel channel = DeliveryChannel.Webhook, int id = 1, params string[] recipients) => new()
    {
        Id = id,
        Project = A.Project,
        Name = $"route {id}",
        Channel = channel,
        Recipients = recipients.Length > 0 ? recipients : channel is DeliveryChannel.Mail ? ["ada@example.org"] : ["https://hooks.example.org/…"],
        Sealed = channel is DeliveryChannel.Mail ? "" : "sealed",
    };

    public static ClaimedMessage Message(DeliveryRoute route, MessageForm form, int count, params IncidentNotice[] notices) => new(
        new(Guid.Parse("0190c6b2-7d5e-7c3a-9f00-1234567890ab"), A.Project, route.Id, "", form, MessageState.Waiting, A.Noon, A.Noon, count, 1, null, null),
        route,
        1,
        notices,
        count);

    public static ClaimedMessage Message(DeliveryRoute route, params IncidentNotice[] notices) => Message(route, MessageForm.Single, notices.Length, notices);
}
