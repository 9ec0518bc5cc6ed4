using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Api;

/// <summary>A span that is not exported yet, in plain words.</summary>
/// <param name="SpanId">16 hexadecimal digits: the id that it will be exported with, so that it counts once. Left out for a span that has none yet.</param>
/// <param name="ParentSpanId">The span that it lies in; left out for the agent's latest run in the trace.</param>
/// <param name="Name">At most 512 characters; left out for that of its kind.</param>
/// <param name="Kind">chat, embeddings, tool, agent, other.</param>
/// <param name="StartedAt">ISO-8601 with its offset; left out for now.</param>
/// <param name="Provider">Such as openai; left out where the model's name tells.</param>
/// <param name="InputTokens">As the provider counts them.</param>
/// <param name="Tool">The tool that a span of kind tool calls.</param>
/// <param name="Agent">What a span of kind agent is called; of other spans the agent whose they are.</param>
/// <param name="CostUsd">A decimal number in a string, such as "0.0125"; left out to have the call priced by the project's price book.</param>
internal sealed record PendingSpanBody(
    string? SpanId,
    string? ParentSpanId,
    string? Name,
    string? Kind,
    string? StartedAt,
    string? Provider,
    string? Model,
    long? InputTokens,
    long? CacheReadTokens,
    long? CacheWriteTokens,
    long? OutputTokens,
    string? Tool,
    string? Agent,
    string? CostUsd);

/// <summary>Spans that are not exported yet; nothing of them is stored.</summary>
internal sealed record PendingSpansBody(IReadOnlyList<PendingSpanBody>? Spans)
{
    internal const int MostBytes = 256 * 1024;

    private const int LongestText = 512;
    private const decimal MostUsd = 10_000;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    internal static List<PendingSpan> Read(PendingSpansBody? body)
    {
        if (body?.Spans is not { } given)
        {
            throw new QueryMistake("spans", """The body is an object with a list: {"spans": [{"kind": "chat", "model": "gpt-4o", "inputTokens": 1200, "outputTokens": 300}]}.""");
        }

        if (given.Count > PendingTrace.MostPending)
        {
            throw new QueryMistake("spans", $"There are {given.Count} spans; at most {PendingTrace.MostPending} can be given. Export the others: what is stored counts by itself.");
        }

        var spans = given.Select((span, at) => new Reader(at, span ?? throw new QueryMistake($"spans[{at}]", "It is null, and no span.")).Read()).ToList();
        var ids = new HashSet<SpanId>();
        for (var at = 0; at < spans.Count; at++)
        {
            if (spans[at].Id is { } id && !ids.Add(id))
            {
                throw new QueryMistake($"spans[{at}].spanId", $"{id} is given twice.");
            }
        }

        return spans;
    }

    private sealed record Reader(int At, PendingSpanBody Body)
    {
        internal PendingSpan Read()
        {
            var kind = Body.Kind switch
            {
                "chat" => PendingKind.Chat,
                "embeddings" => PendingKind.Embeddings,
                "tool" => PendingKind.Tool,
                "agent" => PendingKind.Agent,
                "other" => PendingKind.Other,
                _ => throw Mistake("kind", "It is one of chat, embeddings, tool, agent, other."),
            };
            if (kind is PendingKind.Tool && string.IsNullOrEmpty(Body.Tool))
            {
                throw Mistake("tool", "A span of kind tool says which tool it calls.");
            }

            if (kind is PendingKind.Chat or PendingKind.Embeddings && string.IsNullOrEmpty(Body.Model))
            {
                throw Mistake("model", "A call says which model it asks.");
            }

            var name = Text("name", Body.Name) is { Length: > 0 } own ? own : Body.Tool ?? Body.Model ?? Body.Agent ?? Body.Kind;
            return new(
                Id("spanId", Body.SpanId),
                Id("parentSpanId", Body.ParentSpanId),
                name,
                kind,
                Body.StartedAt is null ? null : Moment(Body.StartedAt),
                Text("provider", Body.Provider),
                Text("model", Body.Model),
                Count("inputTokens", Body.InputTokens),
                Count("cacheReadTokens", Body.CacheReadTokens),
                Count("cacheWriteTokens", Body.CacheWriteTokens),
                Count("outputTokens", Body.OutputTokens),
                Text("tool", Body.Tool),
                Text("agent", Body.Agent),
                Cost());
        }

        private double? Cost()
        {
            if (Body.CostUsd is null)
            {
                return null;
            }

            return decimal.TryParse(Body.CostUsd, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cost) && cost is >= 0 and <= MostUsd
                ? (double)cost
                : throw Mistake("costUsd", "It is a decimal number in a string, from \"0\" to \"10000\", such as \"0.0125\".");
        }

        private SpanId? Id(string field, string? text) => text is null ? null
            : Core.Units.SpanId.TryParse(text, out var id) ? id
            : throw Mistake(field, "A span id has 16 hexadecimal digits and is not all zero.");

        private UnixNanos Moment(string text) =>
            DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && moment.UtcDateTime.Year is >= 1970 and <= 2261
                ? UnixNanos.From(moment)
                : throw Mistake("startedAt", "Write a time such as 2026-11-22T14:30:00Z.");

        private string? Text(string field, string? text) =>
            text is { Length: > LongestText } ? throw Mistake(field, $"It has {text.Length} characters; at most {LongestText} are taken.") : text;

        // What the pipeline believes of one call.
        private long? Count(string field, long? count) => count is < 0 or > 10_000_000_000 ? throw Mistake(field, "A count is from 0 to 10,000,000,000.") : count;

        private QueryMistake Mistake(string field, string message) => new($"spans[{At}].{field}", message);
    }
}
