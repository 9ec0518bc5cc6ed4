using CostDashboard.Core.Access;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Access;

/// <summary>Behind the link that an administrator hands over: a person chooses a password and is signed in.</summary>
public sealed partial class PasswordPage
{
    private User? _user;
    private string? _refusal;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "password", Name = "password")]
    public string? Password { get; set; }

    [Inject]
    private PasswordLink Link { get; set; } = null!;

    [Inject]
    private SignIn Access { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _user = await Link.FindUserAsync(Token, Http.RequestAborted);
        if (_user is null)
        {
            // Not 404: the renderer gives the place of such an answer to the page of unknown addresses, which asks for a sign-in.
            Http.Response.StatusCode = StatusCodes.Status410Gone;
        }
    }

    private async Task SetAsync()
    {
        switch (await Link.UseAsync(Token, Password, Http.RequestAborted))
        {
            case Accounts.Outcome.Done(var user):
                await Access.AcceptAsync(user);
                Navigation.NavigateTo("/");
                break;
            case Accounts.Outcome.Refused(var reason):
                _refusal = reason;
                break;
        }
    }
}
