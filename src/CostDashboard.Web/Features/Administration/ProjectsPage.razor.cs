using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Administration;

/// <summary>Projects and the attributes that each one totals as tags. For administrators only.</summary>
public sealed partial class ProjectsPage
{
    private IReadOnlyList<Project> _projects = [];
    private string? _refusal;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "create-project", Name = "name")]
    public string? Name { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private IMappingStore Mappings { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

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
        var stored = await Mappings.GetAsync(project.Id, Http.RequestAborted);
        var tags = keys.Select(key => stored.Mapping.Tags.FirstOrDefault(tag => tag.Name == key) ?? new TagMapping(key, ValueSources.Known));
        var mapping = stored.Mapping with { Tags = [.. tags] };
        _refusal = mapping.FindMistake();
        if (_refusal is null)
        {
            var entry = new AuditEntry(UnixNanos.From(Clock.GetUtcNow()), Http.User.Actor(), "attributes.change", project.Name, string.Join(", ", keys));
            await Mappings.SetAsync(project.Id, mapping, stored.Version, entry, Http.RequestAborted);
        }

        await ReadAsync();
    }

    private async Task ReadAsync() => _projects = await Access.GetProjectsAsync(Http.RequestAborted);
}
