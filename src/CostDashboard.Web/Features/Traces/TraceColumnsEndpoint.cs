using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace CostDashboard.Web.Features.Traces;

/// <summary>Takes what somebody chose of the list's columns: their next lists begin with it, and the list that they see now shows it. For everybody who is signed in.</summary>
internal static class TraceColumnsEndpoint
{
    internal static IEndpointRouteBuilder MapTraceColumns(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/traces/columns", Choose).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    private static RedirectHttpResult Choose(HttpResponse response, [FromForm] StringValues cols, [FromForm] string? density, [FromForm] string? address)
    {
        var chosen = new UrlText("").Add(TraceColumns.Key, string.Join(',', cols.ToArray())).Add(TraceColumns.DensityKey, density).ToString();
        var columns = TraceColumns.From(UrlQuery.Of(chosen), null);
        var kept = new UrlText("");
        var page = LocalUrl.OrHome(address);
        var url = new UrlText("/traces");
        foreach (var (key, values) in Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(page.StartsWith("/traces?", StringComparison.Ordinal) ? page["/traces".Length..] : ""))
        {
            foreach (var value in values)
            {
                url = key is TraceColumns.Key or TraceColumns.DensityKey ? url : url.Add(key, value);
            }
        }

        foreach (var (key, value) in columns.Parameters)
        {
            kept.Add(key, value);
            url.Add(key, value);
        }

        response.Cookies.Append(TraceColumns.Cookie, kept.ToString()[1..], new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
        return TypedResults.LocalRedirect(url.ToString());
    }
}
