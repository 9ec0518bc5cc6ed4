using System.Text.Json;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Import;
using CostDashboard.Ingest.Json;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>Writes what Langfuse knows of traces and observations as the spans that its own SDKs send, so that both are read by the same dialect.</summary>
internal static class LangfuseSpans
{
    private static readonly (string Member, string Attribute)[] s_ofObservation =
    [
        ("model", "langfuse.observation.model.name"),
        ("modelParameters", "langfuse.observation.model.parameters"),
        ("input", "langfuse.observation.input"),
        ("output", "langfuse.observation.output"),
        ("metadata", "langfuse.observation.metadata"),
        ("completionStartTime", "langfuse.observation.completion_start_time"),
        ("promptName", "langfuse.observation.prompt.name"),
        ("promptVersion", "langfuse.observation.prompt.version"),
        ("version", "langfuse.version"),
    ];

    private static readonly (string Member, string Attribute)[] s_ofTrace =
    [
        ("name", "langfuse.trace.name"),
        ("input", "langfuse.trace.input"),
        ("output", "langfuse.trace.output"),
        ("metadata", "langfuse.trace.metadata"),
        ("public", "langfuse.trace.public"),
        ("release", "langfuse.release"),
        ("version", "langfuse.version"),
    ];

    private static readonly (string Key, string Member)[] s_costs = [("input", "inputCost"), ("output", "outputCost"), ("total", "totalCost")];

    /// <summary>An observation. Without an observation above it, it stands under the trace where that is a span.</summary>
    internal static byte[] Observation(LangfuseWhole whole)
    {
        var parent = ImportItems.Text(whole.Body, "parentObservationId") is { Length: > 0 } above ? above
            : whole.TraceId == whole.Id ? null
            : LangfuseIds.RootOf(whole.TraceId);
        using var to = new OtlpSpanWriter(whole.TraceId, whole.Id, parent, ImportItems.Text(whole.Body, "name"));
        var start = Time(whole.Body, "startTime") ?? default;
        var end = Time(whole.Body, "endTime") is { } stated && stated > start ? stated : start;
        to.Times(start, end);
        to.BeginAttributes();
        WriteObservation(whole.Body, to);
        to.Attribute("langfuse.environment", ImportItems.Text(whole.Body, "environment"));
        to.EndAttributes();
        WriteStatus(whole.Body, to);
        return to.Finish().ToArray();
    }

    /// <summary>The trace itself, above those of its observations that stand under no other.</summary>
    /// <param name="period">From the earliest to the latest moment that is known of it.</param>
    internal static byte[] Trace(LangfuseWhole whole, (UnixNanos First, UnixNanos Last) period)
    {
        using var to = new OtlpSpanWriter(whole.TraceId, LangfuseIds.RootOf(whole.TraceId), null, ImportItems.Text(whole.Body, "name") ?? "trace");
        to.Times(period.First, period.Last);
        to.BeginAttributes();
        to.Attribute("langfuse.observation.type", "span");
        foreach (var (member, attribute) in s_ofTrace)
        {
            WriteAny(whole.Body, member, attribute, to);
        }

        WriteAttribution(whole.Body, to);
        to.Attribute("langfuse.environment", ImportItems.Text(whole.Body, "environment"));
        to.EndAttributes();
        return to.Finish().ToArray();
    }

    /// <summary>A request of OTLP/JSON that holds these spans.</summary>
    internal static byte[] Request(IReadOnlyCollection<byte[]> spans)
    {
        using var request = new MemoryStream();
        request.Write("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["u8);
        var isFirst = true;
        foreach (var span in spans)
        {
            if (!isFirst)
            {
                request.WriteByte((byte)',');
            }

            isFirst = false;
            request.Write(span);
        }

        request.Write("]}]}]}"u8);
        return request.ToArray();
    }

    internal static void WriteObservation(JsonElement observation, OtlpSpanWriter to)
    {
        to.Attribute("langfuse.observation.type", ImportItems.Text(observation, "type")?.ToLowerInvariant());
        foreach (var (member, attribute) in s_ofObservation)
        {
            WriteAny(observation, member, attribute, to);
        }

        WriteUsage(observation, to);
        WriteCost(observation, to);
    }

    /// <summary>Whom a trace is charged to.</summary>
    internal static void WriteAttribution(JsonElement trace, OtlpSpanWriter to)
    {
        to.Attribute("langfuse.user.id", ImportItems.Text(trace, "userId"));
        to.Attribute("langfuse.session.id", ImportItems.Text(trace, "sessionId"));
        if (ImportItems.Has(trace, "tags", JsonValueKind.Array) && trace.GetProperty("tags").GetArrayLength() > 0)
        {
            to.Attribute("langfuse.trace.tags", trace.GetProperty("tags"));
        }
    }

    internal static void WriteStatus(JsonElement observation, OtlpSpanWriter to)
    {
        if (ImportItems.Text(observation, "level") is "ERROR")
        {
            to.Failed(ImportItems.Text(observation, "statusMessage"));
        }
    }

    internal static UnixNanos? Time(JsonElement of, string name) =>
        ImportItems.Text(of, name) is { } text && PlainTimes.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var nanos) ? new UnixNanos((long)nanos) : null;

    // Usage may be counted in characters, images, seconds or requests; only tokens are tokens.
    private static void WriteUsage(JsonElement observation, OtlpSpanWriter to)
    {
        var isOfTokens = !ImportItems.Has(observation, "usage", JsonValueKind.Object)
            || ImportItems.Text(observation.GetProperty("usage"), "unit") is not { Length: > 0 } unit
            || unit.Equals("TOKENS", StringComparison.OrdinalIgnoreCase);
        if (HasNumbers(observation, "usageDetails"))
        {
            to.Attribute("langfuse.observation.usage_details", observation.GetProperty("usageDetails"));
        }
        else if (isOfTokens && HasNumbers(observation, "usage"))
        {
            to.Attribute("langfuse.observation.usage_details", observation.GetProperty("usage"));
        }
    }

    // What the sender stated; costs that Langfuse computed are computed here, by the day's prices.
    private static void WriteCost(JsonElement observation, OtlpSpanWriter to)
    {
        const string Attribute = "langfuse.observation.cost_details";
        var stated = ImportItems.Has(observation, "providedCostDetails", JsonValueKind.Object) ? "providedCostDetails" : "costDetails";
        if (HasNumbers(observation, stated))
        {
            to.Attribute(Attribute, observation.GetProperty(stated));
        }
        else if (ImportItems.Has(observation, "usage", JsonValueKind.Object))
        {
            var usage = observation.GetProperty("usage");
            var costs = s_costs.Where(cost => ImportItems.Has(usage, cost.Member, JsonValueKind.Number)).ToDictionary(cost => cost.Key, cost => usage.GetProperty(cost.Member));
            to.Attribute(Attribute, costs.Count == 0 ? null : JsonSerializer.Serialize(costs));
        }
    }

    private static bool HasNumbers(JsonElement observation, string name) => ImportItems.Has(observation, name, JsonValueKind.Object)
        && observation.GetProperty(name).EnumerateObject().Any(member => member.Value.ValueKind is JsonValueKind.Number);

    private static void WriteAny(JsonElement of, string member, string attribute, OtlpSpanWriter to)
    {
        if (of.TryGetProperty(member, out var value))
        {
            to.Attribute(attribute, value);
        }
    }
}
