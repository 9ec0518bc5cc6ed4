using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>The list behind the mark of a total: the traces with its calls that have no price, or a price for a part only.</summary>
internal static class IncompleteCalls
{
    private static readonly Facet s_price = new(Dimension.PriceState);

    /// <param name="question">Asks for the total: its period and filters are those of the list.</param>
    /// <returns>Null where there is nothing to list.</returns>
    public static string? List(PageContext context, PageQuestion question, long unpriced, long partial)
    {
        if (unpriced + partial <= 0)
        {
            return null;
        }

        var asked = question with { Filters = question.Filters.Except(s_price) };
        asked = unpriced > 0 ? asked.With(s_price, nameof(PriceState.Unpriced)) : asked;
        asked = partial > 0 ? asked.With(s_price, nameof(PriceState.Partial)) : asked;
        return asked.Url("/traces").Add("basis", "spent").Add("via", context.Here()).ToString();
    }

    /// <summary>The list behind the mark of a page's own total.</summary>
    public static string? List(PageContext context, SpendMeasures total) => List(context, context.Question, total.UnpricedCalls, total.PartialCalls);

    /// <summary>The list behind the mark of the row of one value.</summary>
    public static string? List(PageContext context, Facet by, string value, SpendMeasures row) =>
        List(context, context.Question with { Filters = context.Question.Filters.Except(by).With(by, value) }, row.UnpricedCalls, row.PartialCalls);
}
