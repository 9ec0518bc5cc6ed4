using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Pipeline;

/// <summary>The door for spans that other parts of the program were given: no wire of its own, the same decoders, limits and pipeline.</summary>
internal sealed class SpanDoor(ProjectContents contents, SpanPipeline pipeline, IntakeTally tally, TimeProvider clock) : ISpanDoor
{
    public async Task<SpanReceipt> TakeAsync(SpanParcel parcel, CancellationToken cancellationToken)
    {
        if (await contents.FindAsync(parcel.Project, cancellationToken) is not { } content)
        {
            return new SpanReceipt.Later(ProjectContents.Unreadable);
        }

        var sender = new Sender(parcel.Door, parcel.Project, parcel.ApiKeyId, parcel.Client);
        DecodedBatch batch;
        try
        {
            batch = parcel.Form switch
            {
                SpanForm.Otlp => OtlpDecoder.Decode(parcel.Bytes.Span, OtlpEncoding.Json, parcel.Project, content.Captures),
                SpanForm.Plain => WholeTrace.Decode(parcel.Bytes.Span, parcel.Project, content.Captures),
                SpanForm.Langfuse => LangfuseParcel.Decode(parcel.Bytes, parcel.Project, content.Captures),
                var form => throw new ArgumentOutOfRangeException(nameof(parcel), form, "There is no such form."),
            };
        }
        catch (UndecodableException mistake)
        {
            tally.Unreadable(sender, mistake.Message);
            return new SpanReceipt.Unreadable(mistake.Message);
        }

        var request = new SpanRequest(sender, batch.Spans, UnixNanos.From(clock.GetUtcNow()), parcel.Bytes.Length)
        {
            Rejections = batch.Rejections,
            MoreRejected = batch.Rejected - batch.Rejections.Count,
        };
        return await pipeline.TakeAsync(request, cancellationToken) is CommitAnswer.Later later
            ? new SpanReceipt.Later(later.Reason)
            : new SpanReceipt.Taken(batch.Spans.Count, [.. batch.Spans.Select(span => span.Key.Trace).Distinct()], batch.Rejected, batch.Rejections);
    }
}
