using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Api;

/// <summary>
/// A whole trace. The tree is a flat list in pre-order, joined by <c>parentId</c> and <c>children</c>: agents nest forty calls deep and more,
/// and most JSON readers refuse documents of such a depth (System.Text.Json's limit is 64, two for each level).
/// </summary>
/// <param name="TotalCostUsd">Decimal dollars, exact to the nano-dollar; null where every call is unpriced, so that nothing is known.</param>
/// <param name="UnpricedCalls">Calls of unknown cost: what the cost leaves out.</param>
/// <param name="PartialCalls">Calls of which only a part has a price: where there are any, the cost is a lower bound.</param>
/// <param name="IsComplete">There is a root that names no parent, and no span's parent is missing.</param>
/// <param name="CriticalPathNanos">Length of the critical path: the root's duration.</param>
/// <param name="Roots">Ids of the spans that stand at the top.</param>
internal sealed record TraceBody(
    string TraceId,
    string Project,
    int ProjectId,
    string Name,
    string Service,
    string Start,
    string End,
    long DurationNanos,
    string? Environment,
    string? Feature,
    string? Customer,
    string? User,
    string? Session,
    string? TotalCostUsd,
    int Calls,
    int UnpricedCalls,
    int PartialCalls,
    TokensAnswer Tokens,
    int SpanCount,
    int Errors,
    bool IsComplete,
    long CriticalPathNanos,
    IReadOnlyList<string> Roots,
    IReadOnlyList<TraceSpanBody> Spans)
{
    /// <param name="facts">The same trace without attributes, as it is charged.</param>
    internal static TraceBody Of(Project project, TraceKey key, IReadOnlyList<PricedSpan> stored, TraceFacts facts, UnixNanos now)
    {
        // Of spans that came between the two looks the facts may say more or less; the spans are what is answered with.
        var rollup = (facts with { Spans = [.. stored.Select(SpanFacts.Of)] }).Rollup(key);
        var tree = rollup.Tree;
        var waterfall = TraceWaterfall.Of(rollup, facts.IsQuiet(now));
        var summary = TraceSummary.Of(key, rollup);
        var sources = stored.ToDictionary(span => span.Key.Span);
        return new(
            key.Trace.ToString(),
            project.Name,
            project.Id.Value,
            summary.Name,
            summary.Service,
            AnswerText.Moment(summary.Start),
            AnswerText.Moment(summary.End),
            summary.Duration,
            summary.Attribution.Environment,
            summary.Attribution.Feature,
            summary.Attribution.Customer,
            summary.Attribution.User,
            summary.Attribution.Session,
            AnswerText.KnownUsd(summary.CostNanoUsd, summary.Calls, summary.UnpricedCalls),
            summary.Calls,
            summary.UnpricedCalls,
            summary.PartialCalls,
            TokensAnswer.Of(summary.Usage),
            summary.SpanCount,
            summary.ErrorCount,
            summary.IsComplete,
            waterfall.CriticalNanos,
            [.. tree.Roots.Select(root => tree.Nodes[root].Span.Id.ToString())],
            [.. waterfall.Rows.Select(row => TraceSpanBody.Of(row, tree, sources[row.Id]))]);
    }
}
