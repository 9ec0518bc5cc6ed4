using CostDashboard.Core.Units;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>The list behind an amount: the traces that spent it, each with its part; the parts add up to the amount.</summary>
internal static class SpansBehind
{
    /// <param name="question">Asks for the amount: its period and filters are those of the list.</param>
    /// <param name="root">Only traces with this root; null for all.</param>
    public static string List(PageContext context, PageQuestion question, string? root = null) =>
        question.Url("/traces").Add("basis", "spent").Add("root", root).Add("sort", "cost").Add("via", context.Here()).ToString();

    /// <param name="range">The period as it was answered: "last 7 days" may be another one when the list is opened.</param>
    public static string List(PageContext context, TimeRange range, FilterSet? filters = null) => List(context, range.From, range.To, filters ?? context.Question.Filters);

    public static string List(PageContext context, UnixNanos from, UnixNanos to, FilterSet filters, string? root = null) =>
        List(context, context.Question with { Range = new RangeChoice.Between(from, to), Filters = filters }, root);
}
