using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Administration;

/// <summary>Projects, each with its tags and the ways to its settings. For administrators only.</summary>
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
            var entry = new AuditEntry(UnixNanos.From(Clock.GetUtcNow()), Http.User.Actor(), "project.create", name);
            await Access.CreateProjectAsync(name, entry, Http.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            _refusal = $"There is already a project '{name}'.";
        }

        await ReadAsync();
    }

    private async Task ReadAsync() => _projects = await Access.GetProjectsAsync(Http.RequestAborted);
}
