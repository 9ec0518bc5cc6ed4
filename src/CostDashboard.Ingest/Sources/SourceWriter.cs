using CostDashboard.Core.Sources;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Sources;

/// <summary>Writes what arrived from where, a few times a minute and when the program stops: never on the way of a span.</summary>
internal sealed class SourceWriter(IntakeTally tally, ISourceStore store, TimeProvider clock, ILogger<SourceWriter> logger) : BackgroundService
{
    /// <summary>For so long the page may not know of what arrived, and so much is lost by a kill.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // What was taken from the tally is written, also while the program stops.
            await WriteAsync(CancellationToken.None);
        }
    }

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        var batch = tally.Sources.Take();
        if (batch.IsEmpty)
        {
            return;
        }

        try
        {
            await store.AddAsync(batch, UnixNanos.From(clock.GetUtcNow()), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Spans are told to come later in the meantime, and say so.
            tally.Sources.Restore(batch);
        }
#pragma warning disable CA1031 // counting must not end with the first fault, nor end the program
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "What arrived from where could not be written; {Sources} rows of it are not counted.", batch.Hours.Count);
        }
    }
}
