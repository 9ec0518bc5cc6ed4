using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Access;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Otlp;

/// <summary>What both doors of OTLP do: check the key, decode the body, and hand the spans on. The doors only speak HTTP and gRPC.</summary>
internal sealed class OtlpReceiver(
    KeyRing keys, ProjectContents contents, SpanPipeline pipeline, BodyBudget budget, IntakeTally tally, IngestOptions options, TimeProvider clock, ILogger<OtlpReceiver> logger)
{
    internal IngestOptions Options => options;

    internal BodyBudget Budget => budget;

    /// <summary>The key that a request shows (<see cref="ShownKey"/>), or why it may not come in.</summary>
    internal async Task<(ApiKey? Key, OtlpAnswer.Refused? Refused)> AuthenticateAsync(IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        if (ShownKey.Of(headers) is not { } shown)
        {
            return (null, new(Refusal.Unauthenticated, "no API key: send 'Authorization: Bearer KEY' or 'x-api-key: KEY', or the public and the secret key with Basic authentication"));
        }

        try
        {
            return await keys.FindAsync(shown.Secret, cancellationToken) is not { } key
                ? (null, new(Refusal.Unauthenticated, "the API key is unknown or revoked"))
                : !shown.IsOf(key)
                ? (null, new(Refusal.Unauthenticated, $"the public key is not the one of this secret key, which is {key.PublicKey} (page Keys)"))
                : (key, null);
        }
        // Whatever keeps the store from answering, an answer that does not ask for a retry would lose the spans.
#pragma warning disable CA1031 // the reason stands above
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "An API key could not be checked; the sender was told to retry.");
            return (null, new(Refusal.Unavailable, "the API key cannot be checked now; send again later"));
        }
    }

    /// <summary>Takes one request. The body is given back as soon as it is decoded.</summary>
    /// <param name="cancellationToken">The sender went away: it is not waited for, but what it sent is stored.</param>
    internal async Task<OtlpAnswer> ReceiveAsync(OtlpSignal signal, OtlpEncoding encoding, OtlpBody body, Sender sender, CancellationToken cancellationToken)
    {
        DecodedBatch batch;
        long bytes = body.Bytes.Length;
        try
        {
            using (body)
            {
                if (await contents.FindAsync(sender.Project, cancellationToken) is not { } content)
                {
                    return new OtlpAnswer.Refused(Refusal.Unavailable, $"{ProjectContents.Unreadable}; send again later");
                }

                batch = signal switch
                {
                    OtlpSignal.Traces => OtlpDecoder.Decode(body.Bytes.Span, encoding, sender.Project, content.Captures),
                    OtlpSignal.Logs => OtlpDecoder.DecodeLogs(body.Bytes.Span, encoding, sender.Project),
                    _ => OtlpDecoder.DecodeMetrics(body.Bytes.Span, encoding, sender.Project),
                };
            }
        }
        catch (UndecodableException e)
        {
            tally.Unreadable(sender, e.Message);
            return new OtlpAnswer.Refused(Refusal.Undecodable, e.Message);
        }

        return await StoreAsync(signal, batch, signal is OtlpSignal.Traces ? sender : sender with { Door = Door.CodingAgents }, bytes, cancellationToken);
    }

    private async Task<OtlpAnswer> StoreAsync(OtlpSignal signal, DecodedBatch batch, Sender sender, long bytes, CancellationToken cancellationToken)
    {
        if (batch.Rejected > 0)
        {
            logger.LogInformation("{Rejected} {Items} of API key {Key} were rejected.", batch.Rejected, RejectionMessage.ItemsOf(signal), sender.ApiKeyId);
        }

        var request = new SpanRequest(sender, batch.Spans, UnixNanos.From(clock.GetUtcNow()), bytes)
        {
            Rejections = batch.Rejections,
            MoreRejected = batch.Rejected - batch.Rejections.Count,
            Ignored = batch.Ignored,
        };
        switch (await pipeline.TakeAsync(request, cancellationToken))
        {
            case CommitAnswer.Durable:
                return RejectionMessage.Of(signal, batch) is { } message ? new OtlpAnswer.Taken(batch.Rejected, message) : OtlpAnswer.Taken.Whole;
            case CommitAnswer.Later later:
                return new OtlpAnswer.Refused(later.IsThrottle ? Refusal.Throttled : Refusal.Unavailable, $"{later.Reason}; send again later");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
