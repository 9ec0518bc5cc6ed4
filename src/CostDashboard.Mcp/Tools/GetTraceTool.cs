using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>One trace: what it came to, and its spans in order of the tree or of cost.</summary>
internal sealed class GetTraceTool(ITraceQueries traces, TimeProvider clock) : DashboardTool(Properties, "trace_id")
{
    private const int UsualSpans = 30;
    private const int MostSpans = 200;

    private const string Properties = $$"""
        {{Schemas.TraceId}},
        "sort": {"type": "string", "enum": ["cost", "tree"], "description": "cost (default): the spans that are charged most first. tree: in the order of the tree, parents before children."},
        "limit": {"type": "integer", "minimum": 1, "maximum": 200, "description": "Spans in the answer. Default: 30."}
        """;

    private static readonly IReadOnlyList<KeyValuePair<string, bool>> s_sorts = [new("cost", false), new("tree", true)];

    internal override string Name => "get_trace";

    internal override string Title => "One trace";

    internal override string Description =>
        "What one trace cost and why: totals, and its spans with step, model, tokens, own cost, cost with everything below, duration and errors. "
        + "Prompts and completions are not in it.";

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var trace = ReadId(given);
        var isTree = given.Choice("sort", false, s_sorts);
        var limit = given.Whole("limit", UsualSpans, 1, MostSpans);
        return await AnswerAsync(trace, isTree, limit, caller, cancellationToken)
            ?? throw new QueryMistake("trace_id", $"There is no trace {trace} in this project. It may not have arrived yet; list_traces shows which there are.");
    }

    /// <summary>Null where there is no such trace.</summary>
    internal async Task<TraceAnswer?> AnswerAsync(TraceId trace, bool isTree, int limit, McpCaller caller, CancellationToken cancellationToken)
    {
        var key = new TraceKey(caller.Project, trace);
        var facts = await traces.GetFactsAsync(key, cancellationToken);
        if (facts.Spans.Count == 0)
        {
            return null;
        }

        var rollup = facts.Rollup(key);
        var rows = TraceWaterfall.Of(rollup, facts.IsQuiet(UnixNanos.From(clock.GetUtcNow()))).Rows;
        var shown = (isTree ? rows : (IEnumerable<WaterfallRow>)rows.OrderByDescending(row => row.CostNanoUsd).ThenByDescending(row => row.InclusiveCostNanoUsd)).Take(limit);
        return new(
            TraceLine.Of(TraceSummary.Of(key, rollup), caller),
            [.. shown.Select(row => SpanLine.Of(row, row.Parent < 0 ? null : rows[row.Parent].Id))],
            Math.Max(0, rows.Count - limit),
            Note.ForeignNames);
    }

    internal static TraceId ReadId(Arguments given)
    {
        var text = given.Text("trace_id") ?? throw new QueryMistake("trace_id", "Give the trace's id: 32 hexadecimal digits. list_traces shows which there are.");
        return TraceId.TryParse(text, out var id)
            ? id
            : throw new QueryMistake("trace_id", $"'{QueryText.Shown(text)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");
    }
}

/// <param name="OtherSpans">Spans of the trace that are not shown.</param>
internal sealed record TraceAnswer(TraceLine Trace, IReadOnlyList<SpanLine> Spans, int OtherSpans, string Note);

/// <summary>A span in a few words.</summary>
/// <param name="Parent">Null for a root, and for a span whose parent did not come.</param>
/// <param name="CostUsd">What the span itself is charged; "unknown" for a call without a known price, null where it is no charged call.</param>
/// <param name="CostWithBelowUsd">The same of it and all below it.</param>
/// <param name="Role">charged, wrapper (repeats what spans below it say, charged nothing), same-call (charged at another span), …</param>
internal sealed record SpanLine(
    string Span,
    string? Parent,
    ForeignText Name,
    ForeignText? Step,
    string Kind,
    string Role,
    ForeignText? Model,
    string? CostUsd,
    string CostWithBelowUsd,
    long? InputTokens,
    long? OutputTokens,
    double DurationMs,
    bool? IsError,
    bool? LostItsParent)
{
    internal static SpanLine Of(WaterfallRow row, SpanId? parent) =>
        new(
            row.Id.ToString(),
            parent?.ToString(),
            row.Name,
            row.Step.Length > 0 && row.Step != row.Name ? (ForeignText?)row.Step : null,
            DimensionNames.Said(row.Kind),
            AnswerText.CodeOf(row.Role),
            row.Model.Length > 0 ? (ForeignText?)row.Model : null,
            !row.IsCharged ? null : row.IsUnpriced && row.CostNanoUsd == 0 ? Figures.Unknown : AnswerText.Usd(row.CostNanoUsd),
            AnswerText.KnownUsd(row.InclusiveCostNanoUsd, row.InclusiveCalls, row.InclusiveUnpricedCalls) ?? Figures.Unknown,
            row.IsCharged ? row.Usage.TotalInput : null,
            row.IsCharged ? row.Usage.Output : null,
            AnswerText.Milliseconds(row.Duration),
            row.IsError ? true : null,
            row.IsOrphan ? true : null);
}
