using System.Linq.Expressions;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Traces;

/// <summary>Parts of values that a trace question asks for, as conditions of a query: of a trace's own row, or of its charged spans.</summary>
internal static class TraceMatches
{
    /// <summary>Whether it is asked of a trace's row: what is no dimension always, dimensions of the whole trace with basis <see cref="TraceBasis.Started"/>.</summary>
    public static bool IsOfTrace(TraceMatch match, TraceBasis basis) =>
        match.Of is MatchedText.Root or MatchedText.Session || (match.Of is MatchedText.Dimension && basis is TraceBasis.Started && TraceFilters.IsOfTrace(match.Dimension!.Value));

    /// <remarks>Whole sessions and users are found by their index; parts of them, and what is left out, are tried on each trace that the rest leaves.</remarks>
    public static IQueryable<TraceRow> OfTrace(IQueryable<TraceRow> traces, TraceMatch match) => (match.Of, match.Dimension) switch
    {
        (MatchedText.Session, _) when TextKeys.Of(match) is [var key] => traces.Where(t => t.SessionKey == key),
        (MatchedText.Session, _) when TextKeys.Of(match) is { } keys => traces.Where(t => t.SessionKey != null && keys.Contains(t.SessionKey.Value)),
        (_, Dimension.User) when TextKeys.Of(match) is [var key] => traces.Where(t => t.UserKey == key),
        (_, Dimension.User) when TextKeys.Of(match) is { } keys => traces.Where(t => t.UserKey != null && keys.Contains(t.UserKey.Value)),
        _ => traces.Where(TextConditions.Of(ColumnOfTrace(match), match)),
    };

    /// <summary>Of users and tags: they stand in the span's row.</summary>
    public static IQueryable<SpanRow> OfSpan(IQueryable<SpanRow> spans, TraceMatch match) => match.Dimension is Dimension.Tag
        ? spans.Where(TextConditions.Of<SpanRow>(s => s.ChargedTags ?? "", WithTag(match)))
        : spans.Where(TextConditions.Of<SpanRow>(s => s.ChargedUser ?? "", match));

    /// <summary>Of how charged calls went: a few bits of one column, which no index holds.</summary>
    public static IQueryable<SpanRow> OfOutcome(IQueryable<SpanRow> charged, TraceMatch match)
    {
        var span = Expression.Parameter(typeof(SpanRow), "s");
        Expression any = Expression.Constant(false);
        foreach (var (mask, value) in OutcomeWords.BitsOf(match))
        {
            Expression<Func<SpanRow, bool>> has = s => (s.ChargedOutcome & mask) == value;
            any = Expression.OrElse(any, Substitution.In(has.Body, has.Parameters[0], span));
        }

        return charged.Where(Expression.Lambda<Func<SpanRow, bool>>(match.IsExclude ? Expression.Not(any) : any, span));
    }

    private static Expression<Func<TraceRow, string>> ColumnOfTrace(TraceMatch match) => (match.Of, match.Dimension) switch
    {
        (MatchedText.Root, _) => t => t.Name,
        (MatchedText.Session, _) => t => t.Session ?? "",
        (_, Dimension.Environment) => t => t.Environment ?? "",
        (_, Dimension.Feature) => t => t.Feature ?? "",
        (_, Dimension.Customer) => t => t.Customer ?? "",
        (_, Dimension.User) => t => t.User ?? "",
        _ => throw new ArgumentOutOfRangeException(nameof(match), match.Dimension, "A trace as a whole has no such dimension."),
    };

    // A tag's value within the column of all tags. Without a value, the tag is not there at all.
    private static TraceMatch WithTag(TraceMatch match) => match with
    {
        AnyOf = [.. match.AnyOf.Select(pattern => pattern switch
        {
            { IsOpenBefore: true } => throw new ArgumentException("The end of a tag's value cannot be asked for.", nameof(match)),
            { IsOpenAfter: true } => new TextPattern(TagText.BeginningOf(match.TagKey ?? "", pattern.Text), true, true),
            _ => new TextPattern(TagText.Of(match.TagKey ?? "", pattern.Text), true, true),
        })],
    };
}
