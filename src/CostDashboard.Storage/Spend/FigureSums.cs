using System.Linq.Expressions;
using System.Reflection;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>The sum over a group of every figure that there is, column by column: a new figure is summed wherever the others are.</summary>
internal static class FigureSums
{
    /// <summary>A sum for each figure that both the summed rows and <typeparamref name="TSums"/> have.</summary>
    /// <param name="group">The <see cref="IGrouping{TKey,TElement}"/> of <typeparamref name="TElement"/> to sum over.</param>
    /// <param name="row">The figures of an element.</param>
    public static IEnumerable<MemberAssignment> Of<TElement, TRow, TSums>(Expression group, Expression<Func<TElement, TRow>> row)
        where TRow : SpendFigures
        where TSums : SpendFigures =>
        Columns(typeof(TRow)).Where(Columns(typeof(TSums)).Contains).Select(column => Expression.Bind(
            typeof(TSums).GetProperty(column)!,
            Expression.Call(
                typeof(Enumerable),
                nameof(Enumerable.Sum),
                [typeof(TElement)],
                group,
                Expression.Lambda<Func<TElement, long>>(Expression.Property(row.Body, column), row.Parameters))));

    private static IEnumerable<string> Columns(Type figures) =>
        typeof(SpanFigures).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.DeclaringType!.IsAssignableFrom(figures))
            .Select(p => p.Name);
}
