using System.Linq.Expressions;

namespace CostDashboard.Storage.Engines;

/// <summary>Puts an expression in the place of a parameter: how parts of a query are put together.</summary>
internal sealed class Substitution(ParameterExpression parameter, Expression by) : ExpressionVisitor
{
    public static Expression In(Expression body, ParameterExpression parameter, Expression by) => new Substitution(parameter, by).Visit(body);

    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : base.VisitParameter(node);
}
