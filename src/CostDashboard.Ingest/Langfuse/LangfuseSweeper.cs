using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>Makes the spans of events that a process took and did not come to an end with: it died, or the queue was full and the client did not send again.</summary>
internal sealed class LangfuseSweeper(ILangfuseEvents events, LangfuseWeaver weaver, TimeProvider clock, ILogger<LangfuseSweeper> logger) : BackgroundService
{
    /// <summary>Whoever took events has ended by then.</summary>
    internal const long Patience = 2 * UnixNanos.PerMinute;

    private const int MostAtOnce = 500;

    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    /// <summary>Looks once. What cannot be written now is found again.</summary>
    /// <returns>How many entities were found.</returns>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow());
        var unsettled = await events.GetUnsettledAsync(now + -Patience, MostAtOnce, cancellationToken);
        foreach (var project in unsettled.GroupBy(one => one.Project))
        {
            long[] entities = [.. project.SelectMany(one => (long?[])[one.Entity, one.Trace]).OfType<long>().Distinct()];
            await weaver.WeaveAsync(new(new(Door.Langfuse, project.Key), [], now, 0), entities, taken: null, said: [], cancellationToken);
        }

        return unsettled.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // They stay unsettled, and are found the next time.
            }
#pragma warning disable CA1031 // looking must not end with the first fault, nor end the program
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                logger.LogError(fault, "Spans of events of Langfuse that were left could not be made; they are tried again.");
            }
        }
    }
}
