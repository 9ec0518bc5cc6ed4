namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>What a tool was given and gave back, on its own span.</summary>
internal static class ToolPayloadForm
{
    // Shape read here:
    //   gen_ai.tool.call.arguments, gen_ai.tool.call.result          OpenTelemetry
    //   ai.toolCall.args, ai.toolCall.result                         Vercel
    //   gcp.vertex.agent.tool_call_args, gcp.vertex.agent.tool_response
    //   tool_arguments, tool_response                                pydantic-ai until its version 3
    internal static FormMessages Read(ContentLookup content) => new(
        content.Text("gen_ai.tool.call.arguments", "ai.toolCall.args", "gcp.vertex.agent.tool_call_args", "tool_arguments") is { } arguments
            ? [new(MessageRole.Assistant, null, MessageSide.In, [new MessagePart.ToolCall(null, "", arguments)])]
            : [],
        content.Text("gen_ai.tool.call.result", "ai.toolCall.result", "gcp.vertex.agent.tool_response", "tool_response") is { } result
            ? [new(MessageRole.Tool, null, MessageSide.Out, [new MessagePart.ToolResult(null, null, result)])]
            : []);
}
