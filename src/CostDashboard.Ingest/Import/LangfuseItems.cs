using System.Text.Json;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Import;

/// <summary>
/// Reads exports of Langfuse and batches for its ingestion API. Where Langfuse kept the attributes that OpenTelemetry sent, these are the span, read as
/// from its SDK; what Langfuse counted itself by tokenising texts is then left out. Else its observation is the span.
/// </summary>
internal static class LangfuseItems
{
    private static readonly string[] s_batchTypes = ["event", "span", "generation", "agent", "tool", "chain", "retriever", "evaluator", "embedding", "guardrail"];

    // Shapes read here:
    //   { "trace": { "id", "name", "userId", "sessionId", "tags" … , "observations"?: [ … ] }, "observations"?: [ … ] }     the page's download
    //   { "id", "userId" … , "observations": [ … ] }                                                                        GET /api/public/traces/ID
    internal static void ReadTrace(JsonElement export, ImportSink into)
    {
        var trace = ImportItems.Has(export, "trace", JsonValueKind.Object) ? export.GetProperty("trace") : export;
        var observations = (ImportItems.Has(export, "observations", JsonValueKind.Array) ? export : trace).GetProperty("observations");
        foreach (var observation in observations.EnumerateArray())
        {
            Write(observation, trace, into);
        }
    }

    // { "id", "traceId", "type": "GENERATION", "startTime", … } by itself, as GET /api/public/observations lists them
    internal static void ReadObservation(JsonElement observation, ImportSink into) => Write(observation, default, into);

    // [ { "id", "type": "generation-create", "timestamp", "body": { … } }, … ]; later events of a body add to it
    internal static void ReadEvents(JsonElement batch, ImportSink into)
    {
        var traces = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var bodies = new List<(string Id, string Type, Dictionary<string, JsonElement> Members)>();
        foreach (var one in batch.EnumerateArray())
        {
            var type = ImportItems.Text(one, "type") ?? "";
            if (!ImportItems.Has(one, "body", JsonValueKind.Object) || ImportItems.Text(one.GetProperty("body"), "id") is not { } id)
            {
                continue;
            }

            var body = one.GetProperty("body");
            if (type == "trace-create")
            {
                traces[id] = body;
            }
            else if (type.LastIndexOf('-') is > 0 and var dash && s_batchTypes.Contains(type[..dash], StringComparer.Ordinal))
            {
                Merge(bodies, id, type[..dash], body, one);
            }
        }

        foreach (var (_, type, members) in bodies)
        {
            members["type"] = JsonSerializer.SerializeToElement(type);
            var observation = JsonSerializer.SerializeToElement(members);
            Write(observation, traces.GetValueOrDefault(ImportItems.Text(observation, "traceId") ?? ""), into);
        }
    }

    private static void Merge(List<(string Id, string Type, Dictionary<string, JsonElement> Members)> bodies, string id, string type, JsonElement body, JsonElement envelope)
    {
        var known = bodies.FindIndex(b => b.Id == id);
        if (known < 0)
        {
            known = bodies.Count;
            bodies.Add((id, type, new(StringComparer.Ordinal)));
            if (envelope.TryGetProperty("timestamp", out var time))
            {
                bodies[known].Members["startTime"] = time;
            }
        }

        foreach (var member in body.EnumerateObject().Where(m => m.Value.ValueKind is not JsonValueKind.Null))
        {
            bodies[known].Members[member.Name] = member.Value;
        }
    }

    private static void Write(JsonElement observation, JsonElement trace, ImportSink into)
    {
        var id = ImportItems.Text(observation, "id") ?? throw new ImportException("an observation of Langfuse has no id");
        var traceId = ImportItems.Text(observation, "traceId") ?? ImportItems.Text(trace, "id") ?? id;
        using var kept = Kept(observation);
        var root = kept?.RootElement ?? default;
        using var to = new OtlpSpanWriter(traceId, id, ImportItems.Text(observation, "parentObservationId"), ImportItems.Text(observation, "name"));
        var start = Time(observation, "startTime") ?? throw new ImportException($"the observation '{id}' of Langfuse has no startTime");
        to.Times(start, Time(observation, "endTime") ?? start);
        to.BeginAttributes();
        var isOfOtel = ImportItems.Has(root, "attributes", JsonValueKind.Object);
        if (isOfOtel)
        {
            foreach (var attribute in root.GetProperty("attributes").EnumerateObject())
            {
                to.Attribute(attribute.Name, attribute.Value);
            }
        }
        else
        {
            WriteObservation(observation, to);
        }

        WriteTrace(observation, trace, to);
        to.EndAttributes();
        if (ImportItems.Text(observation, "level") is "ERROR")
        {
            to.Failed(ImportItems.Text(observation, "statusMessage"));
        }

        into.AddOtlp(Resource(root), Scope(root), to.Finish());
    }

    private static void WriteObservation(JsonElement observation, OtlpSpanWriter to)
    {
        to.Attribute("langfuse.observation.type", ImportItems.Text(observation, "type")?.ToLowerInvariant());
        to.Attribute("langfuse.observation.model.name", ImportItems.Text(observation, "model"));
        foreach (var (name, attribute) in ((string, string)[])
        [
            ("modelParameters", "langfuse.observation.model.parameters"),
            ("input", "langfuse.observation.input"),
            ("output", "langfuse.observation.output"),
            ("metadata", "langfuse.observation.metadata"),
            ("completionStartTime", "langfuse.observation.completion_start_time"),
        ])
        {
            if (observation.TryGetProperty(name, out var value))
            {
                to.Attribute(attribute, value);
            }
        }

        // What the sender stated; costs that Langfuse computed are computed here, by the day's prices.
        WriteFirst(observation, ["usageDetails", "usage"], "langfuse.observation.usage_details", to);
        WriteFirst(observation, ImportItems.Has(observation, "providedCostDetails", JsonValueKind.Object) ? ["providedCostDetails"] : ["costDetails"], "langfuse.observation.cost_details", to);
        if (ImportItems.Has(observation, "usage", JsonValueKind.Object) && ImportItems.Has(observation.GetProperty("usage"), "totalCost", JsonValueKind.Number))
        {
            to.Attribute("langfuse.observation.cost_details", $$"""{"total":{{observation.GetProperty("usage").GetProperty("totalCost").GetRawText()}}}""");
        }
    }

    private static void WriteFirst(JsonElement observation, string[] names, string attribute, OtlpSpanWriter to)
    {
        foreach (var name in names)
        {
            if (ImportItems.Has(observation, name, JsonValueKind.Object) && observation.GetProperty(name).EnumerateObject().Any(m => m.Value.ValueKind is JsonValueKind.Number))
            {
                to.Attribute(attribute, observation.GetProperty(name));
                return;
            }
        }
    }

    private static void WriteTrace(JsonElement observation, JsonElement trace, OtlpSpanWriter to)
    {
        to.Attribute("langfuse.environment", ImportItems.Text(observation, "environment") ?? ImportItems.Text(trace, "environment"));
        to.Attribute("langfuse.user.id", ImportItems.Text(trace, "userId"));
        to.Attribute("langfuse.session.id", ImportItems.Text(trace, "sessionId"));
        if (ImportItems.Has(trace, "tags", JsonValueKind.Array) && trace.GetProperty("tags").GetArrayLength() > 0)
        {
            to.Attribute("langfuse.trace.tags", trace.GetProperty("tags"));
        }
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

    private static UnixNanos? Time(JsonElement of, string name) =>
        ImportItems.Text(of, name) is { } text && Json.PlainTimes.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var nanos) ? new UnixNanos((long)nanos) : null;
}
