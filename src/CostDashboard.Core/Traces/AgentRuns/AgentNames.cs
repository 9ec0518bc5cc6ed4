using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>What agents and tools are called.</summary>
internal static class AgentNames
{
    // OpenTelemetry; OpenInference; pydantic-ai; Traceloop, on spans of its kind "agent".
    private static readonly string[] s_agent = ["gen_ai.agent.name", "agent.name", "agent_name", "traceloop.entity.name"];

    /// <param name="full">Null where only the columns are known.</param>
    internal static string Of(SpanFacts? head, PricedSpan? full) => head is null ? ""
        : (head.Kind is OperationKind.Agent ? full?.Span.Source.Attributes.Text(s_agent) : null)
        ?? Without(head.Name, head.Kind is OperationKind.Agent ? "invoke_agent " : "execute_tool ");

    internal static string OfUse(SpanFacts span, PricedSpan? full) => span.Kind switch
    {
        OperationKind.Tool => full?.Span.ToolName ?? Without(span.Name, "execute_tool "),
        OperationKind.Agent => Of(span, full),
        _ => Of(span, full),
    };

    private static string Without(string name, string operation) =>
        name.Length > operation.Length && name.StartsWith(operation, StringComparison.Ordinal) ? name[operation.Length..] : name;
}
