using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.CodingAgents;

/// <summary>Requests with one log record of a coding agent, or with points of its counters in both encodings of OTLP.</summary>
internal static class AgentBody
{
    internal const string ClaudeEvents = "com.anthropic.claude_code.events";
    internal const string ClaudeMetrics = "com.anthropic.claude_code";

    /// <summary>2026-03-01T10:00:00Z</summary>
    internal const long Noon = 1_772_359_200_000_000_000;

    internal static byte[] Log(string scope, string body, long time, params (string Key, object Value)[] attributes) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceLogs"] = new JsonArray(new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = Attributes([("service.name", "claude-code")]) },
            ["scopeLogs"] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = scope },
                ["logRecords"] = new JsonArray(new JsonObject
                {
                    ["timeUnixNano"] = time.ToString(CultureInfo.InvariantCulture),
                    ["observedTimeUnixNano"] = Noon.ToString(CultureInfo.InvariantCulture),
                    ["body"] = new JsonObject { ["stringValue"] = body },
                    ["attributes"] = Attributes(attributes),
                }),
            }),
        }),
    }.ToJsonString());

    /// <param name="temporality">1: differences; 2: from the start on.</param>
    internal static byte[] Costs(int temporality, params (long Start, long Time, double Value, (string Key, object Value)[] Attributes)[] points) => Metric("claude_code.cost.usage", temporality, points);

    internal static byte[] Metric(string name, int temporality, params (long Start, long Time, double Value, (string Key, object Value)[] Attributes)[] points) =>
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["resourceMetrics"] = new JsonArray(new JsonObject
            {
                ["scopeMetrics"] = new JsonArray(new JsonObject
                {
                    ["scope"] = new JsonObject { ["name"] = ClaudeMetrics },
                    ["metrics"] = new JsonArray(new JsonObject
                    {
                        ["sum"] = new JsonObject
                        {
                            ["dataPoints"] = new JsonArray([.. points.Select(point => new JsonObject
                            {
                                ["startTimeUnixNano"] = point.Start.ToString(CultureInfo.InvariantCulture),
                                ["timeUnixNano"] = point.Time.ToString(CultureInfo.InvariantCulture),
                                ["asDouble"] = point.Value,
                                ["attributes"] = Attributes(point.Attributes),
                            })]),
                            ["aggregationTemporality"] = temporality,
                            ["isMonotonic"] = true,
                        },
                        ["name"] = name,
                    }),
                }),
            }),
        }.ToJsonString());

    internal static byte[] ProtobufCosts(int temporality, params (long Start, long Time, double Value, (string Key, object Value)[] Attributes)[] points)
    {
        var request = new ProtobufWriter();
        request.Message(1, resource => resource.Message(2, scope =>
        {
            scope.Message(1, name => name.Text(1, ClaudeMetrics));
            scope.Message(2, metric =>
            {
                metric.Message(7, sum =>
                {
                    foreach (var point in points)
                    {
                        sum.Message(1, data =>
                        {
                            data.Fixed64(2, (ulong)point.Start);
                            data.Fixed64(3, (ulong)point.Time);
                            data.Fixed64(4, BitConverter.DoubleToUInt64Bits(point.Value));
                            Write(data, 7, point.Attributes);
                        });
                    }

                    sum.Varint(2, (ulong)temporality);
                });
                metric.Text(1, "claude_code.cost.usage");
            });
        }));
        return request.ToArray();
    }

    private static JsonArray Attributes((string Key, object Value)[] attributes) => new([.. attributes.Select(a => new JsonObject
    {
        ["key"] = a.Key,
        ["value"] = a.Value is string text ? new JsonObject { ["stringValue"] = text } : new JsonObject { ["intValue"] = Convert.ToInt64(a.Value, CultureInfo.InvariantCulture) },
    })]);

    private static void Write(ProtobufWriter message, int field, (string Key, object Value)[] attributes)
    {
        foreach (var (key, value) in attributes)
        {
            message.Message(field, pair =>
            {
                pair.Text(1, key);
                pair.Message(2, any =>
                {
                    if (value is string text)
                    {
                        any.Text(1, text);
                    }
                    else
                    {
                        any.Varint(3, (ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    }
                });
            });
        }
    }
}
