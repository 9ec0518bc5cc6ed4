using System.Globalization;
using CostDashboard.Web.Api;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Errors;
using CostDashboard.Web.Features.FeatureValues;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Features.Views;
using CostDashboard.Web.Features.Sources;
using CostDashboard.Web.Features.Steps;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Features.Traces.Statistics;
using CostDashboard.Web.Hosting;

namespace CostDashboard.Web;

/// <summary>The program, as a table of contents: each line below is one file.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] arguments)
    {
        // Numbers and dates look the same on every machine.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

        return CommandLine.Parse(arguments) switch
        {
            CommandLine.Agent(var dashboard) => await StdioAgent.RunAsync(dashboard),
            CommandLine.Start(var options) => await Launch.RunAsync(() => Compose(options)),
            CommandLine.Import(var options) => await ImportCommand.RunAsync(options),
            var other => await other.AnswerAsync(Console.Out, Console.Error),
        };
    }

    /// <summary>The whole product: what it is made of, and in what order a request meets it.</summary>
    /// <param name="prepare">First word on configuration and services; for tests.</param>
    /// <exception cref="SettingsException">The environment says something that cannot be meant.</exception>
    internal static WebApplication Compose(LaunchOptions options, Action<WebApplicationBuilder>? prepare = null)
    {
        var builder = WebApplication.CreateBuilder(options.ToHostOptions());
        prepare?.Invoke(builder);
        builder.LogInSingleLines();
        builder.ListenOnDoors(options);
        builder.AddSettings(options);
        builder.AddIngest();
        builder.AddOutbound();
        builder.AddDelivery();
        builder.Services.AddPrices();
        builder.AddBackgroundWork(options);
        builder.Services.AddDemo();
        builder.Services.AddAccess();
        builder.Services.AddReadApi();
        builder.Services.AddAgentDoor();
        builder.Services.AddSavedViews();
        builder.Services.AddPages();

        var app = builder.Build();
        app.UseRefusalPage();
        app.UseRouting();
        app.UseDoors();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapHealth();
        app.MapOtlpAtEveryDoor();
        app.MapJsonDoor();
        app.MapReadApi();
        app.MapMcpForKeys();
        app.MapSignOut();
        app.MapSpendExport();
        app.MapSavedViews();
        app.MapTraces();
        app.MapStepsExport();
        app.MapSources();
        app.MapStatisticsExport();
        app.MapErrorsExport();
        app.MapFeatureExport();
        app.MapPages();
        return app;
    }
}
