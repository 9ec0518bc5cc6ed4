using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Langfuse;

namespace CostDashboard.Ingest.Import;

/// <summary>
/// Reads exports of Langfuse and batches for its ingestion API. Where Langfuse kept the attributes that OpenTelemetry sent, these are the span, read as
/// from its SDK; what Langfuse counted itself by tokenising texts is then left out. Else its observation is the span.
/// </summary>
internal static class LangfuseItems
{
    // Shapes read here:
    //   { "trace": { "id", "name", "userId", "sessionId", "tags" … , "observations"?: [ … ] }, "observations"?: [ … ] }     the page's download
    //   { "id", "userId" … , "observations": [ … ] }                                                                        GET /api/public/traces/ID
    internal static void ReadTrace(JsonElement export, ImportSink into)
    {
        var trace = ImportItems.Has(export, "trace", JsonValueKind.Object) ? export.GetProperty("trace") : export;
        var observations = (ImportItems.Has(export, "observations", JsonValueKind.Array) ? export : trace).GetProperty("observations");
        var root = observations.EnumerateArray().Any(IsOfOtel) ? null : ImportItems.Text(trace, "id");
        if (root is not null)
        {
            WriteRoot(LangfuseMerge.Whole(root, trace), observations.EnumerateArray(), into);
        }

        foreach (var observation in observations.EnumerateArray())
        {
            Write(observation, trace, root is not null, into);
        }
    }

    // { "id", "traceId", "type": "GENERATION", "startTime", … } by itself, as GET /api/public/observations lists them
    internal static void ReadObservation(JsonElement observation, ImportSink into) => Write(observation, default, isUnderTrace: false, into);

    // [ { "id", "type": "generation-create", "timestamp", "body": { … } }, … ]; events of one body make one observation
    internal static void ReadEvents(JsonElement batch, ImportSink into)
    {
        var parts = batch.EnumerateArray().Select(LangfuseEnvelopes.Read).OfType<LangfusePart>().ToLookup(part => part.Kind == LangfuseEnvelopes.Trace);
        var observations = LangfuseMerge.Of(parts[false]).ToList();
        foreach (var trace in LangfuseMerge.Of(parts[true]))
        {
            WriteRoot(trace, observations.Where(of => of.TraceId == trace.Id).Select(of => of.Body), into);
        }

        foreach (var observation in observations)
        {
            into.AddOtlp([], [], LangfuseSpans.Observation(observation));
        }
    }

    // In Langfuse a trace has times of its own, and none where it is exported: it goes from its observations' first start to their last end.
    private static void WriteRoot(LangfuseWhole trace, IEnumerable<JsonElement> observations, ImportSink into)
    {
        var times = observations.SelectMany(of => (UnixNanos?[])[LangfuseSpans.Time(of, "startTime"), LangfuseSpans.Time(of, "endTime")])
            .Append(LangfuseSpans.Time(trace.Body, "timestamp") ?? LangfuseSpans.Time(trace.Body, "startTime"))
            .OfType<UnixNanos>()
            .ToList();
        if (times.Count > 0)
        {
            into.AddOtlp([], [], LangfuseSpans.Trace(trace, (times.Min(), times.Max())));
        }
    }

    /// <param name="isUnderTrace">The trace is a span, under which what has no parent stands.</param>
    private static void Write(JsonElement observation, JsonElement trace, bool isUnderTrace, ImportSink into)
    {
        var id = ImportItems.Text(observation, "id") ?? throw new ImportException("an observation of Langfuse has no id");
        var traceId = ImportItems.Text(observation, "traceId") ?? ImportItems.Text(trace, "id") ?? id;
        using var kept = Kept(observation);
        var root = kept?.RootElement ?? default;
        var parent = ImportItems.Text(observation, "parentObservationId") is { Length: > 0 } above ? above : isUnderTrace ? LangfuseIds.RootOf(traceId) : null;
        using var to = new OtlpSpanWriter(traceId, id, parent, ImportItems.Text(observation, "name"));
        var start = LangfuseSpans.Time(observation, "startTime") ?? throw new ImportException($"the observation '{id}' of Langfuse has no startTime");
        to.Times(start, LangfuseSpans.Time(observation, "endTime") ?? start);
        to.BeginAttributes();
        if (ImportItems.Has(root, "attributes", JsonValueKind.Object))
        {
            foreach (var attribute in root.GetProperty("attributes").EnumerateObject())
            {
                to.Attribute(attribute.Name, attribute.Value);
            }
        }
        else
        {
            LangfuseSpans.WriteObservation(observation, to);
        }

        to.Attribute("langfuse.environment", ImportItems.Text(observation, "environment") ?? ImportItems.Text(trace, "environment"));
        LangfuseSpans.WriteAttribution(trace, to);
        to.EndAttributes();
        LangfuseSpans.WriteStatus(observation, to);
        into.AddOtlp(Resource(root), Scope(root), to.Finish());
    }

    private static bool IsOfOtel(JsonElement observation)
    {
        using var kept = Kept(observation);
        return kept is not null && ImportItems.Has(kept.RootElement, "attributes", JsonValueKind.Object);
    }

    // What OpenTelemetry sent stands in the metadata, in exports as text.
    private static JsonDocument? Kept(JsonElement observation)
    {
        if (!observation.TryGetProperty("metadata", out var metadata))
        {
            return null;
        }

        try
        {
            return metadata.ValueKind switch
            {
                JsonValueKind.String => JsonDocument.Parse(metadata.GetString()!),
                JsonValueKind.Object => JsonDocument.Parse(metadata.GetRawText()),
                _ => null,
            };
        }
        catch (JsonException)
        {
            // A text of somebody's own.
            return null;
        }
    }

    private static byte[] Resource(JsonElement metadata) => !ImportItems.Has(metadata, "resourceAttributes", JsonValueKind.Object) ? [] : OtlpSpanWriter.Resource(to =>
    {
        foreach (var attribute in metadata.GetProperty("resourceAttributes").EnumerateObject())
        {
            to.Attribute(attribute.Name, attribute.Value);
        }
    });

    private static byte[] Scope(JsonElement metadata) =>
        ImportItems.Has(metadata, "scope", JsonValueKind.Object) && ImportItems.Text(metadata.GetProperty("scope"), "name") is { } name
            ? OtlpSpanWriter.Scope(name, ImportItems.Text(metadata.GetProperty("scope"), "version"))
            : [];
}
