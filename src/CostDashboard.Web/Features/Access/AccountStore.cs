using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Identity;

namespace CostDashboard.Web.Features.Access;

/// <summary>Lets ASP.NET Core Identity keep its users behind <see cref="IAccessStore"/>. A user's name is the mail address, unique without regard to case.</summary>
internal sealed class AccountStore(IAccessStore access) :
    IUserPasswordStore<Account>, IUserEmailStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>
{
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => SaveAsync(user, async () =>
    {
        await access.CreateUserAsync(user.User, EntryOf(user), cancellationToken);
        return true;
    });

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) =>
        SaveAsync(user, async () =>
        {
            // Sign-ins are counted beside the rest: a failed one may not undo, with what it has read, what others count meanwhile.
            var (now, stored) = (user.User, user.Stored);
            if (now with { FailedSignIns = stored.FailedSignIns, LockedUntil = stored.LockedUntil } != stored
                && !await access.UpdateUserAsync(now, stored.SecurityStamp, user.Entry, cancellationToken))
            {
                return false;
            }

            if (now.FailedSignIns != stored.FailedSignIns || now.LockedUntil != stored.LockedUntil)
            {
                await access.ResetSignInsAsync(now.Id, now.LockedUntil, cancellationToken);
            }

            return true;
        });

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        await access.DeleteUserAsync(user.User.Id, EntryOf(user), cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) && await access.FindUserAsync(id, cancellationToken) is { } user ? new(user) : null;

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await access.FindUserByEmailAsync(normalizedUserName, cancellationToken) is { } user ? new(user) : null;

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) => FindByNameAsync(normalizedEmail, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.User.Id.ToString("D", CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.User.Email);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        Set(user, user.User with { Email = userName ?? "" });

    // The store itself compares without regard to case, so there is no second, normalised form to keep.
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.User.Email);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.User.Email);

    public Task SetEmailAsync(Account user, string? email, CancellationToken cancellationToken) => SetUserNameAsync(user, email, cancellationToken);

    public Task<string?> GetNormalizedEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.User.Email);

    public Task SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    // Whoever holds the link that sets the password was sent it by an administrator; no mail is sent.
    public Task<bool> GetEmailConfirmedAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.User.PasswordHash is { Length: > 0 } hash ? hash : null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(user, user.User with { PasswordHash = passwordHash ?? "" });

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.User.PasswordHash.Length > 0);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.User.SecurityStamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) =>
        Set(user, user.User with { SecurityStamp = stamp });

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.User.LockedUntil?.ToDateTimeOffset());

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(user, user.User with { LockedUntil = lockoutEnd is { } end ? UnixNanos.From(end) : null });

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        var count = await access.CountFailedSignInAsync(user.User.Id, cancellationToken);
        user.User = user.User with { FailedSignIns = count };
        user.Stored = user.Stored with { FailedSignIns = count };
        return count;
    }

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(user, user.User with { FailedSignIns = 0 });

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.User.FailedSignIns);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private static AuditEntry EntryOf(Account account) =>
        account.Entry ?? throw new ArgumentException("Who makes or deletes a user says who they are.", nameof(account));

    private static async Task<IdentityResult> SaveAsync(Account account, Func<Task<bool>> save)
    {
        try
        {
            if (!await save())
            {
                return IdentityResult.Failed(new AccountErrors().ConcurrencyFailure());
            }

            account.Stored = account.User;
            return IdentityResult.Success;
        }
        catch (InvalidOperationException taken)
        {
            return IdentityResult.Failed(new IdentityError { Code = nameof(User.Email), Description = taken.Message });
        }
    }

    private static Task Set(Account account, User user)
    {
        account.User = user;
        return Task.CompletedTask;
    }
}
