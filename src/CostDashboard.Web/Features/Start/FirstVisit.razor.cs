using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Keys;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Start;

/// <summary>What to do where there are no spans yet. Shown by the start page, and by any page that has nothing to show for a project.</summary>
public sealed partial class FirstVisit
{
    private const string FirstKeyName = "first key";

    private Project? _project;
    private NewKey? _made;
    private string? _publicKey;

    /// <summary>The project; null is the first one.</summary>
    [Parameter]
    public int? ProjectNumber { get; set; }

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private IDemo Demo { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var projects = await Access.GetProjectsAsync(Http.RequestAborted);
        _project = ChosenProject.Of(projects, ProjectNumber);
    }

    private Task BeginDemoAsync() => Demo.BeginAsync(Http.RequestAborted);

    private async Task CreateKeyAsync()
    {
        var key = NewKey.Make();
        var now = UnixNanos.From(Clock.GetUtcNow());
        var entry = NewKey.Entry("key.create", FirstKeyName, _project!, Http.User.Actor(), now);
        var made = await Access.CreateKeyAsync(_project!.Id, FirstKeyName, key.Prefix, key.Sha256, now, entry, Http.RequestAborted);
        (_made, _publicKey) = (key, made.PublicKey);

        // It holds the secret: no cache may keep it.
        Http.Response.Headers.CacheControl = "no-store";
    }
}
