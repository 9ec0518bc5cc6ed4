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

    /// <summary>The spans of an export of Langfuse, which keeps the attributes that OpenTelemetry sent.</summary>
    internal static IReadOnlyList<DecodedSpan> LangfuseExport(string name)
    {
        var path = SharedData.PathOf("payloads", "langfuse-traces", name);
        if (!File.Exists(path))
        {
            Assert.Skip($"no payload at {path}; set COSTDASHBOARD_SHARED_DATA to the folder that holds it");
        }

        return [.. JsonNode.Parse(File.ReadAllText(path))!["observations"]!.AsArray().Select(o => ObservedSpan(o!.AsObject()))];
    }

    private static DecodedSpan ObservedSpan(JsonObject observation)
    {
        var metadata = observation["metadata"]!;
        metadata = metadata is JsonValue text ? JsonNode.Parse(text.GetValue<string>())! : metadata;
        var attributes = metadata["attributes"]?.AsObject().Select(a => new KeyValuePair<string, AttributeValue>(a.Key, AttributeValue.Of(a.Value!.ToString())));
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
            SpanOrigin.Unknown,
            new([.. attributes ?? []]),
            [],
            [],
            []);
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
