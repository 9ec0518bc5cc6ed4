using System.Buffers.Binary;
using System.IO.Compression;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Delivery;

public sealed class MailAndRouteTests
{
    private static readonly DeliveryContext s_context = new(new("https://costs.example.org/"), OrganisationCalendar.Utc);

    [Fact]
    public void A_mail_says_the_same_in_HTML_and_in_text()
    {
        var mail = MailBody.Of(Notices.Message(Notices.Route(DeliveryChannel.Mail), Notices.Of()), Hours(), s_context);

        Assert.Equal("Warning: spend spike in shop", mail.Subject);
        Assert.All(
            (string[])["10.2 times the usual", "acme: 93 %", "$41.20 an hour", "https://costs.example.org/incidents/i1?project=1", "2026-08-06 12:00 UTC"],
            part => Assert.All((string[])[mail.Html, mail.Text], body => Assert.Contains(part, body, StringComparison.Ordinal)));
        Assert.Contains($"src=\"cid:{MailBody.ChartId}\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_words_neither_begin_a_header_nor_an_element()
    {
        var notice = Notices.Of(sentence: "<img src=x onerror=alert(1)>\r\nBcc: eve@example.org") with { ProjectName = "shop\r\nBcc: eve@example.org", Step = "\"><script>" };

        var mail = MailBody.Of(Notices.Message(Notices.Route(DeliveryChannel.Mail), notice), Hours(), s_context);

        Assert.DoesNotContain('\n', mail.Subject);
        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_mail_is_loaded_from_anywhere()
    {
        var mail = MailBody.Of(Notices.Message(Notices.Route(DeliveryChannel.Mail), Notices.Of()), [], s_context);

        Assert.Null(mail.Chart);
        Assert.DoesNotContain("src=", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_is_a_picture_of_bars_of_which_the_dearest_reaches_the_top()
    {
        var hours = Hours();
        var pixels = Decode(SpendBars.Draw([.. hours.Select(ChartBar.Of)], hours[36].Start), out var width, out var height);

        Assert.Equal((2 * SpendBars.Width, 2 * SpendBars.Height), (width, height));
        var (middleOfFirst, middleOfLast) = (width / hours.Count / 2, width - (width / hours.Count / 2));
        Assert.Equal(0, Alpha(middleOfFirst, 0)); // cheap: nothing at the top
        Assert.Equal(255, Alpha(middleOfLast, 0)); // the dearest
        Assert.Equal(255, Alpha(middleOfFirst, height - 8));
        Assert.NotEqual(Red(middleOfFirst, height - 8), Red(middleOfLast, height - 8));

        int Alpha(int x, int y) => pixels[(y * ((width * 4) + 1)) + 1 + (x * 4) + 3];
        int Red(int x, int y) => pixels[(y * ((width * 4) + 1)) + 1 + (x * 4)];
    }

    [Fact]
    public void A_mail_shows_the_measure_that_the_incident_is_about_with_what_was_expected_of_it()
    {
        List<IncidentPoint> points = [.. Enumerable.Range(0, 24).Select(i => new IncidentPoint(A.Noon + ((i - 23) * UnixNanos.PerHour), i == 23 ? 20_400 : 2_000, 2_000, 1_500, 2_500))];
        var notice = Notices.Of() with { Series = new("tokens per call", IncidentUnit.Tokens, UnixNanos.PerHour, points) };

        var mail = MailBody.Of(Notices.Message(Notices.Route(DeliveryChannel.Mail), notice), [], s_context);

        Assert.Contains("Tokens per call of step summarise", mail.Html, StringComparison.Ordinal);
        Assert.Contains("The last: 20,400, expected 2,000.", mail.Html, StringComparison.Ordinal);
        Assert.NotNull(mail.Chart);
        Assert.NotEqual(mail.Chart, MailBody.Of(Notices.Message(Notices.Route(DeliveryChannel.Mail), notice with { Series = notice.Series with { Points = [.. points.SkipLast(1)] } }), [], s_context).Chart);
    }

    [Fact]
    public void A_chart_of_nothing_is_a_line() => Assert.NotEmpty(SpendBars.Draw([ChartBar.Of(new(A.Noon, 0)), ChartBar.Of(new(A.Noon + UnixNanos.PerHour, 0))], A.Noon));

    [Theory]
    [InlineData("ada@example.org", null)]
    [InlineData("Ada <ada@example.org>", "is no mail address")]
    [InlineData("ada@example.org\r\nBcc: eve@example.org", "is no mail address")]
    [InlineData("ada", "is no mail address")]
    public void A_recipient_is_a_mail_address_and_nothing_else(string recipient, string? reason) =>
        AssertMistake(reason, RouteRules.FindMistake(Notices.Route(DeliveryChannel.Mail, 1, recipient)));

    [Fact]
    public void A_route_has_limits_and_says_them()
    {
        var route = Notices.Route();

        Assert.Null(RouteRules.FindMistake(route));
        AssertMistake("1 to 100 characters", RouteRules.FindMistake(route with { Name = " " }));
        AssertMistake("1 to 1,000", RouteRules.FindMistake(route with { MostPerHour = 0 }));
        AssertMistake("another time", RouteRules.FindMistake(route with { Quiet = new(new(7, 0), new(7, 0), false) }));
        AssertMistake("1 to 20 recipients", RouteRules.FindMistake(Notices.Route(DeliveryChannel.Mail, 1, [.. Enumerable.Range(0, 21).Select(i => $"u{i}@example.org")])));
        AssertMistake("twice", RouteRules.FindMistake(Notices.Route(DeliveryChannel.Mail, 1, "ada@example.org", "ADA@example.org")));
        AssertMistake("schedules of its own", RouteRules.FindMistake(Notices.Route(DeliveryChannel.PagerDuty) with { Digest = DigestInterval.Hour }));
        AssertMistake("no JSON", RouteRules.FindMistake(Notices.Route(DeliveryChannel.Template)));
    }

    [Theory]
    [InlineData(DeliveryChannel.Webhook, "https://example.org/hook", "0123456789abcdef", null)]
    [InlineData(DeliveryChannel.Webhook, "https://example.org/hook", "short", "16 to 200")]
    [InlineData(DeliveryChannel.Slack, "https://hooks.slack.com/services/T/B/x", "", null)]
    [InlineData(DeliveryChannel.Slack, "file:///etc/passwd", "", "https://")]
    [InlineData(DeliveryChannel.Slack, "/relative", "", "https://")]
    [InlineData(DeliveryChannel.Webhook, "https://ada:secret@example.org", "0123456789abcdef", "no name or password")]
    [InlineData(DeliveryChannel.PagerDuty, "https://events.pagerduty.com/v2/enqueue", "0123456789abcdef0123456789abcdeF", null)]
    [InlineData(DeliveryChannel.PagerDuty, "https://events.pagerduty.com/v2/enqueue", "0123", "32 letters")]
    public void Where_messages_go_is_checked_and_no_secret_repeated(DeliveryChannel channel, string address, string secret, string? reason)
    {
        var mistake = RouteRules.FindMistake(channel, address, secret);

        AssertMistake(reason, mistake);
        Assert.DoesNotContain("secret@", mistake?.Text ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_address_only_the_host_is_shown() =>
        Assert.Equal("https://hooks.slack.com/…", RouteRules.Shown(new("https://hooks.slack.com/services/T0/B0/x?y=z")));

    private static void AssertMistake(string? reason, RouteMistake? mistake)
    {
        if (reason is null)
        {
            Assert.Null(mistake);
        }
        else
        {
            Assert.Contains(reason, mistake?.Text, StringComparison.Ordinal);
        }
    }

    private static List<HourOfSpend> Hours() =>
        [.. Enumerable.Range(0, 48).Select(i => new HourOfSpend(A.Noon + ((i - 48) * UnixNanos.PerHour), (i + 4) * 1_000_000_000L))];

    private static byte[] Decode(byte[] png, out int width, out int height)
    {
        (width, height) = (0, 0);
        var data = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            var chunk = png.AsSpan(at + 8, length);
            if (type == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(chunk), BinaryPrimitives.ReadInt32BigEndian(chunk[4..]));
            }
            else if (type == "IDAT")
            {
                data.Write(chunk);
            }

            at += 12 + length;
        }

        data.Position = 0;
        using var pixels = new MemoryStream();
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        zlib.CopyTo(pixels);
        return pixels.ToArray();
    }
}
