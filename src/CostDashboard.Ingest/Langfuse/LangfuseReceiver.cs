using System.Text.Json;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Pipeline;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>What a batch is answered, before it is put into HTTP's words.</summary>
internal abstract record LangfuseAnswer
{
    private LangfuseAnswer()
    {
    }

    /// <summary>What succeeded is durable.</summary>
    internal sealed record Taken(IReadOnlyList<string> Successes, IReadOnlyList<LangfuseMistake> Mistakes) : LangfuseAnswer;

    internal sealed record Refused(Refusal Reason, string Message) : LangfuseAnswer;
}

/// <summary>Takes batches of Langfuse's protocol: keeps the events, then makes their spans.</summary>
internal sealed class LangfuseReceiver(ILangfuseEvents events, IAnnotationStore annotations, LangfuseWeaver weaver, IntakeTally tally, TimeProvider clock)
{
    internal async Task<LangfuseAnswer> ReceiveAsync(OtlpBody body, Sender sender, CancellationToken cancellationToken)
    {
        using var held = body;
        try
        {
            using var json = JsonDocument.Parse(body.Bytes, LangfuseEnvelopes.Deep);
            if (!ImportItems.Has(json.RootElement, "batch", JsonValueKind.Array))
            {
                return Unreadable(sender, "batch: there is no list of events; send {\"batch\": [{id, type, timestamp, body}]}");
            }

            return await TakeAsync(LangfuseBatch.Read(json.RootElement.GetProperty("batch"), sender.Project), sender, body.Bytes.Length, cancellationToken);
        }
        catch (JsonException e)
        {
            return Unreadable(sender, $"the body is not valid JSON: {e.Message}");
        }
        catch (StoreUnavailableException)
        {
            return new LangfuseAnswer.Refused(Refusal.Unavailable, "the database cannot take a write now; send again later");
        }
    }

    private async Task<LangfuseAnswer> TakeAsync(LangfuseBatch batch, Sender sender, long bytes, CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow());
        LangfuseEvent[] kept = [.. batch.Items.Select(item => item.Event).OfType<LangfuseEvent>()];
        var full = kept.Length == 0 ? new HashSet<long>() : await events.AddAsync(sender.Project, kept, now, cancellationToken);
        LangfuseMistake[] mistakes = [.. batch.Mistakes, .. batch.Items.Where(item => item.Event is { } one && full.Contains(one.Entity)).Select(item => TooMany(item.Id))];
        if (batch.Scores.Count > 0)
        {
            await annotations.SaveAsync(batch.Scores, cancellationToken);
        }

        var request = new SpanRequest(sender, [], now, bytes) { Rejections = [.. mistakes.Select(RejectionOf)] };
        long[] entities = [.. kept.SelectMany(one => (long?[])[one.Entity, one.Trace]).OfType<long>().Distinct()];
        if (entities.Length == 0)
        {
            tally.Taken(request, []);
        }
        else if (await weaver.WeaveAsync(request, entities, [.. kept.Select(one => one.Id)], batch.Parts, cancellationToken) is CommitAnswer.Later later)
        {
            return new LangfuseAnswer.Refused(later.IsThrottle ? Refusal.Throttled : Refusal.Unavailable, $"{later.Reason}; send again later");
        }

        var wrong = mistakes.Select(mistake => mistake.Id).ToHashSet(StringComparer.Ordinal);
        return new LangfuseAnswer.Taken([.. batch.Items.Where(item => !wrong.Contains(item.Id)).Select(item => item.Id)], mistakes);
    }

    private LangfuseAnswer.Refused Unreadable(Sender sender, string why)
    {
        tally.Unreadable(sender, why);
        return new(Refusal.Undecodable, why);
    }

    private static LangfuseMistake TooMany(string id) => new(
        id,
        "body.id",
        $"{ILangfuseEvents.MostEvents} events tell of it already",
        "Give each trace and observation an id of its own, and do not update one without end.");

    private static Rejection RejectionOf(LangfuseMistake mistake) => new(mistake.Id, mistake.Reason) { Field = mistake.Field, Remedy = mistake.Remedy };
}
