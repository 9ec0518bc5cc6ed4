using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Sessions;

namespace CostDashboard.TestKit;

/// <summary>Answers questions about sessions by walking over all traces.</summary>
internal static class InMemorySessions
{
    internal static SessionPage Answer(SessionQuestion question, IEnumerable<StoredTrace> traces)
    {
        if (question.Of.Project is null)
        {
            throw new ArgumentException("Sessions are those of one project: a name may mean something else in another.", nameof(question));
        }

        List<SessionSummary> all = [.. InMemoryTraceList.All(question.Of, traces)
            .Where(t => NameOf(t, question.By) is not null)
            .GroupBy(t => NameOf(t, question.By)!, StringComparer.Ordinal)
            .Select(g => Sum(g.Key, question.By, [.. g]))];
        var ordered = question.Ascending
            ? all.OrderBy(s => ValueOf(s, question.Sort)).ThenBy(s => s.Key.Value)
            : all.OrderByDescending(s => ValueOf(s, question.Sort)).ThenByDescending(s => s.Key.Value);
        List<SessionSummary> rows = [.. ordered.SkipWhile(s => question.After is { } after && !IsAfter(s, after, question)).Take(question.Limit)];
        var last = rows.Count == 0 ? null : rows[^1];
        return new(
            rows,
            last is null || ordered.Last() == last ? null : new(ValueOf(last, question.Sort), last.Key),
            all.Count,
            all.Sum(s => s.Traces),
            all.Sum(s => s.Calls),
            all.Sum(s => s.CostNanoUsd),
            all.Sum(s => s.UnpricedCalls),
            all.Sum(s => s.PartialCalls));
    }

    internal static SessionReading? Read(OneSession session, int mostTraces, long mostSpans, IEnumerable<StoredTrace> traces)
    {
        var found = Of(session, traces);
        if (found.Count == 0)
        {
            return null;
        }

        var sums = Sum(NameOf(found[0].Summary, session.By)!, session.By, [.. found.Select(t => t.Summary)]);
        return new(sums, [.. found.Select(t => t.Summary).OrderBy(t => t.Start).Take(mostTraces)], sums.Spans <= mostSpans ? Parts(found) : null);
    }

    private static IReadOnlyList<SessionPart> Parts(IEnumerable<StoredTrace> traces) =>
        [.. traces
            .SelectMany(t => t.Spans.Values)
            .Select(s => s.Charge)
            .Where(c => c.IsCharged)
            .GroupBy(c => (c.Series.Step, c.Series.Model))
            .Select(g => new SessionPart(g.Key.Step, g.Key.Model, g.Count(), g.Count(c => c.IsUnpriced), g.Count(c => c.IsPartial), g.Sum(c => c.CostNanoUsd)))
            .OrderByDescending(p => p.CostNanoUsd)
            .ThenByDescending(p => p.Calls)
            .ThenBy(p => p.Step, StringComparer.Ordinal)
            .ThenBy(p => p.Model, StringComparer.Ordinal)
            .Take(SessionPart.Most)];

    private static List<StoredTrace> Of(OneSession session, IEnumerable<StoredTrace> traces) =>
        [.. traces.Where(t => t.Summary.Key.Project == session.Project
            && t.Summary.Start >= session.From && t.Summary.Start < session.To
            && NameOf(t.Summary, session.By) is { } name && TextKey.Of(name) == session.Key)];

    private static SessionSummary Sum(string name, SessionBy by, IReadOnlyList<TraceSummary> traces) => new(
        TextKey.Of(name),
        name,
        traces.Count,
        traces.Select(t => NameOf(t, by is SessionBy.Session ? SessionBy.User : SessionBy.Session)).Where(other => other is not null).Distinct().Count(),
        traces.Min(t => t.Start),
        traces.Max(t => t.Start),
        traces.Max(t => t.End),
        traces.Sum(t => t.Calls),
        traces.Sum(t => t.UnpricedCalls),
        traces.Sum(t => t.PartialCalls),
        traces.Sum(t => t.CostNanoUsd),
        traces.Sum(t => t.Usage.Total),
        traces.Sum(t => t.SpanCount),
        traces.Count(t => t.ErrorCount > 0));

    private static string? NameOf(TraceSummary trace, SessionBy by) =>
        (by is SessionBy.Session ? trace.Attribution.Session : trace.Attribution.User) is { Length: > 0 } name ? name : null;

    private static bool IsAfter(SessionSummary row, SessionPlace place, SessionQuestion question)
    {
        var order = (ValueOf(row, question.Sort), row.Key.Value).CompareTo((place.Value, place.Key.Value));
        return question.Ascending ? order > 0 : order < 0;
    }

    private static long ValueOf(SessionSummary row, SessionSort sort) => sort switch
    {
        SessionSort.Cost => row.CostNanoUsd,
        SessionSort.Last => row.Last.Value,
        SessionSort.Duration => row.Duration,
        SessionSort.Traces => row.Traces,
        SessionSort.Calls => row.Calls,
        _ => row.Tokens,
    };
}
