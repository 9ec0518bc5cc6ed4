using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Keys;

/// <summary>The keys of one project. Everybody sees them; administrators make and revoke them.</summary>
public sealed partial class KeysPage
{
    private IReadOnlyList<ApiKey> _keys = [];
    private Project? _project;
    private NewKey? _made;
    private string? _publicKey;
    private string? _refusal;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }

    [SupplyParameterFromForm(FormName = "create-key", Name = "name")]
    public string? Name { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private OrganisationCalendar Calendar { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _project = ChosenProject.Of(await Access.GetProjectsAsync(Http.RequestAborted), ProjectNumber);
        await ReadKeysAsync();
    }

    private async Task CreateAsync()
    {
        var name = Name?.Trim() ?? "";
        if (name.Length is 0 or > ApiKey.LongestName)
        {
            _refusal = $"A key needs a name of at most {ApiKey.LongestName} characters.";
            return;
        }

        var key = NewKey.Make();
        var entry = NewKey.Entry("key.create", name, _project!, Http.User.Actor(), Now);
        var made = await Access.CreateKeyAsync(_project!.Id, name, key.Prefix, key.Sha256, Now, entry, Http.RequestAborted);
        (_made, _publicKey) = (key, made.PublicKey);

        // It holds the secret: no cache may keep it.
        Http.Response.Headers.CacheControl = "no-store";
        await ReadKeysAsync();
    }

    private async Task RevokeAsync(ApiKey key)
    {
        await Access.RevokeKeyAsync(key.Project, key.Id, Now, NewKey.Entry("key.revoke", key.Name, _project!, Http.User.Actor(), Now), Http.RequestAborted);
        await ReadKeysAsync();
    }

    private async Task SetRightAsync(ApiKey key, KeyRight right)
    {
        var entry = NewKey.Entry($"key.{(key.Has(right) ? "withdraw" : "grant")}-{KeyRightText.CodeOf(right)}", key.Name, _project!, Http.User.Actor(), Now);
        await Access.SetRightAsync(key.Project, key.Id, right, !key.Has(right), entry, Http.RequestAborted);
        await ReadKeysAsync();
    }

    private async Task ReadKeysAsync() => _keys = _project is null ? [] : await Access.GetKeysAsync(_project.Id, Http.RequestAborted);

    private UnixNanos Now => UnixNanos.From(Clock.GetUtcNow());

    private string Day(UnixNanos time) => TimeText.Text(time, Calendar, "d MMM yyyy");

    private string Minute(UnixNanos time) => TimeText.Text(time, Calendar, "d MMM yyyy HH:mm");
}
