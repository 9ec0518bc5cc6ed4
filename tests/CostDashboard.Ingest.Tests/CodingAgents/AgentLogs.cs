using System.Text;
using System.Text.Json.Nodes;

namespace CostDashboard.Ingest.Tests.CodingAgents;

/// <summary>Log records as coding agents export them, in OTLP's JSON.</summary>
internal static class AgentLogs
{
    internal const string Claude = "com.anthropic.claude_code.events";

    /// <summary>A request of one scope with these records in their order.</summary>
    internal static byte[] Request(string scope, string service, params IEnumerable<JsonObject> records) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceLogs"] = new JsonArray(new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = Attributes([("service.name", service)]) },
            ["scopeLogs"] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = scope },
                ["logRecords"] = new JsonArray([.. records.Select(record => record.DeepClone())]),
            }),
        }),
    }.ToJsonString());

    /// <param name="seconds">Of a day in August 2026; null for a record that does not know its time.</param>
    internal static JsonObject Record(int? seconds, string body, params (string Key, object Value)[] attributes) => new()
    {
        ["timeUnixNano"] = seconds is { } second ? $"{1_786_017_600L + second}000000000" : "0",
        ["body"] = new JsonObject { ["stringValue"] = body },
        ["attributes"] = Attributes(attributes),
    };

    internal static JsonObject ClaudeCall(int seconds, string request, string prompt = "p1", string session = "s1") => Record(
        seconds, "claude_code.api_request",
        ("event.name", "api_request"), ("session.id", session), ("prompt.id", prompt), ("user.id", "an installation"), ("user.email", "ada@example.com"),
        ("model", "claude-sonnet-4-5-20250929"), ("cost_usd", 0.0184726), ("duration_ms", 2_500L), ("input_tokens", 3L), ("output_tokens", 250L),
        ("cache_read_tokens", 12_000L), ("cache_creation_tokens", 900L), ("request_id", request), ("prompt", "what somebody wrote"));

    private static JsonArray Attributes(IEnumerable<(string Key, object Value)> attributes) => new([.. attributes.Select(one => (JsonNode)new JsonObject
    {
        ["key"] = one.Key,
        ["value"] = one.Value switch
        {
            long whole => new JsonObject { ["intValue"] = whole },
            double real => new JsonObject { ["doubleValue"] = real },
            bool flag => new JsonObject { ["boolValue"] = flag },
            _ => new JsonObject { ["stringValue"] = one.Value.ToString() },
        },
    })]);
}
