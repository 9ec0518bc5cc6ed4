using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Identity;

namespace CostDashboard.Web.Features.Access;

/// <summary>Makes, changes and removes users, under the one rule that an administrator is always left.</summary>
internal sealed class Accounts(IAccessStore access, UserManager<Account> identity, AdministratorGate gate, TimeProvider clock)
{
    internal const int ShortestPassword = 12;

    /// <summary>How an attempt ended.</summary>
    internal abstract record Outcome
    {
        private Outcome()
        {
        }

        internal sealed record Done(User User) : Outcome;

        /// <summary>Nothing was changed; the reason is a sentence for the person who asked.</summary>
        internal sealed record Refused(string Reason) : Outcome;
    }

    /// <param name="by">Who makes the user, for the audit log; the other methods alike.</param>
    /// <param name="password">Null where the person will choose one by a link; until then nobody can sign in as them.</param>
    internal async Task<Outcome> CreateAsync(string? email, Role role, AuditActor by, string? password = null)
    {
        var account = new Account(new(Guid.CreateVersion7(), (email ?? "").Trim(), "", role, ""));
        Tell(account, by, "user.create", NameOf(role));
        var result = password is null ? await identity.CreateAsync(account) : await identity.CreateAsync(account, password);
        return Of(result, account);
    }

    internal async Task<Outcome> SetPasswordAsync(Guid id, string? password, AuditActor by)
    {
        if (await FindAsync(id) is not { } account)
        {
            return Gone;
        }

        foreach (var validator in identity.PasswordValidators)
        {
            if (await validator.ValidateAsync(identity, account, password) is { Succeeded: false } refused)
            {
                return Of(refused, account);
            }
        }

        account.User = account.User with { PasswordHash = identity.PasswordHasher.HashPassword(account, password!), FailedSignIns = 0, LockedUntil = null };

        Tell(account, by, "user.password");

        // Also saves, and ends every sign-in with the old password.
        return Of(await identity.UpdateSecurityStampAsync(account), account);
    }

    internal async Task<Outcome> SetRoleAsync(Guid id, Role role, AuditActor by)
    {
        using var turn = await gate.EnterAsync();
        if (await FindAsync(id) is not { } account)
        {
            return Gone;
        }

        if (role is not Role.Administrator && await IsLastAdministratorAsync(account.User))
        {
            return new Outcome.Refused($"{account.User.Email} is the last administrator: make another one first.");
        }

        Tell(account, by, "user.role", $"{NameOf(account.User.Role)} → {NameOf(role)}");
        account.User = account.User with { Role = role };
        return Of(await identity.UpdateSecurityStampAsync(account), account);
    }

    internal async Task<Outcome> DeleteAsync(Guid id, AuditActor by)
    {
        using var turn = await gate.EnterAsync();
        if (await FindAsync(id) is not { } account)
        {
            return Gone;
        }

        Tell(account, by, "user.delete", NameOf(account.User.Role));
        return await IsLastAdministratorAsync(account.User)
            ? new Outcome.Refused($"{account.User.Email} is the last administrator and cannot be deleted.")
            : Of(await identity.DeleteAsync(account), account);
    }

    private static Outcome.Refused Gone { get; } = new("There is no such user any more.");

    private static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    private void Tell(Account account, AuditActor by, string action, string details = "") =>
        account.Entry = new(UnixNanos.From(clock.GetUtcNow()), by, action, account.User.Email, details);

    private async Task<Account?> FindAsync(Guid id) => await access.FindUserAsync(id, CancellationToken.None) is { } user ? new(user) : null;

    private async Task<bool> IsLastAdministratorAsync(User user) =>
        user.Role is Role.Administrator
        && (await access.GetUsersAsync(CancellationToken.None)).Count(other => other.Role is Role.Administrator) <= 1;

    private static Outcome Of(IdentityResult result, Account account) => result.Succeeded
        ? new Outcome.Done(account.User)
        : new Outcome.Refused(string.Join(' ', result.Errors.Select(error => error.Description).Distinct(StringComparer.Ordinal)));
}

/// <summary>One at a time: otherwise two administrators who demote each other at once would leave none.</summary>
internal sealed class AdministratorGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    internal async Task<IDisposable> EnterAsync()
    {
        await _one.WaitAsync();
        return new Turn(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
