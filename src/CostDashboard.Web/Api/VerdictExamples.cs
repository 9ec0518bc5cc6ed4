using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CostDashboard.Web.Api;

/// <summary>What is asked and answered of a verdict, in the description of the API.</summary>
internal static class VerdictExamples
{
    private const string Json = "application/json";

    private const string Asked = """
        {"spans": [
          {"spanId": "00f067aa0ba902b7", "kind": "chat", "model": "gpt-4o-mini", "inputTokens": 1200, "outputTokens": 300},
          {"kind": "tool", "tool": "search"}
        ]}
        """;

    private const string Answered = """
        {
          "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "project": "shop", "projectId": 1,
          "verdict": "stop", "reason": "Stop: 4 calls of 'search', over the limit of 3.", "isKnown": true,
          "rule": {"kind": "callsOfOneTool", "agent": null, "limit": "3", "value": "4", "remaining": "0", "tool": "search", "isBroken": true},
          "totals": {
            "spans": 9, "steps": 4, "toolCalls": [{"tool": "search", "calls": 4}], "otherToolCalls": 0, "costUsd": "0.00084",
            "calls": 4, "unpricedCalls": 0, "partialCalls": 0, "unpricedShare": 0, "inputTokens": 4000, "outputTokens": 400
          },
          "limits": [
            {"kind": "stepsPerTrace", "agent": null, "limit": "10", "value": "4", "remaining": "6", "tool": null, "isBroken": false},
            {"kind": "callsOfOneTool", "agent": null, "limit": "3", "value": "4", "remaining": "0", "tool": "search", "isBroken": true}
          ],
          "pendingCounted": 0, "pendingStored": 0
        }
        """;

    internal static void AddTo(OpenApiOperation operation)
    {
        if (operation.OperationId?.StartsWith("GetVerdict", StringComparison.Ordinal) is not true)
        {
            return;
        }

        if (operation.RequestBody?.Content?.TryGetValue(Json, out var asked) is true)
        {
            asked.Example = JsonNode.Parse(Asked);
        }

        if (operation.Responses?.GetValueOrDefault("200")?.Content?.TryGetValue(Json, out var answered) is true)
        {
            answered.Example = JsonNode.Parse(Answered);
        }
    }
}
