using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Access;

/// <summary>
/// The link by which a person chooses a password. An administrator makes it and hands it over; it works once, for a week.
/// It is bound to the user's security stamp, which a new password changes: so it is void with its use, whatever becomes of the request.
/// </summary>
internal sealed class PasswordLink(IAccessStore access, Accounts accounts, TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const int IdLength = 32;

    /// <summary>The token of a new link; an older one of the same user stops working.</summary>
    internal async Task<string> MakeAsync(User user, AuditActor by, CancellationToken cancellationToken)
    {
        var secret = OneTimeToken.Make();
        var now = clock.GetUtcNow();
        var until = UnixNanos.From(now + Lifetime).Value;
        var stamp = (await access.FindUserAsync(user.Id, cancellationToken))?.SecurityStamp;
        await access.SetSettingAsync(
            SettingOf(user.Id),
            string.Create(CultureInfo.InvariantCulture, $"{OneTimeToken.Hash(secret)} {until} {stamp}"),
            new(UnixNanos.From(now), by, "password-link.create", user.Email),
            cancellationToken);
        return $"{user.Id:N}{secret}";
    }

    /// <summary>The user whose link it is; null when it does not work (any more).</summary>
    internal async Task<User?> FindUserAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: > IdLength } || !Guid.TryParseExact(token[..IdLength], "N", out var id)
            || (await access.GetSettingAsync(SettingOf(id), cancellationToken))?.Split(' ') is not [var hash, var until, var stamp])
        {
            return null;
        }

        var isInTime = long.Parse(until, CultureInfo.InvariantCulture) > UnixNanos.From(clock.GetUtcNow()).Value;
        return isInTime && OneTimeToken.Matches(token[IdLength..], hash) && await access.FindUserAsync(id, cancellationToken) is { } user && user.SecurityStamp == stamp
            ? user
            : null;
    }

    internal async Task<Accounts.Outcome> UseAsync(string? token, string? password, CancellationToken cancellationToken)
    {
        if (await FindUserAsync(token, cancellationToken) is not { } user)
        {
            return new Accounts.Outcome.Refused("This link was used already or is older than seven days. An administrator can make another one.");
        }

        var outcome = await accounts.SetPasswordAsync(user.Id, password, new(user.Id, user.Email));
        if (outcome is Accounts.Outcome.Done)
        {
            await access.SetSettingAsync(SettingOf(user.Id), null, CancellationToken.None);
        }

        return outcome;
    }

    private static string SettingOf(Guid user) => $"password-link:{user:N}";
}
