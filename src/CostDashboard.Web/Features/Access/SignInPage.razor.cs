using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Access;

/// <summary>Where strangers end up, with the page they wanted in the query.</summary>
public sealed partial class SignInPage
{
    private bool _isRefused;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in", Name = "email")]
    public string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in", Name = "password")]
    public string? Password { get; set; }

    [Inject]
    private SignIn Access { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private async Task SignInAsync()
    {
        if (await Access.TryAsync(Email, Password, Http.RequestAborted))
        {
            Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
            return;
        }

        _isRefused = true;
        Http.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }
}
