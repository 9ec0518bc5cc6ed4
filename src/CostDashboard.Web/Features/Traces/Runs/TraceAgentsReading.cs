using System.Security.Claims;
using CostDashboard.Core.Content;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Content;

namespace CostDashboard.Web.Features.Traces.Runs;

/// <summary>
/// Reads the runs of a trace: all its spans in full, of which the runs keep names and numbers. Where the project keeps what tools are given and the
/// caller may read it, arguments are compared by their text; that is a reading of content like any other, and in the audit log.
/// </summary>
internal sealed class TraceAgentsReading(ITraceQueries traces, IGuardrailStore guardrails, ContentReader contents)
{
    /// <summary>Uses of tools whose arguments are compared as text; of a trace with more, those that begin first.</summary>
    internal const int MostTexts = 3 * IContentStore.MostSpans;

    /// <summary>Null where there is no such trace.</summary>
    internal async Task<TraceAgents?> ReadAsync(TraceKey key, ClaimsPrincipal? caller, CancellationToken cancellationToken)
    {
        var spans = await traces.GetSpansAsync(key, cancellationToken);
        if (spans.Count == 0)
        {
            return null;
        }

        // Of spans that came between the two looks the facts may say more or less; the spans are what is answered with.
        var facts = await traces.GetFactsAsync(key, cancellationToken) with { Spans = [.. spans.Select(SpanFacts.Of)] };
        var (limits, _) = await guardrails.GetAsync(key.Project, cancellationToken);
        var texts = await TextsAsync(key, facts.Spans, caller, cancellationToken);
        return TraceAgents.Of(facts.Rollup(key), spans.ToDictionary(span => span.Key.Span), limits, texts);
    }

    private async Task<Dictionary<SpanId, ArgumentText>> TextsAsync(TraceKey key, IReadOnlyList<SpanFacts> spans, ClaimsPrincipal? caller, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<SpanId, ArgumentText>();
        var tools = spans.Where(span => span.Kind is OperationKind.Tool or OperationKind.Retrieval).ToList();
        if (tools.Count == 0 || await contents.AskAsync(caller, key.Project, cancellationToken) is not ContentAccess.Granted granted)
        {
            return texts;
        }

        var kept = (await contents.ListAsync(granted, key, cancellationToken)).Select(one => one.Span).ToHashSet();
        var asked = tools.Where(span => kept.Contains(span.Id)).OrderBy(span => span.Start).ThenBy(span => span.Id).Select(span => span.Id).Take(MostTexts);
        foreach (var page in asked.Chunk(IContentStore.MostSpans))
        {
            foreach (var (span, content) in await contents.ReadAsync(granted, key, page, cancellationToken))
            {
                if (ArgumentText.In(content) is { } text)
                {
                    texts[span] = text;
                }
            }
        }

        return texts;
    }
}
