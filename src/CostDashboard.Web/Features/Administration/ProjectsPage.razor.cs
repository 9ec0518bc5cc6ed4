using CostDashboard.Core.Access;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Administration;

/// <summary>Projects and the attributes that each one totals as tags. For administrators only.</summary>
public sealed partial class ProjectsPage
{
    /// <summary>Longer ones are no attribute names that anybody uses.</summary>
    private const int LongestTagKey = 100;

    private IReadOnlyList<Project> _projects = [];
    private string? _refusal;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "create-project", Name = "name")]
    public string? Name { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task CreateAsync()
    {
        var name = Name?.Trim() ?? "";
        if (name.Length is 0 or > Project.LongestName)
        {
            _refusal = $"A project needs a name of at most {Project.LongestName} characters.";
            return;
        }

        try
        {
            await Access.CreateProjectAsync(name, Http.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            _refusal = $"There is already a project '{name}'.";
        }

        await ReadAsync();
    }

    private async Task SetTagsAsync(Project project)
    {
        string[] keys = [.. Http.Request.Form["tags"].ToString()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal)];
        if (keys.Length > Project.MostTagKeys || keys.Any(key => key.Length > LongestTagKey))
        {
            _refusal = $"A project has at most {Project.MostTagKeys} tags of at most {LongestTagKey} characters each.";
            return;
        }

        await Access.SetTagKeysAsync(project.Id, keys, Http.RequestAborted);
        await ReadAsync();
    }

    private async Task ReadAsync() => _projects = await Access.GetProjectsAsync(Http.RequestAborted);
}
