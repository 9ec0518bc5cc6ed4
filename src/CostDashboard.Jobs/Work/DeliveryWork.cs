using CostDashboard.Core.Delivery;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Delivery;
using CostDashboard.Jobs.Scheduling;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Jobs.Work;

/// <summary>Delivers what is due, several messages side by side, and forgets what was delivered long ago.</summary>
public sealed class DeliveryWork(IOutbox outbox, IDeliveryDoor door, TimeProvider clock, ILogger<DeliveryWork> log) : IJobWork
{
    // Somebody waits for these: asking whether one is due costs one read by index.
    public static JobDefinition Job { get; } = new(
        "delivery",
        "Delivery",
        "Sends what incidents tell by mail and webhook, tries again what failed, and forgets what was delivered long ago.",
        new JobRhythm.Looks(2 * UnixNanos.PerSecond),
        Reads: null,
        Writes: "messages");

    /// <summary>Tries under way at a time, and of one route: a receiver that hangs holds two of them, for as long as its time limit.</summary>
    public const int MostAtOnce = 16;
    public const int MostOfRoute = 2;

    /// <summary>Nanoseconds for which a message is this node's. A try takes 30 seconds at most; the rest is for a database that is slow to hear of it.</summary>
    public const long Lease = 2 * UnixNanos.PerMinute;

    /// <summary>Nanoseconds after which what was delivered is deleted from the log.</summary>
    public const long Kept = 90 * UnixNanos.PerDay;

    // While something is under way, what has become due meanwhile is looked for so often.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);

    // A stop waits so long for an answer; what has none by then is tried again, under the same key.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly Guid _node = Guid.NewGuid();

    private UnixNanos Now => UnixNanos.From(clock.GetUtcNow());

    /// <summary>Ends when nothing is due or under way. Safe to run beside itself, here or on another node.</summary>
    /// <exception cref="StoreUnavailableException">The database takes no writes now; what is claimed is tried again when its lease ends.</exception>
    public async Task RunAsync(JobPass pass, CancellationToken cancellationToken)
    {
        using var broken = new CancellationTokenSource();
        await using var grace = clock.CreateTimer(_ => broken.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stop = cancellationToken.Register(() => grace.Change(s_grace, Timeout.InfiniteTimeSpan));
        var running = new List<Task>();
        try
        {
            do
            {
                var claimed = await ClaimAsync(MostAtOnce - running.Count, cancellationToken);
                await BeginAsync(pass, claimed.Count, cancellationToken);
                foreach (var message in claimed)
                {
                    running.Add(DeliverAsync(message, broken.Token));
                }

                await NextAsync(running, cancellationToken);
            }
            while (running.Count > 0 && !cancellationToken.IsCancellationRequested);
        }
        finally
        {
            await Task.WhenAll(running);
        }

        while (!cancellationToken.IsCancellationRequested && await outbox.SweepAsync(Now + -Kept, cancellationToken) > 0)
        {
        }
    }

    // Messages are this node's one by one; that another node delivers as well is no reason to leave them.
    private static async Task BeginAsync(JobPass pass, int messages, CancellationToken cancellationToken)
    {
        if (messages == 0)
        {
            return;
        }

        pass.Wrote(messages);
        try
        {
            await pass.BeginAsync(cancellationToken);
        }
        catch (JobTakenException)
        {
        }
    }

    private async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(int free, CancellationToken cancellationToken) =>
        free == 0 ? [] : await outbox.ClaimAsync(_node, Now, Now + Lease, free, MostOfRoute, cancellationToken);

    // Until one has ended, or until it is time to look again.
    private async Task NextAsync(List<Task> running, CancellationToken cancellationToken)
    {
        if (running.Count == 0)
        {
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([.. running, Task.Delay(s_look, clock, ended.Token)]);
        await ended.CancelAsync();
        foreach (var task in running.Where(task => task.IsCompleted).ToList())
        {
            running.Remove(task);
            await task;
        }
    }

    private async Task DeliverAsync(ClaimedMessage message, CancellationToken broken)
    {
        var began = clock.GetTimestamp();
        AttemptResult result;
        try
        {
            result = await door.DeliverAsync(message, Now, broken);
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested)
        {
            result = new(false, "The program ended before there was an answer.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A fault of one message must not stop the others; it is tried again, and dead in the end.
            log.DeliveryFault(fault, message.Message.Id);
            result = new(false, $"A fault of this program: {fault.Message}");
        }

        // Not given up with the stop: what is known must be written down.
        await outbox.EndAsync(message, _node, result, (long)clock.GetElapsedTime(began).TotalMicroseconds * 1_000, Now, CancellationToken.None);
    }
}

internal static partial class DeliveryLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The message {Message} could not be delivered for a fault of this program.")]
    internal static partial void DeliveryFault(this ILogger log, Exception fault, Guid message);
}
