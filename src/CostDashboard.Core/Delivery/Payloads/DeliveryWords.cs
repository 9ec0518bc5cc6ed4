using System.Globalization;
using System.Text;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>What messages say in words, the same in every form. All of it is plain text.</summary>
public static class DeliveryWords
{
    /// <summary>Characters of a title; what is longer is cut.</summary>
    public const int LongestTitle = 150;

    public static string Of(IncidentKind kind) => Spelled(kind.ToString(), ' ');

    public static string Of(IncidentSeverity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>As receivers' programs read it: <c>spend_spike</c>.</summary>
    public static string CodeOf(IncidentKind kind) => Spelled(kind.ToString(), '_');

    public static string Of(NoticeEvent what) => what.ToString().ToLowerInvariant();

    /// <summary>One line: of a single change its severity, kind and project; of several how many.</summary>
    public static string Title(ClaimedMessage message)
    {
        var first = message.Notices[0];
        if (first.Event is NoticeEvent.Test)
        {
            return Cut($"Test of a route of {first.ProjectName}", LongestTitle);
        }

        return Cut(
            message.Count == 1
                ? $"{Capital(first.Event is NoticeEvent.Resolved or NoticeEvent.Acknowledged ? Of(first.Event) : Of(first.Severity))}: {Of(first.Kind)} in {first.ProjectName}"
                : string.Create(CultureInfo.InvariantCulture, $"{message.Count:N0} changes of incidents in {first.ProjectName}"),
            LongestTitle);
    }

    /// <summary>Why several changes come in one message, and how many are not told one by one; null where there is nothing to say.</summary>
    public static string? Note(ClaimedMessage message)
    {
        var more = message.Count - message.Notices.Count;
        var why = message.Message.Form switch
        {
            MessageForm.Digest => "The digest of this route.",
            MessageForm.Held => "Held back in the quiet hours of this route.",
            MessageForm.Rest => string.Create(
                CultureInfo.InvariantCulture, $"{message.Count:N0} more than the {message.Route.MostPerHour:N0} messages that this route sends in an hour."),
            _ => null,
        };
        return more == 0 ? why : string.Create(CultureInfo.InvariantCulture, $"{why} {more:N0} of them are not shown here: the dashboard has all.").TrimStart();
    }

    /// <summary><c>$41.20 an hour</c>; an unknown amount is said to be unknown.</summary>
    public static string Money(IncidentNotice notice) => notice.MoneyPerHour is not { } nanos ? "cost unknown" : string.Create(CultureInfo.InvariantCulture, $"{Dollars(nanos)} an hour");

    /// <summary>In the organisation's zone, which is named: <c>2026-11-22 14:05 Europe/Berlin</c>.</summary>
    public static string Time(UnixNanos at, DeliveryContext context) => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), context.Calendar.Zone):yyyy-MM-dd HH:mm} {context.Calendar.Zone.Id}");

    /// <summary>Since when and how much, in a line.</summary>
    public static string Line(IncidentNotice notice, DeliveryContext context) => $"{Of(notice.Event)}, {Of(notice.Severity)}, since {Time(notice.Since, context)}, {Money(notice)}";

    /// <summary>All of a message as lines of text.</summary>
    public static string Text(ClaimedMessage message, DeliveryContext context)
    {
        var text = new StringBuilder();
        foreach (var notice in message.Notices)
        {
            text.Append(OneLine(notice.Sentence)).Append('\n').Append(Line(notice, context)).Append('\n');
            foreach (var evidence in notice.Evidence)
            {
                text.Append("- ").Append(OneLine(evidence.Label)).Append(": ").Append(OneLine(evidence.Value)).Append('\n');
            }

            if (context.LinkTo(notice) is { } link)
            {
                text.Append(link.AbsoluteUri).Append('\n');
            }

            foreach (var trace in notice.Traces)
            {
                text.Append("Trace ").Append(context.LinkTo(notice, trace)?.AbsoluteUri ?? trace.ToString()).Append('\n');
            }

            text.Append('\n');
        }

        return text.Append(Note(message)).ToString().TrimEnd();
    }

    /// <summary>A text without line breaks and other characters that steer: it can neither begin a header nor a line of its own.</summary>
    public static string OneLine(string text) =>
        text.Any(IsSteering) ? new(text.Select(letter => IsSteering(letter) ? ' ' : letter).ToArray()) : text;

    /// <summary>At most so many UTF-16 units, an ellipsis included; never half a character.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = longest - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    internal static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Dollars(long nanos)
    {
        var amount = Usd.FromNanos(nanos).Amount;
        var (sign, size) = (amount < 0 ? "-" : "", Math.Abs(amount));
        return sign + "$" + size.ToString(size >= 1_000 ? "#,##0" : size >= 1 || size == 0 ? "0.00" : size >= 0.001m ? "0.00##" : "0.000######", CultureInfo.InvariantCulture);
    }

    // Line and paragraph separators, and the marks that turn the direction of what follows them.
    private static bool IsSteering(char letter) =>
        char.IsControl(letter) || letter is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    // SpendSpike: spend spike
    private static string Spelled(string name, char between)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append(between);
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
