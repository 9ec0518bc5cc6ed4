using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>
/// What all pages are asked alike: which project, which time, which part of it. It is the query string, so a link, a reload and the
/// back button all keep it. Any query string is a valid question.
/// </summary>
/// <param name="Project">Null asks for the first project there is.</param>
public sealed record PageQuestion(ProjectId? Project, RangeChoice Range, FilterSet Filters)
{
    /// <summary>What the range is compared with, on pages that compare.</summary>
    public Comparison Compare { get; init; }

    public static PageQuestion From(UrlQuery query, OrganisationCalendar calendar) => new(
        int.TryParse(query.Text("project"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new ProjectId(id) : null,
        RangeChoice.From(query, calendar),
        FilterSet.From(query))
    {
        Compare = Comparison.From(query),
    };

    /// <summary>The beginning of a link that asks the same of another page.</summary>
    public UrlText Url(string path, bool withFilters = true)
    {
        var url = new UrlText(path).Add("project", Project?.Value.ToString(CultureInfo.InvariantCulture));
        Range.AppendTo(url);
        url.Add("compare", Compare.Name);
        if (withFilters)
        {
            Filters.AppendTo(url);
        }

        return url;
    }

    public PageQuestion With(Facet facet, string value, bool isExclude = false) => this with { Filters = Filters.With(facet, value, isExclude) };
}
