using System.Globalization;
using System.Security.Claims;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Features.Views;

/// <summary>
/// Where the forms about saved views are posted to, with the token of a form. They stand beside the page, which only administrators may post
/// to: everybody keeps views of their own. Each answers with the page again, and with why not in its address.
/// </summary>
internal static class ViewEndpoints
{
    internal static void AddSavedViews(this IServiceCollection services) => services.AddScoped<ViewKeeping>();

    internal static void MapSavedViews(this IEndpointRouteBuilder routes)
    {
        var views = routes.MapGroup("/views").RequireAuthorization().ExcludeFromDescription();
        views.MapPost("/save", SaveAsync);
        views.MapPost("/rename", RenameAsync);
        views.MapPost("/remove", RemoveAsync);
    }

    private static async Task<RedirectHttpResult> SaveAsync(
        ClaimsPrincipal user, ViewKeeping views, [FromForm] string? name, [FromForm] string? address, [FromForm] bool? shared, CancellationToken cancellationToken) =>
        Back(address, await views.SaveAsync(user, name, address, shared == true, cancellationToken));

    private static async Task<RedirectHttpResult> RenameAsync(
        ClaimsPrincipal user, ViewKeeping views, [FromForm] Guid id, [FromForm] string? name, [FromForm] string? address, [FromForm] bool? shared, CancellationToken cancellationToken) =>
        Back(address, await views.RenameAsync(user, id, name, shared == true, cancellationToken));

    private static async Task<RedirectHttpResult> RemoveAsync(
        ClaimsPrincipal user, ViewKeeping views, [FromForm] Guid id, [FromForm] string? address, CancellationToken cancellationToken) =>
        Back(address, await views.RemoveAsync(user, id, cancellationToken));

    // Only ever to a page of ours; its address comes from a form.
    private static RedirectHttpResult Back(string? address, ViewRefusal? refusal)
    {
        var page = LocalUrl.OrHome(address);
        var viewed = ViewedPage.Of(page);
        page = page.StartsWith(viewed.Path + "?", StringComparison.Ordinal) ? page : viewed.Path + "?";
        return TypedResults.LocalRedirect(
            $"{page}{(page.EndsWith('?') ? "" : "&")}views=1{(refusal is { } reason ? string.Create(CultureInfo.InvariantCulture, $"&refused={(int)reason}") : "")}");
    }
}
