using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>What every page starts from; the layout reads it once and hands it down.</summary>
/// <param name="Path">The page's own path.</param>
/// <param name="Project">The project that is shown; null while there is none.</param>
/// <param name="Question">With the project filled in, so that every link on the page names it.</param>
/// <param name="Query">The whole query, for what only one page is asked.</param>
/// <param name="Range">The question's range at <paramref name="Now"/>.</param>
public sealed record PageContext(
    string Path,
    Project? Project,
    IReadOnlyList<Project> Projects,
    PageQuestion Question,
    UrlQuery Query,
    TimeRange Range,
    OrganisationCalendar Calendar,
    UnixNanos Now,
    ValueNames Names)
{
    // A cursor and a number of rows to skip count within one list; lists of values and of views are open for one click, and so is what they say,
    // and what a form says that was just saved.
    private static readonly string[] s_forgotten = ["cursor", "skip", "pick", "views", "refused", "saved"];

    private static readonly string[] s_shared = ["project", "range", "from", "to", "compare"];

    /// <summary>For a page that is only shown where there is a project.</summary>
    public ProjectId ProjectId => Project?.Id ?? throw new InvalidOperationException("There is no project yet.");

    /// <summary>A link to this page that asks one thing differently; a change to null takes a parameter away.</summary>
    public string Here(params ReadOnlySpan<(string Key, string? Value)> changes) => Here(Question, changes);

    public string Here(PageQuestion question, params ReadOnlySpan<(string Key, string? Value)> changes)
    {
        var url = question.Url(Path);
        foreach (var (key, value) in Own)
        {
            if (!Changes(changes, key))
            {
                url.Add(key, value);
            }
        }

        foreach (var (key, value) in changes)
        {
            url.Add(key, value);
        }

        return url.ToString();
    }

    /// <summary>What stands in the query beside what all pages share: for links and for the hidden fields of a form.</summary>
    public IEnumerable<(string Key, string Value)> Own =>
        from key in Query.Keys
        where !s_shared.Contains(key, StringComparer.OrdinalIgnoreCase) && !s_forgotten.Contains(key, StringComparer.OrdinalIgnoreCase) && !FilterSet.IsFilter(key)
        from value in Query.All(key)
        select (key, value);

    private static bool Changes(ReadOnlySpan<(string Key, string? Value)> changes, string key)
    {
        foreach (var change in changes)
        {
            if (string.Equals(change.Key, key, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Reads the context of a page.</summary>
public sealed class PageContexts(IAccessStore access, OrganisationCalendar calendar, TimeProvider time)
{
    // A report or a rule may name any dimension, also a key that nobody asked for.
    private static readonly string[] s_withKeys = ["/spend/spike", "/alert-rules"];

    public async Task<PageContext> ReadAsync(string url, CancellationToken cancellationToken)
    {
        var projects = await access.GetProjectsAsync(cancellationToken);
        var query = UrlQuery.Of(url);
        var question = PageQuestion.From(query, calendar);
        var project = projects.FirstOrDefault(p => p.Id == question.Project) ?? (projects.Count > 0 ? projects[0] : null);
        var now = UnixNanos.From(time.GetUtcNow());
        var path = new Uri(url).AbsolutePath;
        return new(
            path,
            project,
            projects,
            question with { Project = project?.Id },
            query,
            question.Compare.Of(question.Range.At(now, calendar), calendar),
            calendar,
            now,
            await NamesAsync(project, path, question, query, cancellationToken));
    }

    // Keys are numbers in the totals; few pages show them.
    private async Task<ValueNames> NamesAsync(Project? project, string path, PageQuestion question, UrlQuery query, CancellationToken cancellationToken)
    {
        var key = new Facet(Dimension.ApiKey);
        var isAsked = s_withKeys.Contains(path, StringComparer.OrdinalIgnoreCase) || !question.Filters.Of(key).IsEmpty || DimensionName.ParseAll(query.Text("by")).Contains(key) || query.Text("pick") == DimensionName.Of(key)
            || query.Text("query")?.Contains("key:", StringComparison.OrdinalIgnoreCase) == true;
        return project is not null && isAsked
            ? new((await access.GetKeysAsync(project.Id, cancellationToken)).ToDictionary(k => k.Id, k => k.Name))
            : ValueNames.WithoutKeys;
    }
}
