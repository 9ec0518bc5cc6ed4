using System.Text;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization.Dialects;

/// <summary>Claude Code's own spans, and its log events and its counter of cost as spans.</summary>
/// <remarks>https://code.claude.com/docs/en/monitoring-usage</remarks>
internal static class ClaudeCodeDialect
{
    // Shape read here:
    //   claude_code.interaction > claude_code.llm_request, claude_code.tool
    //   claude_code.cost.usage                         a point of the counter: the cost of a minute
    //   claude_code.api_request, claude_code.api_error  log events; the first has the cost as well:
    //   cost_usd = 0.0184726                           or cost_usd_micros
    //   model = "claude-opus-4-6"
    //   input_tokens = 3                               each class apart
    //   cache_read_tokens = 12000
    //   cache_creation_tokens = 900                    for an hour: that is the rate it is billed at, measured
    //   output_tokens = 250
    //   ttft_ms = 812
    //   request_id = "req_…"
    //   stop_reason = "end_turn"
    //   full_command = "dotnet test"                   of a tool, where details are logged: all that the shell was given
    internal static void Read(DecodedSpan span, ref SpanReading reading)
    {
        switch (span.Name)
        {
            case "claude_code.llm_request" or "claude_code.api_request" or "claude_code.api_error" or "claude_code.cost.usage":
                ReadRequest(span.Attributes, ref reading);
                break;
            case "claude_code.interaction":
                reading.OfferKind(KindSource.SpanName, OperationKind.Agent);
                break;
            case "claude_code.tool":
                reading.OfferKind(KindSource.SpanName, OperationKind.Tool);
                reading.ToolName ??= Texts.Short(span.Attributes.Text("tool_name"));

                // What it tells of other tools, as file_path, is a part of their arguments: two edits of one file are not the same.
                reading.Arguments ??= span.Attributes.Text("full_command") is { } command ? ToolArguments.HashOf(Encoding.UTF8.GetBytes(command)) : null;
                break;
            default:
                break;
        }
    }

    private static void ReadRequest(SpanAttributes attributes, ref SpanReading reading)
    {
        reading.OfferKind(KindSource.SpanName, OperationKind.Chat);
        reading.Provider ??= "anthropic";
        reading.RequestModel ??= Texts.Short(attributes.Text("model"));
        reading.CacheHabit = CacheHabit.ClaudeCode;
        reading.OfferTokens(new()
        {
            Input = attributes.Integer("input_tokens"),
            Output = attributes.Integer("output_tokens"),
            CacheRead = attributes.Integer("cache_read_tokens"),
            CacheWrite1h = attributes.Integer("cache_creation_tokens"),
        });
        reading.ReportedUsd ??= Numbers.Decimal(attributes, ["cost_usd"]) ?? Numbers.Decimal(attributes, ["cost_usd_micros"]) / 1_000_000m;
        reading.ResponseId ??= Texts.Short(attributes.Text("request_id"));
        reading.BilledTier ??= Tiers.OfSpeed(attributes.Text("speed"));
        reading.TimeToFirstToken ??= Numbers.Nanoseconds(attributes, ["ttft_ms"], Numbers.NanosPerMillisecond);
        reading.FinishReason ??= Texts.FinishReason(attributes, ["stop_reason"]);
    }
}
