using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Access;

/// <summary>Behind the one-time link on the console: makes the first administrator and signs them in.</summary>
public sealed partial class SetUpPage
{
    private bool _isValid;
    private string? _refusal;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "set-up", Name = "email")]
    public string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "set-up", Name = "password")]
    public string? Password { get; set; }

    [Inject]
    private SetUpLink Link { get; set; } = null!;

    [Inject]
    private SignIn Access { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _isValid = await Link.IsValidAsync(Token, Http.RequestAborted);
        if (!_isValid)
        {
            // Not 404: the renderer gives the place of such an answer to the page of unknown addresses, which asks for a sign-in.
            Http.Response.StatusCode = StatusCodes.Status410Gone;
        }
    }

    private async Task SetUpAsync()
    {
        switch (await Link.UseAsync(Token, Email, Password, Http.RequestAborted))
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
