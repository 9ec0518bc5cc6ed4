namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>Langfuse: input and output of an observation, or of the trace, as text or JSON of any shape.</summary>
/// <remarks>https://langfuse.com/integrations/native/opentelemetry#property-mapping</remarks>
internal static class LangfuseForm
{
    // Shape read here:
    //   langfuse.observation.input = [{"role":"user","content":"…"}] or anything, langfuse.observation.output
    //   langfuse.trace.input, langfuse.trace.output; langfuse.input of older ones
    internal static FormMessages Read(ContentLookup content) => new(
        ChatJson.MessagesOrText(content.Text("langfuse.observation.input", "langfuse.input", "langfuse.trace.input"), MessageRole.User, MessageSide.In),
        ChatJson.MessagesOrText(content.Text("langfuse.observation.output", "langfuse.output", "langfuse.trace.output"), MessageRole.Assistant, MessageSide.Out));
}
