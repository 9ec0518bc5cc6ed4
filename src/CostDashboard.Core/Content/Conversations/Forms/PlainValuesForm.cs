namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>What went in and what came out as one text each, which may be JSON of a known shape: of steps around calls, and of emitters without messages.</summary>
internal static class PlainValuesForm
{
    // Shape read here; each a text or JSON:
    //   input.value, output.value                          OpenInference
    //   traceloop.entity.input, traceloop.entity.output    OpenLLMetry's workflows and tools
    //   gen_ai.prompt, gen_ai.completion                   OpenTelemetry before 1.28, OpenLIT
    //   llm.prompts, llm.completions, llm.prompt …         early ones
    internal static FormMessages Read(ContentLookup content) => new(
        ChatJson.MessagesOrText(
            content.Text("input.value", "traceloop.entity.input", "gen_ai.prompt", "llm.input_messages", "llm.prompts", "llm.prompt", "gen_ai.event.content", "gcp.vertex.agent.data"),
            MessageRole.User,
            MessageSide.In),
        ChatJson.MessagesOrText(
            content.Text("output.value", "traceloop.entity.output", "gen_ai.completion", "llm.output_messages", "llm.completions", "llm.completion"),
            MessageRole.Assistant,
            MessageSide.Out));
}
