using System.Text.Json.Nodes;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>Real payloads, captured by others; tests on them are skipped where they are not at hand.</summary>
internal static class Payloads
{
    private static readonly string[] s_otlpFolders = ["agents", "langfuse-otel", "langwatch", "otlp-examples"];

    /// <summary>Every captured body of an OTLP/JSON request for traces, by its file's name. Single spans get an envelope, and ids where they have none.</summary>
    internal static IReadOnlyList<(string Name, byte[] Json)> Requests()
    {
        var root = SharedData.PathOf("payloads");
        if (!Directory.Exists(root))
        {
            Assert.Skip($"no payloads at {root}; set COSTDASHBOARD_SHARED_DATA to the folder that holds them");
        }

        var requests = s_otlpFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.json").Order(StringComparer.Ordinal))
            .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))
            .Where(file => file.Item1 is not ("logs.json" or "metrics.json" or "events.json"));
        var spans = Directory.EnumerateFiles(Path.Combine(root, "openinference"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), Enveloped(File.ReadAllText(file))));
        return [.. requests, .. spans];
    }

    internal static byte[] Request(string name) => Requests().Single(r => r.Name == name).Json;

    internal static DecodedBatch Decode(byte[] json) => OtlpDecoder.Decode(json, OtlpEncoding.Json, A.Project);

    internal static IReadOnlyList<DecodedSpan> AllSpans() => [.. Requests().SelectMany(r => Decode(r.Json).Spans)];

    /// <summary>The spans of an export of Langfuse, which keeps the attributes and the scope that OpenTelemetry sent.</summary>
    internal static IReadOnlyList<DecodedSpan> LangfuseExport(string name) => [.. Observations(name).Select(ObservedSpan)];

    /// <summary>What Langfuse made of each span, its own usage among it.</summary>
    internal static IReadOnlyList<JsonObject> Observations(string name) =>
        [.. JsonNode.Parse(Text("langfuse-traces", name))!["observations"]!.AsArray().Select(o => o!.AsObject())];

    /// <summary>The text of one captured file.</summary>
    internal static string Text(string folder, string name)
    {
        var path = SharedData.PathOf("payloads", folder, name);
        if (!File.Exists(path))
        {
            Assert.Skip($"no payload at {path}; set COSTDASHBOARD_SHARED_DATA to the folder that holds it");
        }

        return File.ReadAllText(path);
    }

    /// <summary>Attributes out of a JSON object; what is no text, number or flag is JSON text, as emitters send it.</summary>
    internal static SpanAttributes Attributes(JsonObject json) =>
        new([.. json.Where(a => a.Value is not null).Select(a => new KeyValuePair<string, AttributeValue>(a.Key, AttributeValue.Of(a.Value is JsonValue ? a.Value.ToString() : a.Value!.ToJsonString())))]);

    private static DecodedSpan ObservedSpan(JsonObject observation)
    {
        var metadata = observation["metadata"]!;
        metadata = metadata is JsonValue text ? JsonNode.Parse(text.GetValue<string>())! : metadata;
        var start = UnixNanos.From(observation["startTime"]!.GetValue<DateTimeOffset>());
        Assert.True(TraceId.TryParse(observation["traceId"]!.GetValue<string>(), out var trace));
        Assert.True(SpanId.TryParse(observation["id"]!.GetValue<string>(), out var id));
        return new(
            new(A.Project, trace, id),
            SpanId.TryParse(observation["parentObservationId"]?.GetValue<string>(), out var parent) ? parent : null,
            observation["name"]!.GetValue<string>(),
            OtelSpanKind.Internal,
            start,
            start + 1,
            default,
            new(SpanAttributes.None, metadata["scope"]?["name"]?.GetValue<string>()),
            Attributes(metadata["attributes"]?.AsObject() ?? LangfuseAttributes(observation)),
            [],
            [],
            []);
    }

    // The attributes of Langfuse's own SDK are not kept: they became the observation, out of which they are made again.
    private static JsonObject LangfuseAttributes(JsonObject observation)
    {
        var attributes = new JsonObject { ["langfuse.observation.type"] = observation["type"]!.GetValue<string>().ToLowerInvariant() };
        if (observation["model"]?.GetValue<string>() is { } model)
        {
            attributes["langfuse.observation.model.name"] = model;
            attributes["langfuse.observation.usage_details"] = observation["usageDetails"]!.ToJsonString();
        }

        return attributes;
    }

    private static byte[] Enveloped(string span)
    {
        var node = JsonNode.Parse(span)!.AsObject();
        node["traceId"] = "5b8efff798038103d269b633813fc60c";
        node["spanId"] = "eee19b7ec3c1b174";
        node["startTimeUnixNano"] = "1755133833000000000";
        node["endTimeUnixNano"] = "1755133834000000000";
        var request = new JsonObject
        {
            ["resourceSpans"] = new JsonArray(new JsonObject { ["scopeSpans"] = new JsonArray(new JsonObject { ["spans"] = new JsonArray(node) }) }),
        };
        return System.Text.Encoding.UTF8.GetBytes(request.ToJsonString());
    }
}
