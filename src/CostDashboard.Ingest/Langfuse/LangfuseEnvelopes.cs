using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Import;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>An event that cannot be taken, in the words of Langfuse's answer.</summary>
/// <param name="Id">Of the event; empty where it has none.</param>
/// <param name="Field">As <c>body.usage.input</c>.</param>
/// <param name="Remedy">What the sender can do.</param>
internal sealed record LangfuseMistake(string Id, string Field, string Reason, string Remedy);

/// <summary>Reads events of Langfuse's batch protocol.</summary>
/// <remarks>https://github.com/langfuse/langfuse, packages/shared/src/server/ingestion/types.ts</remarks>
internal static class LangfuseEnvelopes
{
    /// <summary>How deep events may nest; what attributes hold is less deep (<c>SpanLimits.Depth</c>).</summary>
    internal const int MostDepth = 512;

    internal const string Trace = "trace";
    internal const string Observation = "observation";
    internal const string Score = "score";
    internal const string Log = "sdk";

    internal static JsonDocumentOptions Deep { get; } = new() { MaxDepth = MostDepth };

    private static readonly HashSet<string> s_observations = new(StringComparer.Ordinal)
    {
        "event", "span", "generation", "agent", "tool", "chain", "retriever", "evaluator", "embedding", "guardrail", "observation",
    };

    private static readonly string[] s_times = ["timestamp", "startTime", "endTime", "completionStartTime"];
    private static readonly string[] s_amounts = ["usage", "usageDetails", "costDetails"];
    private static readonly string[] s_texts = ["input", "output"];

    // { "id": "…", "type": "generation-create", "timestamp": "2026-08-06T12:00:00Z", "body": { "id": "…", … } }

    /// <summary>An event as far as it tells of a trace or an observation; null for all others.</summary>
    internal static LangfusePart? Read(JsonElement one)
    {
        if (KindOf(one) is not (Trace or Observation) || !ImportItems.Has(one, "body", JsonValueKind.Object))
        {
            return null;
        }

        var body = one.GetProperty("body");
        var number = LangfuseIds.NumberOf(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(one));
        return ImportItems.Text(body, "id") is null ? null : new(ImportItems.Text(one, "type")!, LangfuseSpans.Time(one, "timestamp") ?? default, number, body);
    }

    /// <summary>Of what an event tells: one of the constants above, or null for a type that there is not.</summary>
    internal static string? KindOf(JsonElement one) => ImportItems.Text(one, "type") switch
    {
        "trace-create" => Trace,
        "score-create" => Score,
        "sdk-log" => Log,
        { } type when type.EndsWith("-create", StringComparison.Ordinal) || type.EndsWith("-update", StringComparison.Ordinal) =>
            s_observations.Contains(type[..type.LastIndexOf('-')]) ? Observation : null,
        _ => null,
    };

    /// <summary>What is wrong with an event; null where it can be taken.</summary>
    internal static LangfuseMistake? Check(JsonElement one)
    {
        if (one.ValueKind is not JsonValueKind.Object)
        {
            return new("", "batch", "an item is not an object", "Send {id, type, timestamp, body}.");
        }

        var id = ImportItems.Text(one, "id") ?? "";
        return id.Length is 0 or > LangfuseIds.LongestId ? new(Cut(id), "id", "it has no id, or one of more than 800 characters", "Give each event an id of its own, such as a UUID.")
            : KindOf(one) is not { } kind ? new(id, "type", $"'{Cut(ImportItems.Text(one, "type") ?? "")}' is no type of event that is taken", "Send trace-create, span-create, generation-create, event-create, their typed forms and updates, score-create or sdk-log.")
            : kind is Log ? null
            : LangfuseSpans.Time(one, "timestamp") is null ? new(id, "timestamp", "it is missing or no time", "Send when the event was made, as in 2026-08-06T12:00:00Z.")
            : !ImportItems.Has(one, "body", JsonValueKind.Object) ? new(id, "body", "it is missing or no object", "Send what the event tells as an object.")
            : CheckBody(id, one.GetProperty("body")) ?? (kind is Score ? LangfuseScores.Check(id, one.GetProperty("body")) : null);
    }

