namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>Google's Agent Development Kit: the whole request and the whole answer as JSON.</summary>
/// <remarks>https://github.com/google/adk-python, src/google/adk/telemetry/tracing.py</remarks>
internal static class GoogleAdkForm
{
    // Shape read here:
    //   gcp.vertex.agent.llm_request  = {"config":{"system_instruction":"…"},"contents":[{"role":"user","parts":[{"text":"…"}]}]}
    //   gcp.vertex.agent.llm_response = {"content":{"role":"model","parts":[{"function_call":{"name":"…","args":{…}}}]}}
    internal static FormMessages Read(ContentLookup content) => new(
        ChatJson.Messages(content.Text("gcp.vertex.agent.llm_request") ?? "", MessageSide.In),
        ChatJson.Messages(content.Text("gcp.vertex.agent.llm_response") ?? "", MessageSide.Out));
}
