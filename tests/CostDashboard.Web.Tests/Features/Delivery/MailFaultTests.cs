using System.Text;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Web.Tests.Features.Delivery;

/// <summary>What may go wrong between a decision and a mail server.</summary>
public sealed class MailFaultTests : IAsyncLifetime
{
    private DeliveryUnderTest _test = null!;

    public async ValueTask InitializeAsync() => _test = await DeliveryUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task A_mail_server_that_is_down_for_an_hour_costs_time_and_no_mail()
    {
        await using (var gone = MailServer.Start())
        {
            _test.Smtp = new("127.0.0.1", gone.Port, UseTls: false, "", "", "costs@example.org");
        }

        await _test.RestartAsync();
        await _test.RouteAsync(DeliveryChannel.Mail, "ada@example.org");
        await _test.TellAsync();
        while (_test.Clock.Now < A.Noon + UnixNanos.PerHour)
        {
            Assert.Equal(MessageState.Waiting, (await _test.MessageAsync()).State);
            await _test.RetryAsync();
        }

        await using var server = MailServer.Start(_test.Smtp.Port);
        await _test.RetryAsync();

        var mail = Assert.Single(server.Mails);
        Assert.Equal(("costs@example.org", "ada@example.org"), (mail.From, mail.To));
        Assert.Equal(MessageState.Delivered, (await _test.MessageAsync()).State);
    }

    [Fact]
    public async Task A_mail_has_its_text_its_HTML_and_a_name_that_stays_when_it_comes_twice()
    {
        await using var server = MailServer.Start();
        server.IsLostBeforeTheAnswer = true;
        _test.Smtp = new("127.0.0.1", server.Port, UseTls: false, "", "", "costs@example.org");
        await _test.RestartAsync();
        await _test.RouteAsync(DeliveryChannel.Mail, "ada@example.org");

        await _test.TellAsync();
        Assert.Equal(MessageState.Waiting, (await _test.MessageAsync()).State);
        server.IsLostBeforeTheAnswer = false;
        await _test.RetryAsync();

        Assert.Equal(2, server.Mails.Count);
        var key = (await _test.MessageAsync()).Id.ToString("N");
        Assert.All(server.Mails, mail =>
        {
            Assert.Contains($"Message-ID: <{key}@costdashboard>", mail.Content, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("10.2 times the usual", Encoding.UTF8.GetString(mail.Parts[0]), StringComparison.Ordinal);
            Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(mail.Parts[1]), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_recipient_whom_the_mail_server_does_not_know_is_given_up_and_the_log_says_why()
    {
        await using var server = MailServer.Start();
        server.Refusal = _ => "550 no such user";
        _test.Smtp = new("127.0.0.1", server.Port, UseTls: false, "", "", "costs@example.org");
        await _test.RestartAsync();
        await _test.RouteAsync(DeliveryChannel.Mail, "nobody@example.org");

        await _test.TellAsync();

        var message = await _test.MessageAsync();
        Assert.Equal(MessageState.Dead, message.State);
        Assert.Contains("MailboxUnavailable", message.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mail_server_a_mail_waits_and_says_what_is_missing()
    {
        await _test.RouteAsync(DeliveryChannel.Mail, "ada@example.org");

        await _test.TellAsync();

        var message = await _test.MessageAsync();
        Assert.Equal(MessageState.Waiting, message.State);
        Assert.Contains("Smtp__Host", message.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_server_is_configured_in_full_or_not_at_all()
    {
        Assert.Null(SmtpOptions.None.FindMistake());
        Assert.Contains("Smtp__From", (SmtpOptions.None with { Host = "mail.test" }).FindMistake(), StringComparison.Ordinal);
        Assert.Contains("Smtp__Password", (SmtpOptions.None with { Host = "mail.test", From = "a@b.c", User = "ada" }).FindMistake(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", (SmtpOptions.None with { Host = "mail.test", Password = "hidden" }).ToString(), StringComparison.Ordinal);
    }
}
