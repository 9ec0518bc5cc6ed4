using System.Net;
using System.Text.RegularExpressions;
using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Keys;
using CostDashboard.Web.Features.Start;

namespace CostDashboard.Web.Tests.Access;

public sealed partial class AdministrationTests : IAsyncLifetime
{
    private const string UsersPath = "/administration/users";
    private const string ProjectsPath = "/administration/projects";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private IAccessStore Access => _dashboard.Get<IAccessStore>();

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_new_user_chooses_a_password_by_a_link_that_works_once()
    {
        var page = await PostAsync(UsersPath, "create-user", ("email", "new@example.com"), ("role", "Viewer"));
        var link = Link().Match(page).Groups[1].Value;
        using var browser = _dashboard.Browse();

        using var chosen = await browser.PostFormAsync(link, "password", ("password", Dashboard.Password));
        using var keys = await browser.GetAsync("/keys");
        using var again = await _dashboard.Browse().GetAsync(link);

        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.Equal(HttpStatusCode.OK, keys.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Equal(Role.Viewer, (await FindAsync("new@example.com"))!.Role);
    }

    [Theory]
    [InlineData("viewer@EXAMPLE.com", "There is already a user with the mail address")]
    [InlineData("nobody", "is not a mail address.")]
    [InlineData("", "is not a mail address.")]
    public async Task A_user_who_cannot_be_made_is_refused_with_the_reason(string email, string reason) =>
        Assert.Contains(reason, await PostAsync(UsersPath, "create-user", ("email", email), ("role", "Viewer")), StringComparison.Ordinal);

    [Fact]
    public async Task A_role_that_does_not_exist_makes_a_viewer()
    {
        await PostAsync(UsersPath, "create-user", ("email", "odd@example.com"), ("role", "99"));

        Assert.True(await FindAsync("odd@example.com") is null or { Role: Role.Viewer });
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var admin = (await FindAsync(Dashboard.AdminEmail))!;

        var demoted = await PostAsync(UsersPath, $"role-{admin.Id:N}");
        var deleted = await PostAsync(UsersPath, $"delete-{admin.Id:N}");

        Assert.Contains("is the last administrator: make another one first.", demoted, StringComparison.Ordinal);
        Assert.Contains("is the last administrator and cannot be deleted.", deleted, StringComparison.Ordinal);
        Assert.Equal(admin, await FindAsync(Dashboard.AdminEmail));
    }

    [Fact]
    public async Task A_deleted_user_is_signed_out_at_once()
    {
        var viewer = (await FindAsync(Dashboard.ViewerEmail))!;
        using var theirs = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        await PostAsync(UsersPath, $"delete-{viewer.Id:N}");

        using var answer = await theirs.GetAsync("/keys");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(await FindAsync(Dashboard.ViewerEmail));
    }

    [Fact]
    public async Task A_key_is_shown_once_and_then_only_its_beginning()
    {
        var made = await PostAsync("/keys", "create-key", ("name", "checkout"));
        var secret = Secret().Match(made).Value;

        var later = await _admin.ReadAsync("/keys");

        Assert.Equal(43, secret.Length);
        Assert.Contains($"OTEL_EXPORTER_OTLP_HEADERS=x-api-key={secret}", made, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, later, StringComparison.Ordinal);
        Assert.Contains(secret[..10] + "…", later, StringComparison.Ordinal);
        Assert.True((await Access.FindKeyAsync(new NewKey(secret).Sha256, TestContext.Current.CancellationToken))!.IsActive);
    }

    [Fact]
    public async Task A_revoked_key_is_refused()
    {
        var page = await PostAsync("/keys", "create-key", ("name", "leaked"));
        var key = (await Access.FindKeyAsync(new NewKey(Secret().Match(page).Value).Sha256, TestContext.Current.CancellationToken))!;

        await PostAsync("/keys", $"revoke-{key.Id}");

        Assert.Contains("revoked", await _admin.ReadAsync("/keys"), StringComparison.Ordinal);
        Assert.False((await Access.FindKeyAsync(new NewKey(Secret().Match(page).Value).Sha256, TestContext.Current.CancellationToken))!.IsActive);
    }

    [Fact]
    public async Task A_viewer_sees_keys_and_no_buttons()
    {
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync("/keys");
        using var refused = await viewer.PostFormAsync("/keys", "create-key", ("name", "mine"));

        Assert.Contains("cd_tests_0…", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Create key", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Revoke", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_project_is_made_and_leads_to_its_attributes()
    {
        var page = await PostAsync(ProjectsPath, "create-project", ("name", "Checkout <b>"));
        var project = (await Access.GetProjectsAsync(TestContext.Current.CancellationToken)).Single(p => p.Name == "Checkout <b>");

        Assert.Contains($"/attributes?project={project.Id.Value}", page, StringComparison.Ordinal);
        Assert.Contains("Checkout &lt;b&gt;", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create-project", "name", "TESTS", "There is already a project")]
    [InlineData("create-project", "name", " ", "A project needs a name")]
    public async Task A_mistake_is_said_and_changes_nothing(string form, string field, string value, string message)
    {
        var before = await Access.GetProjectsAsync(TestContext.Current.CancellationToken);

        Assert.Contains(message, await PostAsync(ProjectsPath, form, (field, value)), StringComparison.Ordinal);
        Assert.Equivalent(before, await Access.GetProjectsAsync(TestContext.Current.CancellationToken), strict: true);
    }

    [Fact]
    public async Task The_audit_log_says_who_changed_what_and_no_secret()
    {
        var keys = await PostAsync("/keys", "create-key", ("name", "checkout"));
        var secret = Secret().Match(keys).Value;
        var key = (await Access.FindKeyAsync(new NewKey(secret).Sha256, TestContext.Current.CancellationToken))!;
        await PostAsync("/keys", $"revoke-{key.Id}");
        await PostAsync(ProjectsPath, "create-project", ("name", "Billing"));
        await PostAsync(ProjectsPath, "create-project", ("name", "billing"));
        var link = Link().Match(await PostAsync(UsersPath, "create-user", ("email", "new@example.com"), ("role", "Viewer"))).Groups[1].Value;
        using (var browser = _dashboard.Browse())
        {
            using var chosen = await browser.PostFormAsync(link, "password", ("password", Dashboard.Password));
        }

        var user = (await FindAsync("new@example.com"))!;
        await PostAsync(UsersPath, $"role-{user.Id:N}");
        await PostAsync(UsersPath, $"delete-{user.Id:N}");

        var log = await _dashboard.Get<IAuditLog>().GetAsync(null, 100, TestContext.Current.CancellationToken);
        (string Actor, string Action, string Subject, string Details)[] expected =
        [
            (Dashboard.AdminEmail, "user.delete", "new@example.com", "administrator"),
            (Dashboard.AdminEmail, "user.role", "new@example.com", "viewer → administrator"),
            ("new@example.com", "user.password", "new@example.com", ""),
            (Dashboard.AdminEmail, "password-link.create", "new@example.com", ""),
            (Dashboard.AdminEmail, "user.create", "new@example.com", "viewer"),
            (Dashboard.AdminEmail, "project.create", "Billing", ""),
            (Dashboard.AdminEmail, "key.revoke", "checkout", "project tests"),
            (Dashboard.AdminEmail, "key.create", "checkout", "project tests"),
        ];
        Assert.Equal(expected, log.Entries.Take(expected.Length).Select(e => (e.Actor.Name, e.Action, e.Subject, e.Details)));
        Assert.Contains(log.Entries.Skip(expected.Length), e => e is { Actor.UserId: null, Action: "user.create", Subject: Dashboard.AdminEmail });

        var page = await _admin.ReadAsync("/administration/audit");
        Assert.Contains("password-link.create", page, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('=')[1], page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_visit_makes_a_key_and_fills_it_in()
    {
        var page = await PostAsync("/start?project=1", "first-key");

        var secret = Secret().Match(page).Value;
        Assert.Contains($"headers={{&quot;x-api-key&quot;: &quot;{secret}&quot;}}", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Snippets.KeyPlaceholder, page, StringComparison.Ordinal);
    }

    private async Task<string> PostAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(path, form, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<User?> FindAsync(string email) => Access.FindUserByEmailAsync(email, TestContext.Current.CancellationToken);

    [GeneratedRegex("""value="[^"]*(/password\?token=[0-9A-Za-z]+)""")]
    private static partial Regex Link();

    [GeneratedRegex("cd_[0-9A-Za-z]{40}")]
    private static partial Regex Secret();
}
