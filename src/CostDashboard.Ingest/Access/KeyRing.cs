using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Access;

/// <summary>Finds the key that a secret opens, without asking the store for every request. Secrets are neither kept nor logged, only their SHA-256.</summary>
public sealed class KeyRing(IAccessStore store, TimeProvider clock, ILogger<KeyRing> logger)
{
    // Secrets that open nothing are remembered too, or a misconfigured exporter would be a query for each of its requests.
    private const int MostRemembered = 10_000;
    private const int LongestSecret = 512;

    private static readonly TimeSpan s_remembered = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_betweenTouches = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Remembered> _byHash = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, long> _touchedAt = new();

    /// <summary>The active key of the secret; null when there is none, or when it was revoked more than five seconds ago.</summary>
    /// <param name="secret">As it stands in the header.</param>
    public async ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length is 0 or > LongestSecret)
        {
            return null;
        }

        var sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var hash = Convert.ToHexString(sha256);
        if (!_byHash.TryGetValue(hash, out var remembered) || clock.GetElapsedTime(remembered.At) >= s_remembered)
        {
            // The time is taken before the store is asked: what it answers is at least as new.
            var at = clock.GetTimestamp();
            remembered = new(await store.FindKeyAsync(sha256, cancellationToken), at);
            Remember(hash, remembered);
        }

        if (remembered.Key is not { IsActive: true } key)
        {
            return null;
        }

        TouchNowAndThen(key.Id);
        return key;
    }

    private void Remember(string hash, Remembered remembered)
    {
        if (_byHash.Count >= MostRemembered)
        {
            _byHash.Clear();
        }

        _byHash[hash] = remembered;
    }

    private void TouchNowAndThen(int keyId)
    {
        var now = clock.GetTimestamp();
        var isFirst = !_touchedAt.TryGetValue(keyId, out var last);
        if (!isFirst && clock.GetElapsedTime(last, now) < s_betweenTouches)
        {
            return;
        }

        // Only the one that moves the time writes it.
        if (isFirst ? _touchedAt.TryAdd(keyId, now) : _touchedAt.TryUpdate(keyId, now, last))
        {
            _ = TouchAsync(keyId);
        }
    }

    // Nobody waits for it: when a key was last used is for people, and must not hold up or fail a request.
    private async Task TouchAsync(int keyId)
    {
        try
        {
            await store.TouchKeyAsync(keyId, UnixNanos.From(clock.GetUtcNow()), CancellationToken.None);
        }
#pragma warning disable CA1031 // the reason stands above
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "The last use of API key {Key} could not be noted.", keyId);
        }
    }

    private sealed record Remembered(ApiKey? Key, long At);
}
