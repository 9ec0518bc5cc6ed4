using System.Diagnostics;
using System.Text.Json;

namespace CostDashboard.Core.Delivery.Payloads;

/// <summary>From a message to the body of a request. JSON is always written by a writer, so that no text can end the string in which it stands.</summary>
public static class DeliveryPayload
{
    public const string ContentType = "application/json";

    /// <param name="secret">The routing key of PagerDuty; of the others nothing of it is in the body.</param>
    /// <exception cref="JsonException">The template is none that <see cref="TemplatePayload.FindMistake"/> lets pass.</exception>
    public static byte[] Of(ClaimedMessage message, string secret, DeliveryContext context) => message.Route.Channel switch
    {
        DeliveryChannel.Webhook => Written(writer => OwnPayload.Write(writer, message, context)),
        DeliveryChannel.Slack => Written(writer => SlackPayload.Write(writer, message, context)),
        DeliveryChannel.Teams => Written(writer => TeamsPayload.Write(writer, message, context)),
        DeliveryChannel.PagerDuty => Written(writer => PagerDutyPayload.Write(writer, message, secret, context)),
        DeliveryChannel.Template => Written(writer => TemplatePayload.Write(writer, message, context)),
        _ => throw new UnreachableException(),
    };

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer);
        }

        return bytes.ToArray();
    }

    internal static void Write(this Utf8JsonWriter writer, string name, Uri? link)
    {
        if (link is null)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, link.AbsoluteUri);
        }
    }

    internal static void WriteAmount(this Utf8JsonWriter writer, string name, long? nanos)
    {
        if (nanos is { } known)
        {
            writer.WriteNumber(name, Units.Usd.FromNanos(known).Amount);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
