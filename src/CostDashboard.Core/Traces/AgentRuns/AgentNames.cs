using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>What agents and tools are called.</summary>
internal static class AgentNames
{
    private const char Replacement = '\ufffd';

    // OpenTelemetry; OpenInference; pydantic-ai; Traceloop, on spans of its kind "agent".
    private static readonly string[] s_agent = ["gen_ai.agent.name", "agent.name", "agent_name", "traceloop.entity.name"];

    /// <summary>What an agent or a tool calls itself where that is not what its span is called; null for all others.</summary>
    internal static string? CalledAs(NormalizedSpan span)
    {
        var own = span.Kind switch
        {
            OperationKind.Tool => span.ToolName,
            OperationKind.Agent => span.Source.Attributes.Text(s_agent),
            _ => null,
        };
        return own is null || own == Without(span.Source.Name, span.Kind) ? null : Storable(SpendKey.Bounded(own));
    }

    /// <summary>Of the run that a span opens; empty where its span is missing.</summary>
    internal static string Of(SpanFacts? head) => head is null ? "" : (head.Kind is OperationKind.Agent ? head.CalledAs : null) ?? Without(head.Name, head.Kind);

    internal static string OfUse(SpanFacts span) => span.Kind is OperationKind.Tool ? span.CalledAs ?? Without(span.Name, span.Kind) : Of(span);

    private static string Without(string name, OperationKind kind)
    {
        var operation = kind is OperationKind.Agent ? "invoke_agent " : "execute_tool ";
        return name.Length > operation.Length && name.StartsWith(operation, StringComparison.Ordinal) ? name[operation.Length..] : name;
    }

    // A column of text cannot hold everything that an attribute can: see where names of spans are stored.
    private static string Storable(string name) => !name.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter)) ? name
        : string.Create(name.Length, name, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                var isHalf = (char.IsHighSurrogate(from[i]) && !(i + 1 < from.Length && char.IsLowSurrogate(from[i + 1])))
                    || (char.IsLowSurrogate(from[i]) && !(i > 0 && char.IsHighSurrogate(from[i - 1])));
                to[i] = char.IsControl(from[i]) || isHalf ? Replacement : from[i];
            }
        });
}
