using System.Globalization;
using System.Net;
using System.Text;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Delivery.Mail;

/// <summary>A mail, ready to be sent: the same in HTML and in text.</summary>
/// <param name="Chart">A PNG that the HTML shows as <c>cid:</c> <see cref="MailBody.ChartId"/>; null for none.</param>
public sealed record MailContent(string Subject, string Html, string Text, byte[]? Chart);

/// <summary>From a message to a mail.</summary>
/// <remarks>
/// Mail programs know no style sheets to speak of: tables for the layout, styles on each element, and colours that are not at the ends of the
/// scale, so that programs which turn mails dark by themselves leave them readable; those that ask are given dark colours. Nothing is loaded from
/// anywhere.
/// </remarks>
public static class MailBody
{
    public const string ChartId = "chart@costdashboard";

    private const string Cell = "font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#1d2733;";
    private const string Quiet = "font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#5b6878;";

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
        <style>
        @media (prefers-color-scheme: dark) { .page { background:#12171e !important; } .card { background:#1b222c !important; } .text { color:#e6eaf0 !important; } .quiet { color:#a7b2c0 !important; } .link { color:#7db4ff !important; } }
        </style>
        """;

    /// <param name="hours">What was spent, for the chart of what has no measure of its own; empty for none.</param>
    public static MailContent Of(ClaimedMessage message, IReadOnlyList<HourOfSpend> hours, DeliveryContext context)
    {
        var title = DeliveryWords.OneLine(DeliveryWords.Title(message));
        var first = message.Notices[0];
        var html = new StringBuilder(Head)
            .Append("<title>").Append(Encoded(title)).Append("</title></head>")
            .Append("<body class=\"page\" style=\"margin:0;padding:0;background:#f2f4f7;\"><table role=\"presentation\" class=\"page\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#f2f4f7;\"><tr><td align=\"center\" style=\"padding:16px 8px;\">")
            .Append("<table role=\"presentation\" class=\"card\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:600px;width:100%;background:#ffffff;border-radius:8px;\">")
            .Append(CultureInfo.InvariantCulture, $"<tr><td style=\"height:4px;background:{Colour(message)};border-radius:8px 8px 0 0;font-size:0;line-height:0;\">&nbsp;</td></tr>")
            .Append(CultureInfo.InvariantCulture, $"<tr><td class=\"text\" style=\"{Cell}padding:18px 20px 0;font-size:18px;font-weight:600;\">{Encoded(title)}</td></tr>");
        var chart = MailChart.Of(first, hours, context);
        if (chart is not null)
        {
            AppendChart(html, chart);
        }

        foreach (var notice in message.Notices)
        {
            Append(html, notice, context);
        }

        if (DeliveryWords.Note(message) is { } note)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"quiet\" style=\"{Quiet}padding:12px 20px 0;\">{Encoded(note)}</td></tr>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"quiet\" style=\"{Quiet}padding:16px 20px 18px;\">CostDashboard, route {Encoded(message.Route.Name)}</td></tr></table></td></tr></table></body></html>");
        return new(title, html.ToString(), Text(message, context), chart is null ? null : SpendBars.Draw(chart.Bars, first.Since));
    }

    private static string Text(ClaimedMessage message, DeliveryContext context) =>
        $"{DeliveryWords.OneLine(DeliveryWords.Title(message))}\n\n{DeliveryWords.Text(message, context)}\n\n-- \nCostDashboard, route {DeliveryWords.OneLine(message.Route.Name)}\n";

    private static void AppendChart(StringBuilder html, MailChart chart) =>
        html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:14px 20px 0;\"><img src=\"cid:{ChartId}\" width=\"{SpendBars.Width}\" height=\"{SpendBars.Height}\" alt=\"{Encoded(chart.Says)}\" style=\"display:block;width:100%;height:auto;border:0;\"></td></tr>")
            .Append(CultureInfo.InvariantCulture, $"<tr><td class=\"quiet\" style=\"{Quiet}padding:4px 20px 0;\">{Encoded(chart.Says)} What is since it began is in red.</td></tr>");

    private static void Append(StringBuilder html, IncidentNotice notice, DeliveryContext context)
    {
        html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"text\" style=\"{Cell}padding:14px 20px 0;\">{Encoded(notice.Sentence)}</td></tr>")
            .Append(CultureInfo.InvariantCulture, $"<tr><td class=\"quiet\" style=\"{Quiet}padding:2px 20px 0;\">{Encoded(DeliveryWords.Capital(DeliveryWords.Line(notice, context)))}</td></tr>");
        if (notice.Evidence.Count > 0)
        {
            html.Append("<tr><td style=\"padding:8px 20px 0;\"><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\">");
            foreach (var evidence in notice.Evidence)
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"quiet\" style=\"{Quiet}padding:0 12px 0 0;vertical-align:top;\">{Encoded(evidence.Label)}</td><td class=\"text\" style=\"{Cell}font-size:13px;line-height:20px;\">{Encoded(evidence.Value)}</td></tr>");
            }

            html.Append("</table></td></tr>");
        }

        if (context.LinkTo(notice) is { } link)
        {
            html.Append("<tr><td style=\"padding:10px 20px 0;\">");
            AppendLink(html, link, "Open the incident");
            for (var i = 0; i < notice.Traces.Count; i++)
            {
                html.Append(" &nbsp; ");
                AppendLink(html, context.LinkTo(notice, notice.Traces[i])!, $"Trace {(char)('1' + i)}");
            }

            html.Append("</td></tr>");
        }
    }

    private static void AppendLink(StringBuilder html, Uri link, string text) =>
        html.Append(CultureInfo.InvariantCulture, $"<a class=\"link\" href=\"{Encoded(link.AbsoluteUri)}\" style=\"{Cell}color:#1f6fd0;\">{text}</a>");

    // As loud as the loudest of what it tells; what is over is green.
    private static string Colour(ClaimedMessage message) => message.Notices.All(notice => notice.Event is NoticeEvent.Resolved) ? "#2f9e62" : message.Notices.Max(notice => notice.Severity) switch
    {
        IncidentSeverity.Critical => "#d64545",
        IncidentSeverity.Warning => "#d08a1d",
        _ => "#5b7fb0",
    };

    private static string Encoded(string text) => WebUtility.HtmlEncode(DeliveryWords.OneLine(text));
}
