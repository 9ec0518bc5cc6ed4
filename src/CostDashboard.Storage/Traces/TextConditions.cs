using System.Linq.Expressions;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// Whether a column is any of some patterns, as a condition of a query. Ends are compared by what no stored text holds (U+0002 and U+0003,
/// for <see cref="StorableText"/> mends control characters), so that both engines find a text as it is, letter by letter: LIKE regards case
/// on one and not on the other, and would read a user's per cent sign.
/// </summary>
/// <remarks>Only whole values can be looked up in an index; a pattern is tried on each row that the other conditions leave.</remarks>
internal static class TextConditions
{
    private const string Begin = "\u0002";
    private const string End = "\u0003";

    /// <param name="column">Never null, unless <paramref name="match"/> names whole values that are not empty, and keeps them.</param>
    public static Expression<Func<TRow, bool>> Of<TRow>(Expression<Func<TRow, string>> column, TraceMatch match)
    {
        var row = column.Parameters[0];
        Expression? any = null;
        string[] whole = [.. match.AnyOf.Where(pattern => pattern.IsWhole).Select(pattern => pattern.Text)];
        if (whole is [var one])
        {
            Or(value => value == one);
        }
        else if (whole.Length > 0)
        {
            Or(value => whole.Contains(value));
        }

        foreach (var pattern in match.AnyOf.Where(pattern => !pattern.IsWhole))
        {
            Or(Condition(pattern));
        }

        var condition = any ?? Expression.Constant(false);
        return Expression.Lambda<Func<TRow, bool>>(match.IsExclude ? Expression.Not(condition) : condition, row);

        void Or(Expression<Func<string, bool>> test)
        {
            var tested = Substitution.In(test.Body, test.Parameters[0], column.Body);
            any = any is null ? tested : Expression.OrElse(any, tested);
        }
    }

    private static Expression<Func<string, bool>> Condition(TextPattern pattern)
    {
        var text = pattern.Text;
        var (first, last) = (Begin + text, text + End);
        return (pattern.IsOpenBefore, pattern.IsOpenAfter) switch
        {
            (false, true) => value => (Begin + value).Contains(first),
            (true, false) => value => (value + End).Contains(last),
            _ => value => value.Contains(text),
        };
    }
}
