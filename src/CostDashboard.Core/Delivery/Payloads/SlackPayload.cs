using System.Text.Json;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>Blocks for an incoming webhook of Slack: https://docs.slack.dev/reference/block-kit/blocks.</summary>
/// <remarks>
/// What incidents say stands in <c>plain_text</c>, where neither marks nor mentions mean anything; in <c>text</c>, which is for notifications and
/// is read as marks, <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> are escaped, without which there is no mention and no link.
/// </remarks>
internal static class SlackPayload
{
    // Slack's limits: 50 blocks, 150 characters of a header, 3,000 of a section's text, 75 of a button's.
    private const int LongestText = 3_000;
    private const int LongestFallback = 1_000;

    // Each takes two blocks, and one more for what speaks for it.
    private const int MostShown = 10;

    public static void Write(Utf8JsonWriter writer, ClaimedMessage message, DeliveryContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("text", Escaped(DeliveryWords.Cut($"{DeliveryWords.Title(message)}. {message.Notices[0].Sentence}", LongestFallback)));
        writer.WriteStartArray("blocks");
        writer.WriteStartObject();
        writer.WriteString("type", "header");
        WritePlain(writer, "text", DeliveryWords.Title(message));
        writer.WriteEndObject();
        foreach (var notice in message.Notices.Take(MostShown))
        {
            Section(writer, notice.Sentence);
            Section(writer, string.Join('\n', [DeliveryWords.Line(notice, context), .. notice.Evidence.Select(e => $"{e.Label}: {e.Value}")]));
            Buttons(writer, notice, context);
        }

        if (Remainder(message) is { } note)
        {
            Section(writer, note);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string? Remainder(ClaimedMessage message) => message.Notices.Count <= MostShown
        ? DeliveryWords.Note(message)
        : DeliveryWords.Note(message with { Notices = [.. message.Notices.Take(MostShown)] });

    private static void Section(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "section");
        WritePlain(writer, "text", DeliveryWords.Cut(text, LongestText));
        writer.WriteEndObject();
    }

    private static void Buttons(Utf8JsonWriter writer, IncidentNotice notice, DeliveryContext context)
    {
        if (context.LinkTo(notice) is not { } link)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", "actions");
        writer.WriteStartArray("elements");
        Button(writer, "Open incident", link);
        for (var i = 0; i < notice.Traces.Count; i++)
        {
            Button(writer, $"Trace {(char)('1' + i)}", context.LinkTo(notice, notice.Traces[i])!);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Button(Utf8JsonWriter writer, string text, Uri link)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "button");
        WritePlain(writer, "text", text);
        writer.WriteString("url", link.AbsoluteUri);
        writer.WriteEndObject();
    }

    private static void WritePlain(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "plain_text");
        writer.WriteString("text", text);
        writer.WriteBoolean("emoji", false);
        writer.WriteEndObject();
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
