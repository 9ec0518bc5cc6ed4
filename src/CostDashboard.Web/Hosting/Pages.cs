using CostDashboard.Web.Features.Spend.Spikes;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui;
using Microsoft.AspNetCore.Hosting.Server;

namespace CostDashboard.Web.Hosting;

/// <summary>The pages: rendered on the server, with circuits only where a page has an interactive island.</summary>
internal static class Pages
{
    internal static void AddPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton(provider => Addresses.Of(provider.GetRequiredService<IServer>()));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddUi();
        services.AddScoped<SpikeReading>();
        services.AddSingleton<TraceSights>();
        services.AddHostedService<TraceWarmUp>();
    }

    /// <summary>A browser that gets no page is told so in one; programs keep the bare status. Stands before routing, which it repeats.</summary>
    internal static void UseRefusalPage(this WebApplication app) => app.UseWhen(
        http => http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
        browsers => browsers.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));

    internal static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            // SecurityHeaders says it, for every answer.
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization();
    }
}
