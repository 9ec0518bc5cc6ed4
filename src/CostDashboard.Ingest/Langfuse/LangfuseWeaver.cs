using System.Text.Json;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Content;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Pipeline;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>
/// Makes spans of what is known of traces and observations, and sends them on their way. A span is a function of all its events: it replaces the one
/// that was made of fewer, and totals move by the difference.
/// </summary>
/// <remarks>
/// Two requests about one span, on one node or two: each reads after its own events are durable, and looks after its span is durable whether more
/// events are there. Whoever writes last has therefore seen all of them, or writes once more (ADR 046).
/// </remarks>
internal sealed class LangfuseWeaver(ILangfuseEvents events, ProjectContents contents, SpanPipeline pipeline, TimeProvider clock)
{
    /// <summary>So often is a span made again because more came meanwhile; what is left then is found by <see cref="LangfuseSweeper"/>.</summary>
    private const int MostRounds = 5;

    /// <summary>Returns when the spans are durable, or why not yet.</summary>
    /// <param name="entities">Those of which something came, and their traces.</param>
    /// <param name="taken">The events that the caller took, by their ids; null for all that there are.</param>
    /// <param name="said">The request's own events, with the texts of models.</param>
    /// <exception cref="StoreUnavailableException">The database takes no writes now.</exception>
    internal async Task<CommitAnswer> WeaveAsync(
        SpanRequest request, IReadOnlyCollection<long> entities, IReadOnlyCollection<long>? taken, IReadOnlyList<LangfusePart> said, CancellationToken cancellationToken)
    {
        var project = request.Sender.Project;
        for (var round = 0; entities.Count > 0 && round < MostRounds; round++)
        {
            var stories = await events.GetAsync(project, entities, cancellationToken);
            var answer = await SendAsync(request, stories, said, cancellationToken);
            if (answer is not CommitAnswer.Durable)
            {
                return answer;
            }

            entities = await events.SettleAsync(project, stories, taken ?? [.. stories.SelectMany(story => story.Events).Select(one => one.Id)], cancellationToken);
            request = request with { Rejections = [], MoreRejected = 0, Bytes = 0 };
        }

        return CommitAnswer.Durable.Instance;
    }

    private async Task<CommitAnswer> SendAsync(SpanRequest request, IReadOnlyList<LangfuseStory> stories, IReadOnlyList<LangfusePart> said, CancellationToken cancellationToken)
    {
        if (await contents.FindAsync(request.Sender.Project, cancellationToken) is not { } content)
        {
            return new CommitAnswer.Later(ProjectContents.Unreadable);
        }

        var spans = SpansOf(stories, content.Captures ? said : []);
        var batch = OtlpDecoder.Decode(LangfuseSpans.Request(spans), OtlpEncoding.Json, request.Sender.Project, content.Captures);
        return await pipeline.TakeAsync(
            request with
            {
                Spans = batch.Spans,
                ReceivedAt = UnixNanos.From(clock.GetUtcNow()),
                Rejections = [.. request.Rejections, .. batch.Rejections],
                MoreRejected = request.MoreRejected + batch.Rejected - batch.Rejections.Count,
            },
            cancellationToken);
    }

    /// <summary>The spans of these stories. An observation that nothing has created yet is none.</summary>
    internal static IReadOnlyCollection<byte[]> SpansOf(IReadOnlyList<LangfuseStory> stories, IReadOnlyList<LangfusePart> said)
    {
        var texts = said.GroupBy(part => part.Kind == LangfuseEnvelopes.Trace)
            .SelectMany(same => LangfuseMerge.Of(same).Select(whole => (IsTrace: same.Key, Whole: whole)))
            .ToLookup(one => (one.IsTrace, one.Whole.Id), one => one.Whole.Body);
        var spans = new List<byte[]>();
        foreach (var story in stories)
        {
            foreach (var whole in LangfuseMerge.Of(story.Events.Select(PartOf)).Where(whole => whole.IsCreated))
            {
                var isTrace = story.Period is not null;
                var full = WithTexts(whole, texts[(isTrace, whole.Id)]);
                spans.Add(story.Period is { } period ? LangfuseSpans.Trace(full, period) : LangfuseSpans.Observation(full));
            }
        }

        return spans;
    }

    // What is kept of events has no texts of models. What they said in this request goes the way of all content.
    private static LangfuseWhole WithTexts(LangfuseWhole whole, IEnumerable<JsonElement> said)
    {
        var texts = said.SelectMany(body => body.EnumerateObject()).Where(member => member.Name is "input" or "output").ToList();
        if (texts.Count == 0)
        {
            return whole;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in whole.Body.EnumerateObject().Concat(texts))
        {
            members[member.Name] = member.Value;
        }

        try
        {
            return whole with { Body = LangfuseMerge.Element(members) };
        }
        catch (InvalidOperationException)
        {
            // Half a character stands in a text (an unpaired surrogate): the call counts without it.
            return whole;
        }
    }

    private static LangfusePart PartOf(LangfuseEvent one)
    {
        using var json = JsonDocument.Parse(one.Json, LangfuseEnvelopes.Deep);
        return LangfuseEnvelopes.Read(json.RootElement.Clone()) ?? throw new InvalidDataException("An event of Langfuse that is stored cannot be read.");
    }
}
