using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Traces;

/// <summary>The keys by which whole texts are found in an index.</summary>
internal static class TextKeys
{
    /// <returns>Null where an index would not find all: a text is asked for that is not there at all.</returns>
    public static long[]? Of(IReadOnlyCollection<string> values) => values.Any(value => value.Length == 0) ? null : [.. values.Select(value => TextKey.Of(value).Value)];

    /// <returns>Null also for parts of texts, and where others are left out.</returns>
    public static long[]? Of(TraceMatch match) => !match.IsExclude && match.AnyOf.All(pattern => pattern.IsWhole) ? Of([.. match.AnyOf.Select(pattern => pattern.Text)]) : null;

    /// <summary>Whether a question is about one session or user, whose traces have an index.</summary>
    public static bool AreOneIn(TraceQuestion question) =>
        question.Filters.Any(f => f is { Dimension: Dimension.User, IsExclude: false } && Of(f.Values) is [_])
        || question.Matches.Any(m => (m.Of is MatchedText.Session || m.Dimension is Dimension.User) && Of(m) is [_]);

    /// <summary>Traces that began in a period, of one session or user.</summary>
    /// <remarks>
    /// No index knows a sum, which is what the end of the period is compared with: SQLite, which keeps no count of a session's traces, would take
    /// the index by start if that one were served by both ends.
    /// </remarks>
    public static IQueryable<TraceRow> InPeriod(IQueryable<TraceRow> ofOne, long from, long to) =>
        ofOne.Where(t => t.StartNanos >= from && t.StartNanos + 0 < to);
}
