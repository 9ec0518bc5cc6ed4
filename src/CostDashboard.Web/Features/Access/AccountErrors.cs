using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace CostDashboard.Web.Features.Access;

/// <summary>Identity's refusals in our words: for us the name of a user is the mail address, so each is said once.</summary>
internal sealed class AccountErrors : IdentityErrorDescriber
{
    public override IdentityError DuplicateUserName(string userName) => Taken(userName);

    public override IdentityError DuplicateEmail(string email) => Taken(email);

    public override IdentityError InvalidUserName(string? userName) => NoAddress(userName);

    public override IdentityError InvalidEmail(string? email) => NoAddress(email);

    public override IdentityError ConcurrencyFailure() => new()
    {
        Code = nameof(ConcurrencyFailure),
        Description = "Somebody else changed or deleted this user at the same time. Nothing was saved: look at the user again.",
    };

    public override IdentityError PasswordTooShort(int length) => new()
    {
        Code = nameof(PasswordTooShort),
        Description = string.Create(CultureInfo.InvariantCulture, $"A password has at least {length} characters."),
    };

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => new()
    {
        Code = nameof(PasswordRequiresUniqueChars),
        Description = string.Create(CultureInfo.InvariantCulture, $"A password has at least {uniqueChars} different characters."),
    };

    private static IdentityError Taken(string address) => new() { Code = nameof(DuplicateEmail), Description = $"There is already a user with the mail address '{address}'." };

    private static IdentityError NoAddress(string? address) => new() { Code = nameof(InvalidEmail), Description = $"'{address}' is not a mail address." };
}
