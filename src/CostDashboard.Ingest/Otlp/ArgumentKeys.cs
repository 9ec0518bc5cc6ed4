namespace CostDashboard.Ingest.Otlp;

/// <summary>
/// Attributes that hold the arguments of a tool's call, among those of <see cref="ContentKeys"/>. Their text is not kept; by what is made of it
/// (<see cref="Core.Spans.ToolArguments"/>) the same arguments are known again.
/// </summary>
internal static class ArgumentKeys
{
    /// <summary>The rank of a name that holds no arguments.</summary>
    internal const int None = int.MaxValue;

    // The names that say it go before those that on other spans hold prompts. In their order: OpenTelemetry; the AI SDK; Google's agent kit;
    // pydantic-ai until its version 3; Langfuse; Traceloop; OpenInference; LangSmith. Last, Strands' event about the tool.
    private static readonly string[] s_inOrder =
    [
        "gen_ai.tool.call.arguments",
        "ai.toolCall.args",
        "gcp.vertex.agent.tool_call_args",
        "tool_arguments",
        "langfuse.observation.input",
        "traceloop.entity.input",
        "input.value",
        "gen_ai.prompt",
        "content",
    ];

    /// <summary>The lower, the more plainly the name says that it holds arguments.</summary>
    internal static int RankOf(string key) => Array.IndexOf(s_inOrder, key) is >= 0 and var rank ? rank : None;

    /// <summary>Room to read the arguments of one call that came as a list or a map; nothing of it is kept.</summary>
    internal static ValueBudget Room()
    {
        var room = new ValueBudget(Core.Spans.ToolArguments.MostBytes, Core.Spans.ToolArguments.MostBytes);
        room.Reset();
        room.BeginAttribute();
        return room;
    }

    /// <summary>The event by which Strands says with what a tool was called.</summary>
    internal static bool IsToolMessage(string eventName) => eventName is "gen_ai.tool.message";
}
