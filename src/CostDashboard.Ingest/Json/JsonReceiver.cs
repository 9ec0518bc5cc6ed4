using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Pipeline;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Json;

/// <summary>What the items of a body are.</summary>
internal enum JsonForm
{
    Spans,
    Traces,
}

/// <summary>
/// Takes a body of plain JSON in batches while it is still being read: a batch is decoded, handed to the pipeline and waited for, and then reading goes
/// on. So the sender is as fast as the store, and memory is bounded by one batch and one item however long the body is.
/// </summary>
internal sealed class JsonReceiver(ProjectContents contents, SpanPipeline pipeline, IntakeTally tally, TimeProvider clock, ILogger<JsonReceiver> logger)
{
    /// <summary>Bytes of one span.</summary>
    internal const int MostSpanBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of one trace with all its spans.</summary>
    internal const int MostTraceBytes = 16 * 1024 * 1024;

    /// <summary>Spans of one batch; a trace is never split.</summary>
    internal const int SpansPerBatch = 1_000;

    private const int BytesPerBatch = 1024 * 1024;

    // Where the queue is full, reading waits so often before the rest is left to the sender.
    private const int MostWaits = 40;

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(250);

    // A sender that goes on slowly does not wait for a batch to be full.
    private static readonly TimeSpan s_oldestBatch = TimeSpan.FromSeconds(1);

    /// <summary>Reads a body to its end, or until it breaks or nothing more can be stored now.</summary>
    /// <param name="cancellationToken">The sender went away: what it was not told of may be stored or not.</param>
    internal async Task<JsonOutcome> ReceiveAsync(JsonUnits units, JsonForm form, Sender sender, GivenIds ids, CancellationToken cancellationToken)
    {
        var (count, reading) = (new JsonCount(), new Reading(units, form));
        while (true)
        {
            if (await contents.FindAsync(sender.Project, cancellationToken) is not { } content)
            {
                return new(count.ToAnswer(), new(ProjectContents.Unreadable, IsForLater: true), units.NextLine);
            }

            var batch = new PlainDecoder(sender.Project, ids, content.Captures);
            await reading.ReadAsync(batch, clock, cancellationToken);
            if (await StoreAsync(batch, reading.Bytes, sender, cancellationToken) is { } later)
            {
                // What is behind it was read and not stored: the sender begins again there.
                return new(count.ToAnswer(), later, reading.FirstLine);
            }

            count.Add(batch.Spans.Count, batch.Rejections);
            if (reading.IsOver)
            {
                Tell(count, reading.Stop, sender);
                return new(count.ToAnswer(), reading.Stop, units.NextLine);
            }
        }
    }

    private async Task<JsonStop?> StoreAsync(PlainDecoder batch, long bytes, Sender sender, CancellationToken cancellationToken)
    {
        var request = new SpanRequest(sender, batch.Spans, UnixNanos.From(clock.GetUtcNow()), bytes)
        {
            Rejections = [.. batch.Rejections.Take(SpanLimits.Rejections).Select(r => r.Rejection)],
            MoreRejected = Math.Max(0, batch.Rejections.Count - SpanLimits.Rejections),
        };
        for (var waits = 0; ; waits++)
        {
            switch (await pipeline.TakeAsync(request, cancellationToken))
            {
                case CommitAnswer.Durable:
                    return null;
                case CommitAnswer.Later { IsThrottle: true } when waits < MostWaits:
                    await Task.Delay(s_wait, clock, cancellationToken);
                    break;
                case CommitAnswer.Later later:
                    return new(later.Reason, IsForLater: true);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private void Tell(JsonCount count, JsonStop? stop, Sender sender)
    {
        if (stop is { IsForLater: false, Reason: var why })
        {
            tally.Unreadable(sender, why);
        }

        if (count.Rejected > 0)
        {
            logger.LogInformation("{Rejected} spans of API key {Key} were rejected.", count.Rejected, sender.ApiKeyId);
        }
    }

    /// <summary>Reads items into one batch after the other.</summary>
    private sealed class Reading(JsonUnits units, JsonForm form)
    {
        private Task<bool>? _next;

        /// <summary>The line on which the batch begins.</summary>
        internal long FirstLine { get; private set; }

        /// <summary>Of the batch, as they came.</summary>
        internal long Bytes { get; private set; }

        /// <summary>Nothing comes behind the batch.</summary>
        internal bool IsOver { get; private set; }

        /// <summary>Why not, where it is not the body's end.</summary>
        internal JsonStop? Stop { get; private set; }

        internal async Task ReadAsync(PlainDecoder batch, TimeProvider clock, CancellationToken cancellationToken)
        {
            (FirstLine, Bytes) = (units.NextLine, 0);
            try
            {
                while (batch.Spans.Count < SpansPerBatch && batch.Rejections.Count < SpansPerBatch && Bytes < BytesPerBatch)
                {
                    _next ??= units.MoveNextAsync(cancellationToken).AsTask();
                    if (batch.Spans.Count > 0 && await IsSlowAsync(_next, clock, cancellationToken))
                    {
                        return;
                    }

                    IsOver = !await _next;
                    _next = null;
                    if (IsOver)
                    {
                        return;
                    }

                    Read(batch, units.Current);
                }
            }
            catch (JsonException e)
            {
                End(string.Create(CultureInfo.InvariantCulture, $"the body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"));
            }
            catch (Exception e) when (e is UndecodableException or InvalidDataException)
            {
                End(e.Message);
            }
            catch (BodyBudgetException e)
            {
                End(e.Message, isForLater: true);
            }
        }

        private void Read(PlainDecoder batch, JsonUnit unit)
        {
            FirstLine = Bytes == 0 ? unit.Line : FirstLine;
            Bytes += unit.Bytes.Length;
            if (form is JsonForm.Spans)
            {
                batch.ReadSpan(unit.Bytes.Span, unit.Number, unit.Line);
            }
            else
            {
                batch.ReadTrace(unit.Bytes.Span, unit.Number, unit.Line);
            }
        }

        private void End(string reason, bool isForLater = false) => (IsOver, Stop) = (true, new(reason, isForLater));

        private static async Task<bool> IsSlowAsync(Task next, TimeProvider clock, CancellationToken cancellationToken)
        {
            if (next.IsCompleted)
            {
                return false;
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var isSlow = await Task.WhenAny(next, Task.Delay(s_oldestBatch, clock, enough.Token)) != next;
            await enough.CancelAsync();
            return isSlow;
        }
    }
}
