using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class AccessStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly User s_user = new(new("0a0b0c0d-0000-0000-0000-000000000001"), "Ada@Example.org", "hash", Role.Administrator, "stamp");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Projects_are_numbered_and_named_once()
    {
        await using var store = await TEngine.CreateAsync();

        var first = await store.Access.CreateProjectAsync("Search", A.Entry, Cancel);
        var second = await store.Access.CreateProjectAsync("Support", A.Entry, Cancel);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Access.CreateProjectAsync("sEARCH", A.Entry, Cancel));

        Assert.Equal([first.Id.Value, second.Id.Value], (await store.Access.GetProjectsAsync(Cancel)).Select(p => p.Id.Value));
        Assert.Contains("Name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_found_by_the_hash_of_its_secret_and_revoked_once()
    {
        await using var store = await TEngine.CreateAsync();
        var project = await store.Access.CreateProjectAsync("Search", A.Entry, Cancel);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("cd_secret"));

        var key = await store.Access.CreateKeyAsync(project.Id, "backend", "cd_secret0", hash, A.Noon, A.Entry, Cancel);
        await store.Access.TouchKeyAsync(key.Id, A.Noon + 5, Cancel);

        Assert.Equal(key with { LastUsedAt = A.Noon + 5 }, await store.Access.FindKeyAsync(hash, Cancel));
        Assert.Null(await store.Access.FindKeyAsync(new byte[32], Cancel));
        Assert.False(await store.Access.RevokeKeyAsync(new(99), key.Id, A.Noon, A.Entry, Cancel));
        Assert.True(await store.Access.RevokeKeyAsync(project.Id, key.Id, A.Noon + 7, A.Entry, Cancel));
        Assert.False(await store.Access.RevokeKeyAsync(project.Id, key.Id, A.Noon + 8, A.Entry, Cancel));
        Assert.Equal(A.Noon + 7, (await store.Access.FindKeyAsync(hash, Cancel))?.RevokedAt);
    }

    [Fact]
    public async Task Keys_of_a_project_come_newest_first()
    {
        await using var store = await TEngine.CreateAsync();
        var project = await store.Access.CreateProjectAsync("Search", A.Entry, Cancel);
        var other = await store.Access.CreateProjectAsync("Other", A.Entry, Cancel);
        foreach (var (name, owner, at) in new[] { ("old", project, 1L), ("new", project, 2L), ("foreign", other, 3L) })
        {
            await store.Access.CreateKeyAsync(owner.Id, name, "cd_", SHA256.HashData(Encoding.UTF8.GetBytes(name)), new UnixNanos(at), A.Entry, Cancel);
        }

        Assert.Equal(["new", "old"], (await store.Access.GetKeysAsync(project.Id, Cancel)).Select(k => k.Name));
    }

    [Fact]
    public async Task What_was_changed_is_in_the_audit_log_and_what_was_refused_is_not()
    {
        await using var store = await TEngine.CreateAsync();
        var at = A.Noon.Value;
        AuditEntry Entry(string action) => A.Entry with { At = new(at++), Action = action };
        var hash = new byte[32];

        var project = await store.Access.CreateProjectAsync("Search", Entry("project.create"), Cancel);
        var key = await store.Access.CreateKeyAsync(project.Id, "backend", "cd_", hash, A.Noon, Entry("key.create"), Cancel);
        foreach (var right in Enum.GetValues<KeyRight>())
        {
            Assert.False((await store.Access.FindKeyAsync(hash, Cancel))!.Has(right));
            await store.Access.SetRightAsync(project.Id, key.Id, right, true, Entry("key.grant"), Cancel);
            await store.Access.SetRightAsync(project.Id, key.Id, right, true, Entry("refused"), Cancel);
            await store.Access.SetRightAsync(new(9), key.Id, right, false, Entry("refused"), Cancel);
            Assert.True((await store.Access.FindKeyAsync(hash, Cancel))!.Has(right));
        }

        await store.Access.RevokeKeyAsync(project.Id, key.Id, A.Noon, Entry("key.revoke"), Cancel);
        await store.Access.CreateUserAsync(s_user, Entry("user.create"), Cancel);
        await store.Access.UpdateUserAsync(s_user with { SecurityStamp = "next" }, s_user.SecurityStamp, Entry("user.role"), Cancel);
        await store.Access.SetSettingAsync("password-link", "x", Entry("password-link.create"), Cancel);
        await store.Access.DeleteUserAsync(s_user.Id, Entry("user.delete"), Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Access.CreateProjectAsync("search", Entry("refused"), Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Access.CreateKeyAsync(project.Id, "twice", "cd_", hash, A.Noon, Entry("refused"), Cancel));
        await store.Access.RevokeKeyAsync(project.Id, key.Id, A.Noon, Entry("refused"), Cancel);
        await store.Access.UpdateUserAsync(s_user, "another stamp", Entry("refused"), Cancel);
        await store.Access.DeleteUserAsync(s_user.Id, Entry("refused"), Cancel);

        Assert.Equal(
            ["user.delete", "password-link.create", "user.role", "user.create", "key.revoke", "key.grant", "key.grant", "key.create", "project.create"],
            (await store.Audit.GetAsync(null, 100, Cancel)).Entries.Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_user_is_created_updated_found_and_deleted()
    {
        await using var store = await TEngine.CreateAsync();
        var locked = s_user with { FailedSignIns = 3, LockedUntil = A.Noon, Role = Role.Viewer };

        await store.Access.CreateUserAsync(s_user, A.Entry, Cancel);
        Assert.True(await store.Access.UpdateUserAsync(locked with { FailedSignIns = 9 }, s_user.SecurityStamp, A.Entry, Cancel));
        await store.Access.ResetSignInsAsync(s_user.Id, locked.LockedUntil, Cancel);
        Assert.Equal([1, 2, 3], (await CountAsync(store, 3)).Order());

        Assert.Equal(locked, await store.Access.FindUserAsync(s_user.Id, Cancel));
        Assert.Equal(locked, await store.Access.FindUserByEmailAsync("ada@example.ORG", Cancel));
        Assert.Equal([locked], await store.Access.GetUsersAsync(Cancel));
        Assert.True(await store.Access.DeleteUserAsync(s_user.Id, A.Entry, Cancel));
        Assert.False(await store.Access.DeleteUserAsync(s_user.Id, A.Entry, Cancel));
        Assert.Null(await store.Access.FindUserByEmailAsync("ada@example.org", Cancel));
    }

    [Fact]
    public async Task A_change_by_somebody_who_has_not_seen_the_last_one_is_refused()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Access.CreateUserAsync(s_user, A.Entry, Cancel);
        var demoted = s_user with { Role = Role.Viewer, PasswordHash = "other hash", SecurityStamp = "new stamp" };
        Assert.True(await store.Access.UpdateUserAsync(demoted, s_user.SecurityStamp, A.Entry, Cancel));

        Assert.False(await store.Access.UpdateUserAsync(s_user with { Email = "other@example.org" }, s_user.SecurityStamp, A.Entry, Cancel));

        Assert.Equal(demoted, await store.Access.FindUserAsync(s_user.Id, Cancel));
    }

    [Fact]
    public async Task Sign_ins_that_fail_at_the_same_moment_are_all_counted()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Access.CreateUserAsync(s_user, A.Entry, Cancel);

        var counts = await CountAsync(store, 8);

        Assert.Equal(Enumerable.Range(1, 8), counts.Order());
        Assert.Equal(8, (await store.Access.FindUserAsync(s_user.Id, Cancel))!.FailedSignIns);
        await store.Access.ResetSignInsAsync(s_user.Id, null, Cancel);
        Assert.Equal(s_user, await store.Access.FindUserAsync(s_user.Id, Cancel));
    }

    [Fact]
    public async Task Neither_a_change_nor_a_failed_sign_in_brings_a_deleted_user_back()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Access.CreateUserAsync(s_user, A.Entry, Cancel);
        await store.Access.DeleteUserAsync(s_user.Id, A.Entry, Cancel);

        Assert.False(await store.Access.UpdateUserAsync(s_user with { Role = Role.Viewer }, s_user.SecurityStamp, A.Entry, Cancel));
        Assert.Equal(0, await store.Access.CountFailedSignInAsync(s_user.Id, Cancel));

        Assert.Empty(await store.Access.GetUsersAsync(Cancel));
    }

    [Fact]
    public async Task Two_users_have_two_addresses()
    {
        await using var store = await TEngine.CreateAsync();
        var other = s_user with { Id = Guid.NewGuid(), Email = "grace@example.org" };
        await store.Access.CreateUserAsync(s_user, A.Entry, Cancel);
        await store.Access.CreateUserAsync(other, A.Entry, Cancel);

        var atCreation = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            store.Access.CreateUserAsync(s_user with { Id = Guid.NewGuid(), Email = "ada@example.org" }, A.Entry, Cancel));
        var atUpdate = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            store.Access.UpdateUserAsync(other with { Email = "ada@example.org" }, other.SecurityStamp, A.Entry, Cancel));

        Assert.All([atCreation, atUpdate], refusal => Assert.Contains("Email", refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_are_set_changed_and_removed()
    {
        await using var store = await TEngine.CreateAsync();

        Assert.Null(await store.Access.GetSettingAsync("zone", Cancel));
        await store.Access.SetSettingAsync("zone", "Europe/Berlin", Cancel);
        await store.Access.SetSettingAsync("zone", "Europe/Paris", Cancel);
        Assert.Equal("Europe/Paris", await store.Access.GetSettingAsync("zone", Cancel));
        await store.Access.SetSettingAsync("zone", null, Cancel);
        Assert.Null(await store.Access.GetSettingAsync("zone", Cancel));
    }

    [Fact]
    public async Task Projects_created_at_the_same_moment_get_numbers_of_their_own()
    {
        await using var store = await TEngine.CreateAsync();

        var projects = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => store.Access.CreateProjectAsync($"p{i}", A.Entry, Cancel), Cancel)));

        Assert.Equal(8, projects.Select(p => p.Id).Distinct().Count());
    }

    private static Task<int[]> CountAsync(StoreUnderTest store, int times) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => store.Access.CountFailedSignInAsync(s_user.Id, Cancel)));
}

public sealed class SqliteAccessStoreTests : AccessStoreContract<SqliteFile>;

public sealed class SqlServerAccessStoreTests : AccessStoreContract<SqlServerDatabaseOfItsOwn>;
