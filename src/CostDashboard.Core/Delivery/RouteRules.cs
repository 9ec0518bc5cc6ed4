using System.Globalization;
using System.Net.Mail;
using CostDashboard.Core.Delivery.Payloads;

namespace CostDashboard.Core.Delivery;

/// <summary>What is wrong with a route.</summary>
/// <param name="Field">As the API names it.</param>
/// <param name="Text">A sentence that says what to do, and names no secret.</param>
public sealed record RouteMistake(string Field, string Text);

/// <summary>What a route may be. Every limit has its number here.</summary>
public static class RouteRules
{
    /// <summary>Routes of a project.</summary>
    public const int MostOfProject = 20;

    public const int LongestName = 100;

    /// <summary>Recipients of a route's mail: each gets a mail of their own.</summary>
    public const int MostRecipients = 20;

    /// <summary>As long as a mail address can be (RFC 5321).</summary>
    public const int LongestRecipient = 254;

    public const int LongestAddress = 2_000;

    public const int LeastSecret = 16;
    public const int LongestSecret = 200;

    /// <summary>Messages in an hour where nobody said otherwise, and at most.</summary>
    public const int UsualPerHour = 20;
    public const int MostPerHour = 1_000;

    public static Uri PagerDutyAddress { get; } = new("https://events.pagerduty.com/v2/enqueue");

    /// <summary>Whether the channel's receiver is asked by a request, at an address that is a secret.</summary>
    public static bool IsHook(this DeliveryChannel channel) => channel is not DeliveryChannel.Mail;

    /// <summary>Whether the messages are signed with the route's secret.</summary>
    public static bool IsSigned(this DeliveryChannel channel) => channel is DeliveryChannel.Webhook or DeliveryChannel.Template;

    /// <summary>What is wrong with a route; null when nothing is.</summary>
    public static RouteMistake? FindMistake(DeliveryRoute route)
    {
        if (route.Name.Trim().Length is 0 or > LongestName)
        {
            return new("name", $"The name has 1 to {LongestName} characters.");
        }

        if (UndefinedIn(route) is { } undefined)
        {
            return new(undefined, "There is no such value. Choose one of the list.");
        }

        if (route.MostPerHour is < 1 or > MostPerHour)
        {
            return new("mostPerHour", string.Create(CultureInfo.InvariantCulture, $"The messages in an hour are 1 to {MostPerHour:N0}."));
        }

        if (route.Quiet is { } quiet && quiet.From == quiet.To)
        {
            return new("quiet", "Quiet hours end at another time than they begin; leave both empty for none.");
        }

        if (route.Channel is DeliveryChannel.PagerDuty && (route.Quiet is not null || route.Digest is not DigestInterval.None))
        {
            return new(
                route.Quiet is null ? "digest" : "quiet", "PagerDuty has schedules of its own and joins what belongs together: its route has neither quiet hours nor a digest.");
        }

        return route.Channel switch
        {
            DeliveryChannel.Mail when MistakeIn(route.Recipients) is { } mistake => new("to", mistake),
            DeliveryChannel.Template when TemplatePayload.FindMistake(route.Template) is { } mistake => new("template", mistake),
            _ => null,
        };
    }

    /// <summary>What is wrong with where a route's messages go; null when nothing is.</summary>
    public static RouteMistake? FindMistake(DeliveryChannel channel, string address, string secret)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            return new("to", "The address begins with https:// (or http://, for a receiver in your own network).");
        }

        if (address.Length > LongestAddress || uri.UserInfo.Length > 0)
        {
            return new("to", string.Create(CultureInfo.InvariantCulture, $"The address has at most {LongestAddress:N0} characters, and no name or password before an @."));
        }

        if (channel is DeliveryChannel.PagerDuty)
        {
            // As PagerDuty hands them out: 32 letters and digits.
            return secret.Length is 32 && secret.All(char.IsAsciiLetterOrDigit) ? null : new("secret", "The routing key of a PagerDuty integration has 32 letters and digits.");
        }

        return channel.IsSigned() && (secret.Length is < LeastSecret or > LongestSecret || !secret.All(letter => letter is > ' ' and < (char)127))
            ? new("secret", $"The secret has {LeastSecret} to {LongestSecret} visible characters of ASCII.")
            : null;
    }

    /// <summary>What may be shown of an address: the host, but nothing of the path, where hooks keep their secret.</summary>
    public static string Shown(Uri address) => address.GetLeftPart(UriPartial.Authority) + (address.PathAndQuery.Length > 1 ? "/…" : "");

    private static string? UndefinedIn(DeliveryRoute route) =>
        !Enum.IsDefined(route.Channel) ? "channel"
        : !Enum.IsDefined(route.LeastSeverity) ? "leastSeverity"
        : !Enum.IsDefined(route.Digest) ? "digest"
        : !route.Kinds.All(Enum.IsDefined) ? "kinds"
        : null;

    private static string? MistakeIn(IReadOnlyList<string> recipients)
    {
        if (recipients.Count is 0 or > MostRecipients)
        {
            return $"A mail has 1 to {MostRecipients} recipients.";
        }

        // A line break would begin a header of its own; a name beside the address is nobody's to check.
        return recipients.FirstOrDefault(one => one.Length > LongestRecipient || one.Any(char.IsControl) || !MailAddress.TryCreate(one, out var parsed) || parsed.Address != one) is { } wrong
            ? $"'{wrong}' is no mail address."
            : recipients.Distinct(StringComparer.OrdinalIgnoreCase).Count() < recipients.Count ? "A recipient stands there twice." : null;
    }
}
