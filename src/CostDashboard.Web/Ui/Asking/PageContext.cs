using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>What every page starts from; the layout reads it once and hands it down.</summary>
/// <param name="Project">The project that is shown; null while there is none.</param>
/// <param name="Question">With the project filled in, so that every link on the page names it.</param>
/// <param name="Query">The whole query, for what only one page is asked.</param>
/// <param name="Range">The question's range at <paramref name="Now"/>.</param>
public sealed record PageContext(
    Project? Project,
    IReadOnlyList<Project> Projects,
    PageQuestion Question,
    UrlQuery Query,
    TimeRange Range,
    OrganisationCalendar Calendar,
    UnixNanos Now)
{
    /// <summary>For a page that is only shown where there is a project.</summary>
    public ProjectId ProjectId => Project?.Id ?? throw new InvalidOperationException("There is no project yet.");
}

/// <summary>Reads the context of a page.</summary>
public sealed class PageContexts(IAccessStore access, OrganisationCalendar calendar, TimeProvider time)
{
    public async Task<PageContext> ReadAsync(string url, CancellationToken cancellationToken)
    {
        var projects = await access.GetProjectsAsync(cancellationToken);
        var query = UrlQuery.Of(url);
        var question = PageQuestion.From(query, calendar);
        var project = projects.FirstOrDefault(p => p.Id == question.Project) ?? (projects.Count > 0 ? projects[0] : null);
        var now = UnixNanos.From(time.GetUtcNow());
        return new(project, projects, question with { Project = project?.Id }, query, question.Range.At(now, calendar), calendar, now);
    }
}
