using CostDashboard.Core.Access;

namespace CostDashboard.Web.Features.Access;

/// <summary>The link on the console by which the first administrator is made. It is void once there is one.</summary>
internal sealed class SetUpLink(IAccessStore access, IServiceScopeFactory scopes, AdministratorGate gate)
{
    private const string Setting = "setup-token";

    private static readonly AuditActor s_console = new(null, "the link on the console");

    /// <summary>A new token where there is no administrator yet; it replaces the one of the last start. Null otherwise.</summary>
    internal async Task<string?> RenewIfNeededAsync(CancellationToken cancellationToken)
    {
        if (await HasAdministratorAsync(cancellationToken))
        {
            return null;
        }

        var token = OneTimeToken.Make();
        await access.SetSettingAsync(Setting, OneTimeToken.Hash(token), cancellationToken);
        return token;
    }

    internal async Task<bool> IsValidAsync(string? token, CancellationToken cancellationToken) =>
        OneTimeToken.Matches(token, await access.GetSettingAsync(Setting, cancellationToken)) && !await HasAdministratorAsync(cancellationToken);

    internal async Task<Accounts.Outcome> UseAsync(string? token, string? email, string? password, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync();
        if (!await IsValidAsync(token, cancellationToken))
        {
            return new Accounts.Outcome.Refused("This link was used already, or a later start of the program replaced it.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(email, Role.Administrator, s_console, password ?? "");
        if (outcome is Accounts.Outcome.Done)
        {
            await access.SetSettingAsync(Setting, null, cancellationToken);
        }

        return outcome;
    }

    private async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken) =>
        (await access.GetUsersAsync(cancellationToken)).Any(user => user.Role is Role.Administrator);
}
