using System.Globalization;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Outbound;
using CostDashboard.Core.Units;

namespace CostDashboard.Jobs.Delivery;

/// <summary>One request to one receiver.</summary>
internal sealed class Hook(IOutboundPost outbound, ISecretBox secrets)
{
    /// <summary>For all of it, until the head of the answer.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<AttemptResult> PostAsync(ClaimedMessage message, DeliveryContext context, UnixNanos now, CancellationToken cancellationToken)
    {
        if (secrets.Open(message.Route.Sealed) is not { } target)
        {
            // Another node may have the keys.
            return new(false, "The route's address cannot be read with the keys of this node: enter it again, or give all nodes the same data folder's keys.");
        }

        var body = DeliveryPayload.Of(message, target.Secret, context);
        List<KeyValuePair<string, string>> headers = [new(WebhookSignature.KeyHeader, message.IdempotencyKey)];
        if (message.Route.Channel.IsSigned())
        {
            headers.Add(new(WebhookSignature.Header, WebhookSignature.Of(body, target.Secret, now)));
        }

        try
        {
            var answer = await outbound.PostAsync(target.Address, body, DeliveryPayload.ContentType, headers, Limit, cancellationToken);
            return ResultOf(answer);
        }
        catch (OutboundException failure)
        {
            return new(false, failure.Message, MayHelp: !failure.IsRefusal);
        }
    }

    private static AttemptResult ResultOf(Posted answer)
    {
        var says = string.Create(CultureInfo.InvariantCulture, $"The receiver answers {answer.Status}.");
        return answer.Status switch
        {
            >= 200 and < 300 => new(true, says),
            >= 300 and < 400 => new(false, $"{says} Redirects are not followed: enter the address that it leads to.", MayHelp: false),

            // Time-out, conflict with a try under way, too early, too many: another time they answer otherwise.
            408 or 409 or 425 or 429 or >= 500 => new(false, says, RetryAfter: answer.RetryAfter is { } wait ? (long)(wait.TotalSeconds * UnixNanos.PerSecond) : null),
            _ => new(false, $"{says} Trying again would not change that: mend it, then replay.", MayHelp: false),
        };
    }
}
