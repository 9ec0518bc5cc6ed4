using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;

namespace CostDashboard.Jobs.Delivery;

/// <summary>One mail to one recipient over one connection.</summary>
internal sealed class SmtpMail(SmtpOptions options)
{
    /// <summary>For all of it: connecting, signing in, sending, and the server's word that it has it.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="key">Names the mail, the same in each try: mail programs show what comes twice once.</param>
    public async Task<AttemptResult> SendAsync(string recipient, string key, MailContent content, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!options.IsSet)
        {
            return new(false, "There is no mail server: who runs this program names one with Smtp__Host.");
        }

        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.UseTls, UseDefaultCredentials = false };
        if (options.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(options.User, options.Password);
        }

        using var mail = Compose(recipient, key, content);
        try
        {
            // Not every part of the conversation looks at the token; leaving ends the connection.
            await client.SendMailAsync(mail, both.Token).WaitAsync(both.Token);
            return new(true, "The mail server has it.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, FormattableString.Invariant($"The mail server did not take it within {Limit.TotalSeconds:0} seconds."));
        }
        catch (SmtpException refused)
        {
            return Failure(refused);
        }
    }

    // The server's words may name a recipient or a host, never the password; what it says is for administrators.
    private static AttemptResult Failure(SmtpException refused)
    {
        var says = refused.InnerException is { } inner ? $"{refused.Message} {inner.Message}" : refused.Message;
        return new(false, $"The mail server did not take it ({refused.StatusCode}): {says}", MayHelp: !IsFinal(refused));
    }

    // Replies of 5xx that are about the recipient stay; others are about a server that somebody may mend within a day (RFC 5321, 4.2.1).
    private static bool IsFinal(SmtpException refused) =>
        refused.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath;

    private MailMessage Compose(string recipient, string key, MailContent content)
    {
        var mail = new MailMessage(options.From, recipient)
        {
            Subject = content.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = content.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        mail.Headers.Add("Message-ID", $"<{key}@costdashboard>");

        // No vacation answers (RFC 3834).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        var html = AlternateView.CreateAlternateViewFromString(content.Html, Encoding.UTF8, MediaTypeNames.Text.Html);
        html.TransferEncoding = TransferEncoding.Base64;
        if (content.Chart is not null)
        {
            html.LinkedResources.Add(new LinkedResource(new MemoryStream(content.Chart), "image/png") { ContentId = MailBody.ChartId, TransferEncoding = TransferEncoding.Base64 });
        }

        mail.AlternateViews.Add(html);
        return mail;
    }
}
