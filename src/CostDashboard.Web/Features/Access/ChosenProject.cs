using CostDashboard.Core.Access;

namespace CostDashboard.Web.Features.Access;

/// <summary>The project that a page is about.</summary>
internal static class ChosenProject
{
    /// <summary>The one with that number, as the query has it; the first one where the query has none. Null when there is no such project.</summary>
    internal static Project? Of(IReadOnlyList<Project> projects, int? number) => (number, projects) switch
    {
        (null, [var first, ..]) => first,
        (null, []) => null,
        _ => projects.FirstOrDefault(project => project.Id.Value == number),
    };
}
