using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Spend;

/// <summary>What the guard over the numbers of users and of values of tags did, for people.</summary>
internal static class LabelTotals
{
    /// <summary>The value to which those are added that came after the 10,000th on a day.</summary>
    internal const string Other = SpendDay.Other;

    internal static string Note(Facet by) =>
        $"{Other} holds what later ones were charged on days with more than {Ui.Text.NumberText.Count(SpendDay.MostValues)} {(by.Dimension is Dimension.User ? "users" : $"values of {by.Label}")}: who they were is not kept, their sum is exact. On such days the traces behind a row may be more than the row counts.";

    /// <summary>The filters of a list of the spans that such totals count: those that name a user, or a value of the tag. Others as they are.</summary>
    internal static FilterSet Named(Facet by, FilterSet filters) => by.IsDaily ? filters.With(by, "", isExclude: true) : filters;
}
