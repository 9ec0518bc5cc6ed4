using System.Threading.Channels;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Pipeline;

/// <summary>
/// Many requests, one transaction. A single writer takes what waits, commits it as one, and answers each request after the commit;
/// while it commits, the next group gathers. So the store is as fast under many small requests as under few large ones.
/// </summary>
public sealed class GroupCommit(ISpanStore store, IngestOptions options, ILogger<GroupCommit> logger) : IHostedService
{
    private const string Full = "too many spans wait to be written";
    private const string Stopping = "the server is stopping";
    private const string Unavailable = "the database cannot take a write now";
    private const string Failed = "the write failed";

    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly List<Waiting> _group = [];
    private long _queuedSpans;
    private long _queuedBytes;
    private Task _writer = Task.CompletedTask;

    /// <summary>Spans that wait for the writer now.</summary>
    public long QueuedSpans => Interlocked.Read(ref _queuedSpans);

    /// <summary>Hands spans to the writer and waits until they are durable, or until it is known that they will not be.</summary>
    /// <param name="bytes">What they were on the wire; bounds the memory that waits, and the size of a commit.</param>
    /// <param name="cancellationToken">Ends the waiting only: spans that were handed in are written all the same, since others wait for the same commit.</param>
    public async Task<CommitAnswer> CommitAsync(IReadOnlyList<PricedSpan> spans, long bytes, CancellationToken cancellationToken)
    {
        if (spans.Count == 0)
        {
            return CommitAnswer.Durable.Instance;
        }

        var waiting = new Waiting(spans, bytes);
        if (!TryReserve(waiting))
        {
            return new CommitAnswer.Later(Full, IsThrottle: true);
        }

        if (!_queue.Writer.TryWrite(waiting))
        {
            Release(waiting);
            return new CommitAnswer.Later(Stopping);
        }

        return await waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writer = Task.Run(WriteAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Takes nothing more, and returns when all that was taken is committed and answered.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _writer.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            Gather();
            await CommitGroupAsync();
        }
    }

    private void Gather()
    {
        _group.Clear();
        long spans = 0, bytes = 0;
        while (_queue.Reader.TryPeek(out var next)
            && (_group.Count == 0 || (spans + next.Spans.Count <= options.MostSpansPerCommit && bytes + next.Bytes <= options.MostBytesPerCommit))
            && _queue.Reader.TryRead(out next))
        {
            _group.Add(next);
            spans += next.Spans.Count;
            bytes += next.Bytes;
        }
    }

    private async Task CommitGroupAsync()
    {
        var answer = await TryCommitAsync(_group.Count == 1 ? _group[0].Spans : [.. _group.SelectMany(w => w.Spans)]);
        if (answer is CommitAnswer.Later { Reason: Failed } && _group.Count > 1)
        {
            // Something in the group cannot be written. One by one, only the request that holds it fails.
            foreach (var waiting in _group)
            {
                Answer(waiting, await TryCommitAsync(waiting.Spans));
            }

            return;
        }

        foreach (var waiting in _group)
        {
            Answer(waiting, answer);
        }
    }

    // Whatever the store throws, the writer lives on and every sender is told to send again: a failure we do not know may pass,
    // and an answer that does not ask for a retry would lose the spans.
    private async Task<CommitAnswer> TryCommitAsync(IReadOnlyList<PricedSpan> spans)
    {
        try
        {
            await store.CommitAsync(spans, CancellationToken.None);
            return CommitAnswer.Durable.Instance;
        }
        catch (StoreUnavailableException e)
        {
            logger.LogWarning(e, "The store could not take {Spans} spans now; their senders were told to retry.", spans.Count);
            return new CommitAnswer.Later(Unavailable);
        }
#pragma warning disable CA1031 // the reason stands above
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogError(e, "A commit of {Spans} spans failed.", spans.Count);
            return new CommitAnswer.Later(Failed);
        }
    }

    private void Answer(Waiting waiting, CommitAnswer answer)
    {
        Release(waiting);
        waiting.Answer.SetResult(answer);
    }

    private bool TryReserve(Waiting waiting)
    {
        var spans = Interlocked.Add(ref _queuedSpans, waiting.Spans.Count);
        var bytes = Interlocked.Add(ref _queuedBytes, waiting.Bytes);
        var isAlone = spans == waiting.Spans.Count;
        if (isAlone || (spans <= options.MostQueuedSpans && bytes <= options.MostQueuedBytes))
        {
            return true;
        }

        Release(waiting);
        return false;
    }

    private void Release(Waiting waiting)
    {
        Interlocked.Add(ref _queuedSpans, -waiting.Spans.Count);
        Interlocked.Add(ref _queuedBytes, -waiting.Bytes);
    }

    private sealed record Waiting(IReadOnlyList<PricedSpan> Spans, long Bytes)
    {
        // Without this flag a request's continuation would run on the writer, and stall the next group.
        public TaskCompletionSource<CommitAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
