using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Delivery;

/// <summary>
/// Shows a receiver that a message is ours and when it was sent: <c>t=1700000000,v1=6ffb…</c>, where v1 is the HMAC-SHA256, in hexadecimal, over the
/// seconds, a full stop and the body, with the route's secret as its UTF-8 bytes. A receiver refuses what is more than five minutes old.
/// </summary>
/// <remarks>The manner of https://docs.stripe.com/webhooks#verify-manually, which receivers have code for.</remarks>
public static class WebhookSignature
{
    public const string Header = "CostDashboard-Signature";

    /// <summary>Carries <see cref="ClaimedMessage.IdempotencyKey"/>: what comes under a key that was seen is the same message again.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <param name="at">When this try is made; each try has its own.</param>
    public static string Of(ReadOnlySpan<byte> body, string secret, UnixNanos at)
    {
        var seconds = (at.Value / UnixNanos.PerSecond).ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
