using System.Text;
using CostDashboard.Core.Access;
using Microsoft.AspNetCore.Http;

namespace CostDashboard.Ingest.Access;

/// <summary>What a request shows to come in: the secret of a key, and with Basic authentication the key's public half beside it.</summary>
/// <param name="PublicKey">Null where the secret came alone.</param>
internal sealed record ShownKey(string Secret, string? PublicKey)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>Whether both halves are of this key. The secret alone opens; a public half of another key says that two projects were mixed up.</summary>
    internal bool IsOf(ApiKey key) => PublicKey is null || PublicKey == key.PublicKey;

    /// <summary>Reads <c>Authorization: Bearer KEY</c>, <c>Authorization: Basic base64(PUBLIC:KEY)</c> or <c>x-api-key: KEY</c>; null for none of them.</summary>
    internal static ShownKey? Of(IHeaderDictionary headers)
    {
        string? authorization = headers.Authorization;
        return authorization is null ? Alone(headers["x-api-key"])
            : authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? Alone(authorization[Bearer.Length..].Trim())
            : authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? Pair(authorization[Basic.Length..].Trim())
            : Alone(headers["x-api-key"]);
    }

    private static ShownKey? Alone(string? secret) => string.IsNullOrEmpty(secret) ? null : new(secret, null);

    private static ShownKey? Pair(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        // The first colon parts them (RFC 7617): a secret may have colons, a public half has none.
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is [var name, { Length: > 0 } secret] ? new(secret, name) : null;
    }
}
