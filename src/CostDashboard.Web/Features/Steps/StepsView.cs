using System.Globalization;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Steps;

/// <summary>What the table of steps can be sorted by.</summary>
public enum StepSort
{
    Cost,
    Step,
    Calls,
    Input,
    Output,
    P50,
    P95,
    P99,
    PerCall,
    Change,
}

/// <summary>What the page of steps is asked beside what all pages are.</summary>
/// <param name="Find">A part of the steps' names, without regard to case; null for all.</param>
/// <param name="Page">From 1.</param>
public sealed record StepsView(StepSort Sort, bool Ascending, string? Find, int Page)
{
    public const int RowsPerPage = 50;

    public static StepsView From(UrlQuery query) => new(
        !int.TryParse(query.Text("sort"), out _) && Enum.TryParse<StepSort>(query.Text("sort"), ignoreCase: true, out var sort) ? sort : StepSort.Cost,
        query.Text("dir") is "asc",
        query.Text("find"),
        int.TryParse(query.Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1);

    /// <summary>The address of a step's own page, with the page's period and its other filters.</summary>
    public static string LinkTo(PageContext context, string step) => StepFacet.Only(context.Question, step).Url("/steps/step").Add("via", context.Here()).ToString();

    /// <summary>The address of the traces behind what a step cost.</summary>
    public static string Behind(PageContext context, string step) => SpansBehind.List(context, context.Range, StepFacet.Only(context.Question, step).Filters);
}

/// <summary>The dimension that these pages are about.</summary>
internal static class StepFacet
{
    public static Facet Step { get; } = new(Core.Spend.Dimension.Step);

    public static PageQuestion Only(PageQuestion question, string step) => question with { Filters = question.Filters.Except(Step).With(Step, step) };

    /// <summary>The one step that the filters keep; null where there is none, or more than one.</summary>
    public static string? Of(PageContext context) => context.Question.Filters.Of(Step).Values is [{ IsExclude: false } only] ? only.Value : null;
}
