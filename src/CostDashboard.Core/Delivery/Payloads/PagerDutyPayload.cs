using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>An event of PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event.</summary>
/// <remarks>
/// The key by which it joins events is the incident's, so that an incident is one alert and its end resolves it. What was more than the route's
/// limit is an alert of its own.
/// </remarks>
internal static class PagerDutyPayload
{
    // PagerDuty's limit.
    private const int LongestSummary = 1_024;

    public static void Write(Utf8JsonWriter writer, ClaimedMessage message, string routingKey, DeliveryContext context)
    {
        var first = message.Notices[0];
        var isOne = message.Count == 1 && first.Event is not NoticeEvent.Test;
        writer.WriteStartObject();
        writer.WriteString("routing_key", routingKey);
        writer.WriteString("event_action", !isOne ? "trigger" : first.Event switch
        {
            NoticeEvent.Resolved => "resolve",
            NoticeEvent.Acknowledged => "acknowledge",
            _ => "trigger",
        });
        writer.WriteString(
            "dedup_key",
            isOne ? string.Create(CultureInfo.InvariantCulture, $"costdashboard-{first.Project.Value}-{first.Incident}") : $"costdashboard-{message.IdempotencyKey}");
        writer.WriteStartObject("payload");
        writer.WriteString("summary", DeliveryWords.Cut(isOne ? first.Sentence : $"{DeliveryWords.Title(message)}: {first.Sentence}", LongestSummary));
        writer.WriteString("source", first.ProjectName);
        writer.WriteString("severity", message.Notices.Max(notice => notice.Severity) switch
        {
            IncidentSeverity.Critical => "critical",
            IncidentSeverity.Warning => "warning",
            _ => "info",
        });
        writer.WriteString("timestamp", first.At.ToDateTimeOffset());
        if (first.Step is not null)
        {
            writer.WriteString("component", first.Step);
        }

        writer.WriteString("class", DeliveryWords.CodeOf(first.Kind));
        Details(writer, message, context);
        writer.WriteEndObject();
        writer.WriteString("client", "CostDashboard");
        if (context.LinkTo(first) is { } link)
        {
            writer.WriteString("client_url", link.AbsoluteUri);
            writer.WriteStartArray("links");
            foreach (var trace in first.Traces)
            {
                writer.WriteStartObject();
                writer.WriteString("href", context.LinkTo(first, trace)!.AbsoluteUri);
                writer.WriteString("text", $"Trace {trace}");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Details(Utf8JsonWriter writer, ClaimedMessage message, DeliveryContext context)
    {
        writer.WriteStartObject("custom_details");
        writer.WriteString("incidents", DeliveryWords.Text(message, context));
        writer.WriteAmount("money_per_hour_usd", message.Notices[0].MoneyPerHour);
        writer.WriteNumber("count", message.Count);
        writer.WriteEndObject();
    }
}
