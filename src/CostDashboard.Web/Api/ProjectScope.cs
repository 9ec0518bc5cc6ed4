using System.Globalization;
using System.Security.Claims;
using CostDashboard.Core.Access;

namespace CostDashboard.Web.Api;

/// <summary>What the caller may see: one project for a key; one or all for somebody who is signed in.</summary>
/// <param name="Project">Null stands for all of <paramref name="Projects"/>.</param>
/// <param name="Projects">Those that the caller may see.</param>
internal sealed record ProjectScope(Project? Project, IReadOnlyList<Project> Projects, IAccessStore Access)
{
    /// <summary>The claim by which a key names its project.</summary>
    internal const string ProjectClaim = "project";

    internal static async Task<ProjectScope> ReadAsync(ClaimsPrincipal caller, string? wanted, IAccessStore access, CancellationToken cancellationToken)
    {
        var projects = await access.GetProjectsAsync(cancellationToken);
        if (caller.FindFirstValue(ProjectClaim) is { } own)
        {
            var project = projects.First(p => NumberOf(p) == own);
            return string.IsNullOrEmpty(wanted) || IsCalled(project, wanted)
                ? new(project, [project], access)
                : throw new QueryMistake("project", $"This key belongs to the project '{project.Name}' and sees no other: leave the parameter out.", StatusCodes.Status403Forbidden);
        }

        if (string.IsNullOrEmpty(wanted))
        {
            return new(null, projects, access);
        }

        return projects.FirstOrDefault(p => IsCalled(p, wanted)) is { } chosen
            ? new(chosen, [chosen], access)
            : throw new QueryMistake("project", $"There is no project '{QueryText.Shown(wanted)}'.");
    }

    /// <summary>Numbers of the keys of that name or number, as the totals know them; the text itself where no key is called so, which then finds nothing.</summary>
    internal async Task<IReadOnlyList<string>> KeyNumbersAsync(IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(cancellationToken);
        return [.. wanted.SelectMany(text =>
        {
            string[] called = [.. keys.Where(k => NumberOf(k) == text || string.Equals(k.Name, text, StringComparison.OrdinalIgnoreCase)).Select(NumberOf)];
            return called.Length > 0 ? called : [text];
        }).Distinct(StringComparer.Ordinal)];
    }

    internal async Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken cancellationToken)
    {
        var keys = new List<ApiKey>();
        foreach (var project in Projects)
        {
            keys.AddRange(await Access.GetKeysAsync(project.Id, cancellationToken));
        }

        return keys;
    }

    internal static string NumberOf(Project project) => project.Id.Value.ToString(CultureInfo.InvariantCulture);

    internal static string NumberOf(ApiKey key) => key.Id.ToString(CultureInfo.InvariantCulture);

    private static bool IsCalled(Project project, string text) =>
        NumberOf(project) == text || string.Equals(project.Name, text, StringComparison.OrdinalIgnoreCase);
}
