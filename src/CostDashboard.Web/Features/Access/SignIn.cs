using CostDashboard.Core.Access;
using Microsoft.AspNetCore.Identity;

namespace CostDashboard.Web.Features.Access;

/// <summary>Signs a person in by mail address and password.</summary>
internal sealed class SignIn(SignInManager<Account> identity, IAccessStore access)
{
    /// <summary>One sentence for every failure: it must not tell a stranger which addresses have an account.</summary>
    internal const string Refusal = "Mail address or password is wrong. After five wrong passwords an account is locked for 15 minutes.";

    // Of a password that nobody has; comparing with it takes a stranger's guess as long as a real one.
    private static readonly string s_nobodysHash = new PasswordHasher<Account>().HashPassword(null!, OneTimeToken.Make());

    internal async Task<bool> TryAsync(string? email, string? password, CancellationToken cancellationToken)
    {
        email = email?.Trim() ?? "";
        password ??= "";
        if (await access.FindUserByEmailAsync(email, cancellationToken) is not { PasswordHash.Length: > 0 } user)
        {
            identity.UserManager.PasswordHasher.VerifyHashedPassword(null!, s_nobodysHash, password);
            return false;
        }

        var result = await identity.PasswordSignInAsync(new Account(user), password, isPersistent: true, lockoutOnFailure: true);
        return result.Succeeded;
    }

    /// <summary>Signs in somebody who has just proved who they are by a one-time link.</summary>
    internal Task AcceptAsync(User user) => identity.SignInAsync(new Account(user), isPersistent: true);
}
