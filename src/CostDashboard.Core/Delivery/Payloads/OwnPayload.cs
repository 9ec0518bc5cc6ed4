using System.Text.Json;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>
/// Our own form: <c>{"id", "type": "incidents" | "test", "form", "note", "project": {"id", "name"}, "count", "incidents": [{"id", "change", "event",
/// "kind", "severity", "sentence", "since", "at", "money_per_hour_usd", "step", "evidence": [{"label", "value"}], "traces": [{"trace_id", "link"}], "link"}]}</c>.
/// </summary>
/// <remarks>An amount that is unknown is null, never 0. Times are UTC. What is added later does not change what is there.</remarks>
internal static class OwnPayload
{
    public static void Write(Utf8JsonWriter writer, ClaimedMessage message, DeliveryContext context)
    {
        var first = message.Notices[0];
        writer.WriteStartObject();
        writer.WriteString("id", message.IdempotencyKey);
        writer.WriteString("type", first.Event is NoticeEvent.Test ? "test" : "incidents");
        writer.WriteString("form", message.Message.Form.ToString().ToLowerInvariant());
        writer.WriteString("note", DeliveryWords.Note(message));
        writer.WriteStartObject("project");
        writer.WriteNumber("id", first.Project.Value);
        writer.WriteString("name", first.ProjectName);
        writer.WriteEndObject();
        writer.WriteNumber("count", message.Count);
        writer.WriteStartArray("incidents");
        foreach (var notice in message.Notices)
        {
            Write(writer, notice, context);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IncidentNotice notice, DeliveryContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("id", notice.Incident);
        writer.WriteNumber("change", notice.Change);
        writer.WriteString("event", DeliveryWords.Of(notice.Event));
        writer.WriteString("kind", DeliveryWords.CodeOf(notice.Kind));
        writer.WriteString("severity", DeliveryWords.Of(notice.Severity));
        writer.WriteString("sentence", notice.Sentence);
        writer.WriteString("since", notice.Since.ToDateTimeOffset());
        writer.WriteString("at", notice.At.ToDateTimeOffset());
        writer.WriteAmount("money_per_hour_usd", notice.MoneyPerHour);
        writer.WriteString("step", notice.Step);
        writer.WriteStartArray("evidence");
        foreach (var evidence in notice.Evidence)
        {
            writer.WriteStartObject();
            writer.WriteString("label", evidence.Label);
            writer.WriteString("value", evidence.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("traces");
        foreach (var trace in notice.Traces)
        {
            writer.WriteStartObject();
            writer.WriteString("trace_id", trace.ToString());
            writer.Write("link", context.LinkTo(notice, trace));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Write("link", context.LinkTo(notice));
        writer.WriteEndObject();
    }
}
