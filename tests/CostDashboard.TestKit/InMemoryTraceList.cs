using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Answers questions about traces by walking over all of them.</summary>
internal static class InMemoryTraceList
{
    internal static TracePage Answer(TraceQuestion question, IEnumerable<StoredTrace> traces)
    {
        var found = Found(question, traces);
        var ordered = InOrder(question, found);
        var skipped = question.Cursor is null ? question.Skip : Skipped(question.Cursor);
        var limit = Math.Clamp(question.Limit, 1, TraceQuestion.MostRows);
        List<TraceSummary> rows = [.. ordered.Skip(skipped).Take(limit)];
        var shown = skipped + rows.Count;
        return new(
            rows,
            shown < found.Count ? shown.ToString(CultureInfo.InvariantCulture) : null,
            found.Count,
            found.Sum(t => t.CostNanoUsd),
            found.Sum(t => t.UnpricedCalls),
            found.Sum(t => t.PartialCalls));
    }

    internal static IReadOnlyList<TraceSummary> All(TraceQuestion question, IEnumerable<StoredTrace> traces) => [.. InOrder(question, Found(question, traces))];

    private static IOrderedEnumerable<TraceSummary> InOrder(TraceQuestion question, List<TraceSummary> found) => question.Ascending
        ? found.OrderBy(t => SortValue(question.Sort, t)).ThenBy(t => t.Key.Trace)
        : found.OrderByDescending(t => SortValue(question.Sort, t)).ThenByDescending(t => t.Key.Trace);

    internal static IReadOnlyList<TraceName> Names(TraceQuestion question, IEnumerable<StoredTrace> traces) =>
        [.. Found(question, traces)
            .GroupBy(t => t.Name, StringComparer.Ordinal)
            .Select(name => new TraceName(name.Key, name.Count(), name.Sum(t => t.Calls), name.Sum(t => t.CostNanoUsd)))
            .OrderByDescending(name => name.Count)
            .ThenBy(name => name.Name, StringComparer.Ordinal)
            .Take(TraceName.Most)];

    private static List<TraceSummary> Found(TraceQuestion question, IEnumerable<StoredTrace> traces) =>
        [.. traces.Select(t => SeenBy(question, t)).OfType<TraceSummary>().Where(t => Passes(question, t))];

    // The trace as the question's basis shows it; null when it is not in the period or no charged span of it passes the filters.
    private static TraceSummary? SeenBy(TraceQuestion question, StoredTrace trace)
    {
        var summary = trace.Summary;
        if (question.Basis is TraceBasis.Started)
        {
            var isIn = summary.Start >= question.From && summary.Start < question.To;
            var ofSpans = question.Filters.Where(f => !IsOfTrace(f.Dimension)).ToList();
            var ofTrace = question.Filters.Where(f => IsOfTrace(f.Dimension));
            var matches = question.Matches.Where(m => !IsOfTrace(m, TraceBasis.Started)).ToList();
            return isIn
                && ofTrace.All(f => InMemorySpend.Passes(f, ValueOf(summary, f.Dimension)))
                && ((ofSpans.Count + matches.Count == 0 && question.Calls is null)
                    || trace.Spans.Values.Any(s => s.Charge.IsCharged && ofSpans.All(f => Passes(f, s.Charge)) && matches.All(m => Passes(m, s.Charge)) && IsIn(question.Calls, s)))
                ? summary
                : null;
        }

        List<SpanCharge> spent = [.. trace.Spans.Values
            .Where(s => s.Charge.IsCharged && s.Facts.Start >= question.From && s.Facts.Start < question.To && IsIn(question.Calls, s))
            .Select(s => s.Charge)
            .Where(c => question.Filters.All(f => Passes(f, c)))
            .Where(c => question.Matches.Where(m => !IsOfTrace(m, TraceBasis.Spent)).All(m => Passes(m, c)))];
        return spent.Count == 0
            ? null
            : summary with
            {
                CostNanoUsd = spent.Sum(c => c.CostNanoUsd),
                Calls = spent.Count,
                UnpricedCalls = spent.Count(c => c.IsUnpriced),
                PartialCalls = spent.Count(c => c.IsPartial),
                Usage = spent.Aggregate(default(Core.Spans.Usage), (sum, c) => sum + c.Usage),
            };
    }

    private static bool Passes(SpendFilter filter, SpanCharge charge) => InMemorySpend.Passes(filter, ValueOf(charge, filter.Dimension, filter.TagKey) ?? "");

    // What states no value of a tag has no text that could be like a pattern.
    private static bool Passes(TraceMatch match, SpanCharge charge) => OutcomeWords.AreMeantBy(match)
        ? OutcomeWords.Passes(match, charge.Outcome!.Value)
        : ValueOf(charge, match.Dimension!.Value, match.TagKey) is { } value ? match.Passes(value) : match.Dimension is not Dimension.Tag ? match.Passes("") : match.IsExclude;

