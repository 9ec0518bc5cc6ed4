using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.AgentRuns;

/// <summary>Spans of agents, and what is made of them. Times are seconds after noon.</summary>
internal static class Running
{
    internal static PricedSpan Agent(string id, string? parent = null, string? name = null, double start = 0) =>
        A.Span(id, parent, name: name ?? $"invoke_agent {id}", start: start * 1000, duration: 600_000, kind: OperationKind.Agent);

    internal static PricedSpan Around(string id, string? parent = null, string? name = null, double start = 0, OperationKind kind = OperationKind.Workflow) =>
        A.Span(id, parent, name: name, start: start * 1000, duration: 600_000, kind: kind, isWrapperByName: true);

    /// <param name="nanos">Its charge; null for unpriced.</param>
    internal static PricedSpan Call(string id, string? parent, double start, long input = 1000, long output = 100, long? nanos = 1_000_000, string model = "gpt-4o-mini") =>
        A.Span(
            id, parent, name: $"chat {model}", start: start * 1000, duration: 500, kind: OperationKind.Chat, tokens: new(input, 0, 0, 0, output),
            usd: nanos / 1_000_000_000m, model: model);

    internal static PricedSpan Tool(string id, string? parent, double start, string name = "search", long? arguments = null, bool isError = false)
    {
        var span = A.Span(id, parent, name: $"execute_tool {name}", start: start * 1000, duration: 200, kind: OperationKind.Tool, isError: isError);
        return span with { Span = span.Span with { ToolName = name, Source = span.Span.Source with { ToolArguments = arguments } } };
    }

    /// <summary>An agent that asks the model, uses a tool, asks again …, and answers with a last call.</summary>
    /// <param name="uses">The tool of each turn, and its arguments.</param>
    /// <param name="context">What a turn reads.</param>
    internal static PricedSpan[] Of(IEnumerable<(string Tool, long? Arguments)> uses, Func<int, long>? context = null)
    {
        var all = uses.ToList();
        return
        [
            Agent("agent"),
            .. all.SelectMany((use, i) => new[]
            {
                Call($"call{i + 1}", "agent", i * 2, context?.Invoke(i) ?? 1000),
                Tool($"tool{i + 1}", "agent", (i * 2) + 1, use.Tool, use.Arguments),
            }),
            Call("final", "agent", all.Count * 2, context?.Invoke(all.Count) ?? 1000),
        ];
    }

    internal static TraceAgents RunsOf(IEnumerable<PricedSpan> spans, GuardrailSettings? guardrails = null)
    {
        PricedSpan[] all = [.. spans];
        return TraceAgents.Of(A.Rollup(all), all.ToDictionary(span => span.Key.Span), guardrails ?? GuardrailSettings.Usual);
    }

    internal static AgentRun RunOf(IEnumerable<PricedSpan> spans) => Assert.Single(RunsOf(spans).Runs);

    /// <summary>Number of the turn, what it reads, and the tools that it used.</summary>
    internal static string[] Turns(AgentRun run) =>
        [.. run.Turns.Select(turn => $"{turn.Number}: {turn.Call?.ContextTokens?.ToString() ?? "-"} {string.Join("+", turn.Uses.Select(use => use.Name))}".TrimEnd())];
}
