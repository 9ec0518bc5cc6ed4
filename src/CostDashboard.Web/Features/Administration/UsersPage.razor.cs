using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Administration;

/// <summary>Who may sign in, and as what. For administrators only.</summary>
public sealed partial class UsersPage
{
    private IReadOnlyList<User> _users = [];
    private string? _refusal;
    private string? _link;
    private string? _linkFor;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "create-user", Name = "email")]
    public string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "create-user", Name = "role")]
    public Role Role { get; set; }

    [Inject]
    private UserAdministration Users { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReadAsync();

    private static Role Other(Role role) => role is Role.Viewer ? Role.Administrator : Role.Viewer;

    private string StateOf(User user) => user switch
    {
        { PasswordHash.Length: 0 } => "has not chosen a password yet",
        { LockedUntil: { } until } when until > UnixNanos.From(Clock.GetUtcNow()) => "locked after wrong passwords",
        _ => "",
    };

    private async Task CreateAsync()
    {
        if (await AfterAsync(await Users.CreateAsync(Email, Role, Http.User.Actor())) is { } made)
        {
            await ShowLinkAsync(made);
        }
    }

    private async Task ChangeRoleAsync(User user) => await AfterAsync(await Users.SetRoleAsync(user.Id, Other(user.Role), Http.User.Actor()));

    private async Task DeleteAsync(User user) => await AfterAsync(await Users.DeleteAsync(user.Id, Http.User.Actor()));

    private async Task MakeLinkAsync(User user)
    {
        await ShowLinkAsync(user);
        await ReadAsync();
    }

    private async Task ShowLinkAsync(User user)
    {
        var token = await Users.MakePasswordLinkAsync(user, Http.User.Actor(), Http.RequestAborted);
        _linkFor = user.Email;
        _link = Navigation.ToAbsoluteUri($"password?token={token}").ToString();

        // It is as good as the password: no cache may keep it.
        Http.Response.Headers.CacheControl = "no-store";
    }

    private async Task<User?> AfterAsync(Accounts.Outcome outcome)
    {
        _refusal = (outcome as Accounts.Outcome.Refused)?.Reason;
        await ReadAsync();
        return (outcome as Accounts.Outcome.Done)?.User;
    }

    private async Task ReadAsync() => _users = await Users.GetAsync(Http.RequestAborted);
}
