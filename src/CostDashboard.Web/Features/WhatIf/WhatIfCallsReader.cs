using CostDashboard.Core.Pricing.WhatIf;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.WhatIf;

/// <summary>Reads the chat calls that a question is about: of a trace each by itself, of a period by model, as the totals have them.</summary>
internal sealed class WhatIfCallsReader(ISpendQueries spend, ITraceQueries traces)
{
    private static readonly SpendFilter s_chat = new(Dimension.Kind, [nameof(OperationKind.Chat)]);

    /// <summary>Grows with the spans of the trace.</summary>
    /// <returns>Null where there is no such trace.</returns>
    internal async Task<IReadOnlyList<WhatIfCalls>?> OfTraceAsync(TraceKey key, CancellationToken cancellationToken)
    {
        var facts = await traces.GetFactsAsync(key, cancellationToken);
        if (facts.Spans.Count == 0)
        {
            return null;
        }

        var charged = facts.Rollup(key).Spans.Where(span => span.Charge.IsCharged && span.Node.Span.Kind is OperationKind.Chat).ToList();
        var full = charged.Count == 0 ? [] : (await traces.GetSpansAsync(key, cancellationToken)).ToDictionary(span => span.Key.Span);
        return [.. charged.Select(span => new WhatIfCalls(
            span.Charge.Series.Provider, span.Charge.Series.Model, 1, span.Charge.IsIncomplete ? 1 : 0, span.Charge.CostNanoUsd, span.Charge.Usage)
        {
            // Of an agent that is charged for what its calls do not tell, only a part of its tokens counts.
            One = span.Charge.Role is ChargeRole.Charged && full.TryGetValue(span.Node.Span.Id, out var one) ? one.Span.Call : null,
        })];
    }

    /// <summary>Grows with the series of the period and not with its calls.</summary>
    internal async Task<IReadOnlyList<WhatIfCalls>> OfPeriodAsync(PageContext context, CancellationToken cancellationToken)
    {
        var answer = await spend.AskAsync(
            new(
                context.ProjectId,
                context.Range.From,
                context.Range.To,
                Grain.Total,
                [Dimension.Provider, Dimension.Model, Dimension.PriceState],
                [.. context.Question.Filters.ToSpendFilters(), s_chat],
                WithDistributions: false),
            cancellationToken);
        return [.. answer.Rows.Where(row => row.Measures.Calls > 0).Select(row => new WhatIfCalls(
            row.Values[0], row.Values[1], row.Measures.Calls, row.Measures.IncompleteCalls, row.Measures.CostNanoUsd, row.Measures.Usage))];
    }
}
