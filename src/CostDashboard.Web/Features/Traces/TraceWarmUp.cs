using System.Security.Claims;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;

namespace CostDashboard.Web.Features.Traces;

/// <summary>
/// Shows a trace to nobody, once, when the program has started: its queries are translated and its code is compiled before the first person looks at one.
/// Without it the first page of a large trace took half a second longer than the next (<c>performance.md</c>).
/// </summary>
internal sealed partial class TraceWarmUp(
    ITraceQueries traces,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILoggerFactory logs,
    ILogger<TraceWarmUp> log) : BackgroundService
{
    /// <summary>Every kind of row is in a trace of so many; more would take of those who come first.</summary>
    internal const int MostSpans = 1_000;

    private const int Looked = 50;

    private static readonly AuthenticationState s_nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    /// <summary>The newest of the traces that began last and are not too large; null where there is none.</summary>
    internal async Task<TraceKey?> ChooseAsync(CancellationToken cancellationToken)
    {
        var newest = new TraceQuestion(Project: null, default, UnixNanos.From(clock.GetUtcNow()), [], Limit: Looked);
        return (await traces.GetFirstAsync(newest, cancellationToken)).FirstOrDefault(trace => trace.SpanCount <= MostSpans)?.Key;
    }

    /// <summary>The view of a trace as its page shows it.</summary>
    internal async Task<string> RenderAsync(TraceKey trace)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<AuthenticationStateProvider>() is IHostEnvironmentAuthenticationStateProvider user)
        {
            user.SetAuthenticationState(Task.FromResult(s_nobody));
        }

        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var shown = await renderer.RenderComponentAsync<TraceExplorer>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(TraceExplorer.Project)] = trace.Project.Value,
                [nameof(TraceExplorer.Trace)] = trace.Trace.ToString(),
            }));
            return shown.ToHtmlString();
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stoppingToken);
            if (await ChooseAsync(stoppingToken) is { } trace)
            {
                await RenderAsync(trace);
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops before anybody looked.
        }
#pragma warning disable CA1031 // Nobody asked for it: whatever is wrong is told to who looks at a trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Debug, "No trace could be shown ahead")]
    private partial void LogFailed(Exception failure);
}