    private static string? ValueOf(SpanCharge charge, Dimension dimension, string? tag) => dimension switch
    {
        Dimension.User => charge.User,
        Dimension.Tag => charge.Tags[tag ?? ""],
        _ => InMemorySpend.ValueOf(charge.Series, dimension),
    };

    private static bool IsOfTrace(TraceMatch match, TraceBasis basis) =>
        match.Of is MatchedText.Root or MatchedText.Session || (match.Of is MatchedText.Dimension && basis is TraceBasis.Started && IsOfTrace(match.Dimension!.Value));

    private static string ValueOf(TraceSummary trace, TraceMatch match) => match.Of switch
    {
        MatchedText.Root => trace.Name,
        MatchedText.Session => trace.Attribution.Session ?? "",
        _ => ValueOf(trace, match.Dimension!.Value),
    };

    private static bool IsIn(TraceRange range, TraceSummary trace)
    {
        var value = range.Figure switch
        {
            TraceFigure.Duration => trace.Duration,
            TraceFigure.Tokens => trace.Usage.Total,
            TraceFigure.Calls => trace.Calls,
            TraceFigure.Spans => trace.SpanCount,
            TraceFigure.Errors => trace.ErrorCount,
            _ => trace.CostNanoUsd,
        };
        return value >= (range.Min ?? long.MinValue) && value <= (range.Max ?? long.MaxValue);
    }

    private static bool IsIn(CallRange? range, PlannedSpan call) =>
        range is null
        || ((!range.HasCost || (!call.Charge.IsUnpriced && !call.Charge.IsPartial))
            && call.Charge.CostNanoUsd >= (range.MinCostNanoUsd ?? long.MinValue)
            && call.Charge.CostNanoUsd <= (range.MaxCostNanoUsd ?? long.MaxValue)
            && call.Facts.Duration >= (range.MinDuration ?? long.MinValue)
            && call.Facts.Duration <= (range.MaxDuration ?? long.MaxValue)
            && (range is { MinFirstToken: null, MaxFirstToken: null } || call.Facts.TimeToFirstToken is not null)
            && (call.Facts.TimeToFirstToken ?? 0) >= (range.MinFirstToken ?? long.MinValue)
            && (call.Facts.TimeToFirstToken ?? 0) <= (range.MaxFirstToken ?? long.MaxValue)
            && call.Charge.Usage.Output >= (range.MinOutput ?? long.MinValue)
            && call.Charge.Usage.Output <= (range.MaxOutput ?? long.MaxValue));

    private static bool IsOfTrace(Dimension dimension) =>
        dimension is Dimension.Project or Dimension.Environment or Dimension.Feature or Dimension.Customer or Dimension.User;

    private static string ValueOf(TraceSummary trace, Dimension dimension) => dimension switch
    {
        Dimension.Project => trace.Key.Project.Value.ToString(CultureInfo.InvariantCulture),
        Dimension.Environment => SpendKey.Bounded(trace.Attribution.Environment),
        Dimension.Feature => SpendKey.Bounded(trace.Attribution.Feature),
        Dimension.Customer => SpendKey.Bounded(trace.Attribution.Customer),
        _ => SpendKey.Bounded(trace.Attribution.User),
    };

    private static bool Passes(TraceQuestion question, TraceSummary trace) =>
        (question.Project is null || trace.Key.Project == question.Project)
        && (question.Text is not { Length: > 0 } text || IsMeant(text, trace))
        && (question.Root is null || SpendKey.Bounded(trace.Name) == question.Root)
        && (!question.PricedOnly || (trace.Calls > 0 && trace.UnpricedCalls == 0 && trace.PartialCalls == 0))
        && (!question.ErrorsOnly || trace.ErrorCount > 0)
        && (!question.IncompleteOnly || !trace.IsComplete)
        && trace.CostNanoUsd >= (question.MinCostNanoUsd ?? long.MinValue)
        && trace.CostNanoUsd <= (question.MaxCostNanoUsd ?? long.MaxValue)
        && trace.Duration >= (question.MinDuration ?? long.MinValue)
        && trace.Duration <= (question.MaxDuration ?? long.MaxValue)
        && question.Ranges.All(range => IsIn(range, trace))
        && question.Matches.Where(m => IsOfTrace(m, question.Basis)).All(m => m.Passes(ValueOf(trace, m)));

    private static bool IsMeant(string text, TraceSummary trace) =>
        TraceId.TryParse(text, out var id) ? trace.Key.Trace == id : trace.Name.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static long SortValue(TraceSort sort, TraceSummary trace) => sort switch
    {
        TraceSort.Cost => trace.CostNanoUsd,
        TraceSort.Latency => trace.Duration,
        TraceSort.Tokens => trace.Usage.Total,
        TraceSort.Spans => trace.SpanCount,
        TraceSort.Calls => trace.Calls,
        TraceSort.Errors => trace.ErrorCount,
        _ => trace.Start.Value,
    };

    private static int Skipped(string? cursor) =>
        cursor is null ? 0
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var skipped) ? skipped
        : throw new FormatException("This is not a cursor that the list of traces gave.");
}