    /// <summary>The event as it is kept: without the texts of models.</summary>
    /// <param name="bodyId">An event that creates may leave it out; then it is the event's own.</param>
    internal static LangfuseEvent Kept(JsonElement one, string bodyId)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var to = new Utf8JsonWriter(json))
        {
            to.WriteStartObject();
            to.WriteString("type", ImportItems.Text(one, "type"));
            to.WriteString("timestamp", ImportItems.Text(one, "timestamp"));
            to.WriteStartObject("body");
            to.WriteString("id", bodyId);
            foreach (var member in one.GetProperty("body").EnumerateObject().Where(member => member.Name != "id" && !s_texts.Contains(member.Name, StringComparer.Ordinal)))
            {
                member.WriteTo(to);
            }

            to.WriteEndObject();
            to.WriteEndObject();
        }

        var body = one.GetProperty("body");
        var trace = KindOf(one) is Trace ? bodyId
            : ImportItems.Text(body, "traceId") is { Length: > 0 } stated ? stated
            : null;
        var (first, last) = PeriodOf(one, body);
        return new(
            KindOf(one) is Trace ? LangfuseIds.EntityOfTrace(bodyId) : LangfuseIds.EntityOfObservation(bodyId),
            LangfuseIds.NumberOf(json.WrittenSpan),
            trace is null ? null : LangfuseIds.EntityOfTrace(trace),
            first,
            last,
            json.WrittenMemory);
    }

    private static LangfuseMistake? CheckBody(string id, JsonElement body)
    {
        if (body.TryGetProperty("id", out var own) && own.ValueKind is not (JsonValueKind.Null or JsonValueKind.String))
        {
            return new(id, "body.id", "it is not a text", "Send the id as a text.");
        }

        foreach (var name in (string[])["id", "traceId", "parentObservationId"])
        {
            if (ImportItems.Text(body, name) is { Length: > LangfuseIds.LongestId })
            {
                return new(id, $"body.{name}", "it has more than 800 characters", "Send a shorter id, such as a UUID.");
            }
        }

        foreach (var name in s_times)
        {
            if (body.TryGetProperty(name, out var time) && time.ValueKind is not JsonValueKind.Null && LangfuseSpans.Time(body, name) is null)
            {
                return new(id, $"body.{name}", "it is no time", "Send it as in 2026-08-06T12:00:00.250Z, with an offset.");
            }
        }

        foreach (var name in s_amounts)
        {
            if (ImportItems.Has(body, name, JsonValueKind.Object) && Negative(body.GetProperty(name)) is { } wrong)
            {
                return new(id, $"body.{name}.{Cut(wrong)}", "it is negative", "Send what was used, or leave it out.");
            }
        }

        return null;
    }

    private static string? Negative(JsonElement amounts)
    {
        foreach (var amount in amounts.EnumerateObject())
        {
            if (amount.Value.ValueKind is JsonValueKind.Number && amount.Value.TryGetDouble(out var value) && value < 0)
            {
                return amount.Name;
            }
        }

        return null;
    }

    private static (UnixNanos First, UnixNanos Last) PeriodOf(JsonElement one, JsonElement body)
    {
        var sent = LangfuseSpans.Time(one, "timestamp") ?? default;
        if (KindOf(one) is Trace)
        {
            var at = LangfuseSpans.Time(body, "timestamp") ?? sent;
            return (at, at);
        }

        var (start, end) = (LangfuseSpans.Time(body, "startTime"), LangfuseSpans.Time(body, "endTime"));
        var first = start ?? end ?? sent;
        return (first, end > first ? end.Value : first);
    }

    internal static string Cut(string text) => text.Length <= 100 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 99)}…");
}
