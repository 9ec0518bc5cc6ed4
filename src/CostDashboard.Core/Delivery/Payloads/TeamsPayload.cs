using System.Text.Json;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>An adaptive card for a workflow of Microsoft Teams: https://adaptivecards.io/explorer/RichTextBlock.html.</summary>
/// <remarks>
/// What incidents say stands in text runs, which know no Markdown: a step's name cannot become a link. A card has at most 28 KB: what would be
/// more is cut, and said to be.
/// </remarks>
internal static class TeamsPayload
{
    // A character of a text takes six bytes at most, as an escape.
    private const int MostShown = 4;
    private const int LongestSentence = 350;
    private const int LongestEvidence = 120;
    private const int MostEvidence = 4;

    public static void Write(Utf8JsonWriter writer, ClaimedMessage message, DeliveryContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "message");
        writer.WriteStartArray("attachments");
        writer.WriteStartObject();
        writer.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        writer.WriteStartObject("content");
        writer.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        writer.WriteString("type", "AdaptiveCard");
        writer.WriteString("version", "1.4");
        writer.WriteStartArray("body");
        Run(writer, DeliveryWords.Title(message), isLarge: true);
        var shown = message.Notices.Take(MostShown).ToList();
        foreach (var notice in shown)
        {
            Run(writer, DeliveryWords.Cut(notice.Sentence, LongestSentence), isBold: true);
            Run(writer, DeliveryWords.Line(notice, context), isSubtle: true);
            foreach (var evidence in notice.Evidence.Take(MostEvidence))
            {
                Run(writer, DeliveryWords.Cut($"{evidence.Label}: {evidence.Value}", LongestEvidence));
            }
        }

        if (DeliveryWords.Note(message with { Notices = shown }) is { } note)
        {
            Run(writer, note, isSubtle: true);
        }

        writer.WriteEndArray();
        Actions(writer, shown[0], message.Count, context);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Actions(Utf8JsonWriter writer, IncidentNotice notice, int count, DeliveryContext context)
    {
        writer.WriteStartArray("actions");
        if (context.LinkTo(notice) is { } link)
        {
            Action(writer, count == 1 ? "Open incident" : "Open the first incident", link);
            for (var i = 0; i < notice.Traces.Count; i++)
            {
                Action(writer, $"Trace {(char)('1' + i)}", context.LinkTo(notice, notice.Traces[i])!);
            }
        }

        writer.WriteEndArray();
    }

    private static void Action(Utf8JsonWriter writer, string title, Uri link)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Action.OpenUrl");
        writer.WriteString("title", title);
        writer.WriteString("url", link.AbsoluteUri);
        writer.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter writer, string text, bool isLarge = false, bool isBold = false, bool isSubtle = false)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "RichTextBlock");
        writer.WriteStartArray("inlines");
        writer.WriteStartObject();
        writer.WriteString("type", "TextRun");
        writer.WriteString("text", text);
        if (isLarge)
        {
            writer.WriteString("size", "large");
        }

        if (isLarge || isBold)
        {
            writer.WriteString("weight", "bolder");
        }

        writer.WriteBoolean("isSubtle", isSubtle);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
