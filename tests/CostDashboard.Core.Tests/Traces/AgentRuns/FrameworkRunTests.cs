using CostDashboard.Core.Spans;
using CostDashboard.Core.Tests.Normalization;
using CostDashboard.TestKit;
using static CostDashboard.Core.Tests.Traces.AgentRuns.Running;

namespace CostDashboard.Core.Tests.Traces.AgentRuns;

/// <summary>The trees that frameworks make of a run with one tool and two calls.</summary>
public sealed class FrameworkRunTests
{
    private static readonly (string Key, object Value)[] s_call = [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 10)];

    public static TheoryData<string> Frameworks => [.. s_trees.Keys];

    // Span, parent, name, attributes; one second apart.
    private static readonly Dictionary<string, (string Id, string? Parent, string Name, (string Key, object Value)[] Says)[]> s_trees = new()
    {
        ["OpenTelemetry"] =
        [
            ("a", null, "invoke_agent travel", [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "travel"), ("gen_ai.usage.input_tokens", 200), ("gen_ai.usage.output_tokens", 20)]),
            ("c1", "a", "chat m", s_call),
            ("t", "a", "execute_tool weather", [("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "weather")]),
            ("c2", "a", "chat m", s_call),
        ],
        ["LangGraph, by OpenInference"] =
        [
            ("g", null, "travel", [("openinference.span.kind", "CHAIN")]),
            ("n1", "g", "agent", [("openinference.span.kind", "AGENT")]),
            ("c1", "n1", "ChatOpenAI", [("openinference.span.kind", "LLM"), ("llm.model_name", "m"), ("llm.token_count.prompt", 100), ("llm.token_count.completion", 10)]),
            ("n2", "g", "tools", [("openinference.span.kind", "CHAIN")]),
            ("t", "n2", "weather", [("openinference.span.kind", "TOOL"), ("tool.name", "weather")]),
            ("n3", "g", "agent", [("openinference.span.kind", "AGENT")]),
            ("c2", "n3", "ChatOpenAI", [("openinference.span.kind", "LLM"), ("llm.model_name", "m"), ("llm.token_count.prompt", 100), ("llm.token_count.completion", 10)]),
        ],
        ["CrewAI, by Traceloop"] =
        [
            ("w", null, "crewai.workflow", [("traceloop.span.kind", "workflow")]),
            ("a", "w", "travel.agent", [("traceloop.span.kind", "agent"), ("traceloop.entity.name", "travel")]),
            ("c1", "a", "m.llm", [("gen_ai.operation.name", "chat"), .. s_call]),
            ("t", "a", "weather.tool", [("traceloop.span.kind", "tool"), ("traceloop.entity.name", "weather")]),
            ("c2", "a", "m.llm", s_call),
        ],
        ["OpenAI Agents SDK, by OpenInference"] =
        [
            ("w", null, "Agent workflow", [("openinference.span.kind", "AGENT")]),
            ("a", "w", "travel", [("openinference.span.kind", "AGENT")]),
            ("c1", "a", "response", [("openinference.span.kind", "LLM"), ("llm.model_name", "m"), ("llm.token_count.prompt", 100), ("llm.token_count.completion", 10)]),
            ("t", "a", "weather", [("openinference.span.kind", "TOOL"), ("tool.name", "weather")]),
            ("c2", "a", "response", [("openinference.span.kind", "LLM"), ("llm.model_name", "m"), ("llm.token_count.prompt", 100), ("llm.token_count.completion", 10)]),
        ],
        ["Strands"] =
        [
            ("a", null, "invoke_agent travel", [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "travel"), ("gen_ai.usage.input_tokens", 200), ("gen_ai.usage.output_tokens", 20)]),
            ("y1", "a", "execute_event_loop_cycle", [("event_loop.cycle_id", "1")]),
            ("w1", "y1", "chat", s_call),
            ("c1", "w1", "chat m", s_call),
            ("t", "y1", "execute_tool weather", [("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "weather")]),
            ("y2", "a", "execute_event_loop_cycle", [("event_loop.cycle_id", "2")]),
            ("c2", "y2", "chat", s_call),
        ],
        ["Google's agent kit"] =
        [
            ("i", null, "invocation", [("gcp.vertex.agent.invocation_id", "e-1")]),
            ("a", "i", "invoke_agent travel", [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "travel")]),
            ("c1", "a", "call_llm", [("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 10)]),
            ("t", "c1", "execute_tool weather", [("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "weather")]),
            ("c2", "a", "call_llm", [("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 10)]),
        ],
        ["the AI SDK, version 6"] =
        [
            ("w", null, "ai.generateText travel", [("operation.name", "ai.generateText travel"), ("ai.operationId", "ai.generateText"), ("ai.telemetry.functionId", "travel")]),
            ("c1", "w", "ai.generateText.doGenerate travel", [("ai.operationId", "ai.generateText.doGenerate"), .. s_call[1..]]),
            ("t", "w", "ai.toolCall travel", [("ai.operationId", "ai.toolCall"), ("ai.toolCall.name", "weather")]),
            ("c2", "w", "ai.generateText.doGenerate travel", [("ai.operationId", "ai.generateText.doGenerate"), .. s_call[1..]]),
        ],
        ["the AI SDK, version 7"] =
        [
            ("a", null, "invoke_agent travel", [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "travel"), ("gen_ai.usage.input_tokens", 200), ("gen_ai.usage.output_tokens", 20)]),
            ("s1", "a", "step 1", [("gen_ai.operation.name", "agent_step")]),
            ("c1", "s1", "chat m", s_call),
            ("t", "s1", "execute_tool weather", [("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "weather")]),
            ("s2", "a", "step 2", [("gen_ai.operation.name", "agent_step")]),
            ("c2", "s2", "chat m", s_call),
        ],
        ["Claude Code"] =
        [
            ("a", null, "claude_code.interaction", []),
            ("c1", "a", "claude_code.llm_request", [("model", "m"), ("input_tokens", 100), ("output_tokens", 10)]),
            ("t", "a", "claude_code.tool", [("tool_name", "weather")]),
            ("e", "t", "claude_code.tool.execution", []),
            ("c2", "a", "claude_code.llm_request", [("model", "m"), ("input_tokens", 100), ("output_tokens", 10)]),
        ],
        ["pydantic-ai"] =
        [
            ("a", null, "agent run", [("gen_ai.operation.name", "invoke_agent"), ("agent_name", "travel"), ("gen_ai.aggregated_usage.input_tokens", 200)]),
            ("c1", "a", "chat m", s_call),
            ("x", "a", "running 1 tool", []),
            ("t", "x", "running tool", [("gen_ai.tool.name", "weather"), ("gen_ai.tool.call.id", "call_1")]),
            ("c2", "a", "chat m", s_call),
        ],
        ["Langfuse over OpenInference"] =
        [
            ("w", null, "travel", [("langfuse.observation.type", "agent")]),
            ("a", "w", "travel", [("openinference.span.kind", "AGENT"), ("agent.name", "travel")]),
            ("c1", "a", "generation", [("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "m"), ("langfuse.observation.usage_details", """{"input":100,"output":10}""")]),
            ("t", "a", "weather", [("langfuse.observation.type", "tool")]),
            ("c2", "a", "generation", [("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "m"), ("langfuse.observation.usage_details", """{"input":100,"output":10}""")]),
        ],
        ["LangSmith"] =
        [
            ("g", null, "travel", [("langsmith.span.kind", "chain")]),
            ("c1", "g", "ChatOpenAI", [("langsmith.span.kind", "llm"), .. s_call[1..]]),
            ("t", "g", "weather", [("langsmith.span.kind", "tool")]),
            ("c2", "g", "ChatOpenAI", [("langsmith.span.kind", "llm"), .. s_call[1..]]),
        ],
        ["Microsoft.Extensions.AI"] =
        [
            ("a", null, "invoke_agent travel", [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "travel")]),
            ("o", "a", "orchestrate_tools", [("gen_ai.usage.input_tokens", 200), ("gen_ai.usage.output_tokens", 20)]),
            ("c1", "o", "chat m", s_call),
            ("t", "o", "execute_tool weather", [("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "weather")]),
            ("c2", "o", "chat m", s_call),
        ],
    };

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void A_run_of_two_calls_and_a_tool_is_read_alike(string framework)
    {
        PricedSpan[] spans = [.. s_trees[framework].Select((span, i) => Span(span.Id, span.Parent, span.Name, i, span.Says))];

        var run = RunOf(spans);

        Assert.Equal(["1: 100 weather", "2: 100"], Turns(run));
        Assert.Equal(framework is "Claude Code" ? "claude_code.interaction" : framework is "the AI SDK, version 6" ? "ai.generateText travel" : "travel", run.Agent);
        Assert.Equal((2, 2), (run.Total.Calls, run.Total.Unpriced));
    }

    private static PricedSpan Span(string id, string? parent, string name, int start, (string Key, object Value)[] says)
    {
        var read = Reading.Of(name, says);
        var at = A.Span(id, parent, name: name, start: start * 1000, duration: 900);
        return new(
            read with { Source = at.Span.Source with { Attributes = read.Source.Attributes } },
            read.Call is null ? SpanCost.NotACall.Instance : new SpanCost.Unpriced("no price for model 'm'"));
    }
}
