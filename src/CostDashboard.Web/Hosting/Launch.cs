using CostDashboard.Storage;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Connections;

namespace CostDashboard.Web.Hosting;

/// <summary>Starts the product in order, says where it is, and turns what can go wrong into one line and an exit code.</summary>
internal static class Launch
{
    internal static async Task<int> RunAsync(Func<WebApplication> compose)
    {
        try
        {
            await using var app = compose();
            await StartAsync(app, Console.Out, app.Lifetime.ApplicationStopping);
            await app.WaitForShutdownAsync(CancellationToken.None);
            return ExitCode.Success;
        }
        catch (SettingsException mistake)
        {
            await Console.Error.WriteLineAsync($"error: {mistake.Message}");
            return ExitCode.NotUnderstood;
        }
        catch (IOException inUse) when (inUse.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"error: {inUse.Message} Choose another port with --port, --otlp-http-port or --otlp-grpc-port.");
            return ExitCode.PortInUse;
        }
        catch (CannotStartException why)
        {
            await Console.Error.WriteLineAsync($"error: {why.Message}");
            return ExitCode.Failure;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"error: CostDashboard cannot run: {failure}");
            return ExitCode.Failure;
        }
    }

    /// <summary>What has to be there before the first request: only then do the ports open.</summary>
    internal static async Task StartAsync(WebApplication app, TextWriter output, CancellationToken cancellationToken)
    {
        await PrepareAsync(app.Services, cancellationToken);
        await app.Services.GetRequiredService<PriceLoading>().LoadAsync(cancellationToken);
        await app.Services.GetRequiredService<Provisioning>().EnsureAsync(cancellationToken);
        var setUpToken = await app.Services.GetRequiredService<SetUpLink>().RenewIfNeededAsync(cancellationToken);
        await app.StartAsync(cancellationToken);

        var addresses = app.Services.GetRequiredService<Addresses>();
        await output.WriteAsync(StartMessage.Of(addresses, app.Services.GetRequiredService<LaunchOptions>(), setUpToken));
        await output.FlushAsync(cancellationToken);
        await app.Services.GetRequiredService<DemoFilling>().ResumeAsync(cancellationToken);
    }

    private static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<IStorageStartup>().PrepareAsync(cancellationToken);
        }
        catch (InvalidOperationException unusable)
        {
            throw new CannotStartException(unusable.Message, unusable);
        }
    }
}
