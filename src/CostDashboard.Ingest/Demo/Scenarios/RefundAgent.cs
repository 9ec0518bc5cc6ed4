using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>Thinks and uses tools in turns; what a tool returns stays in the context. The framework's agent span repeats the tokens of all turns.</summary>
internal sealed class RefundAgent() : DemoScenario("refund-agent")
{
    private static readonly string[] s_tools = ["search_knowledge_base", "lookup_customer", "process_refund", "summarize_ticket"];

    internal override void Play(DemoTrace trace)
    {
        using var root = Root(trace, "agent.run", OtelSpanKind.Internal);
        using var agent = BeginAgent(trace, "refund-agent", this["agent.think"].Model);
        var turns = trace.Random.In(this["agent.think"].Count);
        var cached = trace.Random.In(this["agent.think"].Cached);
        var context = trace.Random.In(this["agent.think"].Input) * trace.Customer.InputPercent / 100;
        var sum = default(CallTokens);
        for (var turn = 0; turn < turns; turn++)
        {
            var output = trace.Random.In(this["agent.think"].Output);
            // The first turn writes the instructions into the cache, the later ones read them.
            sum += Think(trace, this["agent.think"], turn == 0 ? new(context, output, CacheWrite: cached) : new(context, output, cached));
            var tool = s_tools[Math.Min(turn, s_tools.Length - 1)];
            Use(trace, tool, turn);
            context += output + trace.Random.In(this[tool].Tokens);
        }

        sum += Think(trace, this["final answer"], new(context, trace.Random.In(this["final answer"].Output), cached));
        DemoCall.SetUsage(agent, sum);
    }

    internal static DemoSpan BeginAgent(DemoTrace trace, string name, string model) =>
        trace.Open($"invoke_agent {name}")
            .Set("gen_ai.operation.name", "invoke_agent")
            .Set("gen_ai.provider.name", DemoFigures.Shared.Models[model].Provider)
            .Set("gen_ai.request.model", model)
            .Set("gen_ai.agent.name", name)
            .Set("gen_ai.agent.id", "agt_7b1e44");

    internal static CallTokens Think(DemoTrace trace, StepFigures step, CallTokens tokens)
    {
        using var span = trace.Open("agent.think");
        trace.Pass(step.Millis);
        return DemoCall.Chat(trace, step.Model, tokens);
    }

    private void Use(DemoTrace trace, string tool, int turn)
    {
        // This tool asks a model itself: a call inside a tool, which the turn's own tokens do not contain.
        Action? inside = tool switch
        {
            "summarize_ticket" => () => DemoCall.Chat(trace, this[tool].Model, Tokens(trace, tool), maxTokens: 256),
            "process_refund" => () => FraudCheck.MayStart(trace),
            _ => null,
        };
        DemoCall.Tool(trace, tool, this[tool], $$"""{"customer":"{{trace.Customer.Name}}","part":{{turn}}}""", inside);
    }
}
