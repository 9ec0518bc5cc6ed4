using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Errors;

/// <summary>What the page of errors is asked beside what all pages are: which column its table is sorted by.</summary>
/// <param name="Sort">By what calls of this part cost; null by step.</param>
public sealed record ErrorsView(OutcomePart? Sort, bool Ascending)
{
    /// <summary>What the table is sorted by where nothing is said.</summary>
    public const OutcomePart DefaultSort = OutcomePart.InVain;

    private const string ByStep = "step";

    public static ErrorsView From(UrlQuery query) => new(
        query.Text("sort") switch
        {
            ByStep => null,
            { } name when !char.IsAsciiDigit(name[0]) && Enum.TryParse<OutcomePart>(name, ignoreCase: true, out var part) && Enum.IsDefined(part) => part,
            _ => DefaultSort,
        },
        query.Text("dir") is "asc");

    /// <summary>How calls end is kept by the day of the zone.</summary>
    public static TimeRange RangeIn(PageContext context) => context.Range.InDays(context.Calendar);

    public static OutcomeQuestion Question(PageContext context)
    {
        var range = RangeIn(context);
        return new(context.ProjectId, range.From, range.To, context.Question.Filters.ToSpendFilters());
    }

    /// <summary>The same of the period that it is compared with.</summary>
    public static OutcomeQuestion Before(PageContext context)
    {
        var range = RangeIn(context);
        return Question(context) with { From = range.PreviousFrom, To = range.PreviousTo };
    }

    /// <summary>The page's question, of one step and model.</summary>
    public static PageQuestion Of(PageContext context, OutcomeLine line)
    {
        var (step, model) = (new Facet(Dimension.Step), new Facet(Dimension.Model));
        return InPeriod(context) with { Filters = context.Question.Filters.Except(step).Except(model).With(step, line.Step).With(model, line.Model) };
    }

    /// <summary>The page's question, of the whole days that it is answered for.</summary>
    public static PageQuestion InPeriod(PageContext context)
    {
        var range = RangeIn(context);
        return context.Question with { Range = new RangeChoice.Between(range.From, range.To) };
    }

    /// <summary>The traces behind what the calls of a part cost.</summary>
    public static string Behind(PageContext context, PageQuestion question, OutcomePart part) => Asking(SpansBehind.List(context, question), OutcomeParts.QueryOf(part));

    /// <summary>The traces behind the mark of what the calls of a part cost; null where it has none.</summary>
    public static string? Incomplete(PageContext context, PageQuestion question, OutcomePart part, OutcomeSum sum) =>
        IncompleteCalls.List(context, question, sum.UnpricedCalls, sum.PartialCalls) is { } list ? Asking(list, OutcomeParts.QueryOf(part)) : null;

    /// <summary>A list of traces, narrowed by a query.</summary>
    public static string Asking(string list, string query) => query.Length == 0 ? list : list + QueryOf(query);

    /// <summary>A query as a link appends it.</summary>
    public static string QueryOf(string query) => "&query=" + Uri.EscapeDataString(query);

    /// <summary>Sorted by a column; by the same one again, the other way round.</summary>
    public string SortLink(PageContext context, OutcomePart? part)
    {
        var isTurned = Sort == part ? !Ascending : part is null;
        return context.Here(("sort", part == DefaultSort ? null : part?.ToString().ToLowerInvariant() ?? ByStep), ("dir", isTurned ? "asc" : null));
    }

    public IReadOnlyList<OutcomeLine> Sorted(IReadOnlyList<OutcomeLine> lines)
    {
        // Lines that are alike stay in the order in which they come.
        var sorted = Sort is { } part
            ? Ascending ? lines.OrderBy(line => line.Sums[part].CostNanoUsd) : lines.OrderByDescending(line => line.Sums[part].CostNanoUsd)
            : Ascending ? lines.OrderBy(line => line.Step, StringComparer.OrdinalIgnoreCase) : lines.OrderByDescending(line => line.Step, StringComparer.OrdinalIgnoreCase);
        return [.. sorted];
    }
}
