using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;

namespace CostDashboard.Web.Features.Traces.Runs;

/// <summary>Reads the runs of a trace: all its spans in full, of which the runs keep names and numbers.</summary>
internal static class TraceAgentsReading
{
    /// <summary>Null where there is no such trace.</summary>
    internal static async Task<TraceAgents?> ReadAsync(ITraceQueries traces, IGuardrailStore guardrails, TraceKey key, CancellationToken cancellationToken)
    {
        var spans = await traces.GetSpansAsync(key, cancellationToken);
        if (spans.Count == 0)
        {
            return null;
        }

        // Of spans that came between the two looks the facts may say more or less; the spans are what is answered with.
        var facts = await traces.GetFactsAsync(key, cancellationToken) with { Spans = [.. spans.Select(SpanFacts.Of)] };
        var (limits, _) = await guardrails.GetAsync(key.Project, cancellationToken);
        return TraceAgents.Of(facts.Rollup(key), spans.ToDictionary(span => span.Key.Span), limits);
    }
}
