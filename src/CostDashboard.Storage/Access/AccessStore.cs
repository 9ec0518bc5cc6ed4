using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Attributes;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Access;

/// <summary>Tens to thousands of rows; see <see cref="AccessQueries"/>.</summary>
internal sealed class AccessStore(IDatabase database) : IAccessStore
{
    public async Task<IReadOnlyList<Project>> GetProjectsAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await AccessQueries.Projects(db).ToListAsync(cancellationToken);
        return [.. rows.Select(row => Of(row))];
    }

    public Task<Project> CreateProjectAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var key = KeyOf(name);
            if (await db.Projects.AnyAsync(p => p.NameKey == key, cancellationToken))
            {
                throw new InvalidOperationException($"Name: there is a project '{name}' already.");
            }

            var last = await db.Projects.OrderByDescending(p => p.Id).Select(p => p.Id).FirstOrDefaultAsync(cancellationToken);
            var row = new ProjectRow { Id = last + 1, Name = name, NameKey = key };
            db.Projects.Add(row);
            AuditLog.Add(db, audit);
            await db.SaveChangesAsync(cancellationToken);
            return Of(row);
        },
        cancellationToken);

    public async Task<ApiKey?> FindKeyAsync(ReadOnlyMemory<byte> secretSha256, CancellationToken cancellationToken)
    {
        var hash = secretSha256.ToArray();
        await using var db = database.Open();
        return await AccessQueries.KeyByHash(db, hash).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ApiKey>> GetKeysAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await AccessQueries.KeysOfProject(db, project.Value).ToListAsync(cancellationToken);
    }

    public Task<ApiKey> CreateKeyAsync(
        ProjectId project, string name, string prefix, ReadOnlyMemory<byte> secretSha256, UnixNanos now, AuditEntry audit, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            async db =>
            {
                var hash = secretSha256.ToArray();
                if (await db.ApiKeys.AnyAsync(k => k.SecretSha256 == hash, cancellationToken))
                {
                    throw new InvalidOperationException("Secret: there is a key with this secret already.");
                }

                var last = await db.ApiKeys.OrderByDescending(k => k.Id).Select(k => k.Id).FirstOrDefaultAsync(cancellationToken);
                db.ApiKeys.Add(new()
                {
                    Id = last + 1, ProjectId = project.Value, Name = name, Prefix = prefix, SecretSha256 = hash, CreatedAt = now.Value,
                });
                AuditLog.Add(db, audit);
                await db.SaveChangesAsync(cancellationToken);
                return new ApiKey(last + 1, project, name, prefix, now, null, null);
            },
            cancellationToken);

    public Task<bool> RevokeKeyAsync(ProjectId project, int keyId, UnixNanos now, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db => await WithEntryAsync(
            db,
            await db.ApiKeys
                .Where(k => k.Id == keyId && k.ProjectId == project.Value && k.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, now.Value), cancellationToken) > 0,
            audit,
            cancellationToken),
        cancellationToken);

    public Task<bool> SetRightAsync(ProjectId project, int keyId, KeyRight right, bool isGiven, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var key = db.ApiKeys.Where(k => k.Id == keyId && k.ProjectId == project.Value && k.RevokedAt == null);
            var changed = right switch
            {
                KeyRight.ReadContent => await key.Where(k => k.MayReadContent != isGiven).ExecuteUpdateAsync(set => set.SetProperty(k => k.MayReadContent, isGiven), cancellationToken),
                KeyRight.ChangeRules => await key.Where(k => k.MayChangeRules != isGiven).ExecuteUpdateAsync(set => set.SetProperty(k => k.MayChangeRules, isGiven), cancellationToken),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            return await WithEntryAsync(db, changed > 0, audit, cancellationToken);
        },
        cancellationToken);

    public Task TouchKeyAsync(int keyId, UnixNanos lastUsed, CancellationToken cancellationToken) => database.ChangeAsync(
        db => db.ApiKeys.Where(k => k.Id == keyId).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, lastUsed.Value), cancellationToken),
        cancellationToken);

    public async Task<IReadOnlyList<User>> GetUsersAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await AccessQueries.Users(db).ToListAsync(cancellationToken);
    }

    public async Task<User?> FindUserAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await AccessQueries.UserById(db, id).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<User?> FindUserByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var key = KeyOf(email);
        await using var db = database.Open();
        return await AccessQueries.UserByEmail(db, key).FirstOrDefaultAsync(cancellationToken);
    }

    public Task CreateUserAsync(User user, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            await DemandFreeEmailAsync(db, user, cancellationToken);
            db.Users.Add(new()
            {
                Id = user.Id,
                Email = user.Email,
                EmailKey = KeyOf(user.Email),
                PasswordHash = user.PasswordHash,
                Role = user.Role,
                SecurityStamp = user.SecurityStamp,
                FailedSignIns = user.FailedSignIns,
                LockedUntil = user.LockedUntil?.Value,
            });
            AuditLog.Add(db, audit);
            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public Task<bool> UpdateUserAsync(User user, string loadedSecurityStamp, AuditEntry? audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            await DemandFreeEmailAsync(db, user, cancellationToken);
            var key = KeyOf(user.Email);
            var isChanged = await db.Users
                .Where(u => u.Id == user.Id && u.SecurityStamp == loadedSecurityStamp)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(u => u.Email, user.Email)
                        .SetProperty(u => u.EmailKey, key)
                        .SetProperty(u => u.PasswordHash, user.PasswordHash)
                        .SetProperty(u => u.Role, user.Role)
                        .SetProperty(u => u.SecurityStamp, user.SecurityStamp),
                    cancellationToken) > 0;
            return await WithEntryAsync(db, isChanged, audit, cancellationToken);
        },
        cancellationToken);

    public Task<int> CountFailedSignInAsync(Guid id, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var user = db.Users.Where(u => u.Id == id);
            await user.ExecuteUpdateAsync(set => set.SetProperty(u => u.FailedSignIns, u => u.FailedSignIns + 1), cancellationToken);
            return await user.Select(u => u.FailedSignIns).FirstOrDefaultAsync(cancellationToken);
        },
        cancellationToken);

    public Task ResetSignInsAsync(Guid id, UnixNanos? lockedUntil, CancellationToken cancellationToken)
    {
        var until = lockedUntil?.Value;
        return database.ChangeAsync(
            db => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(u => u.FailedSignIns, 0).SetProperty(u => u.LockedUntil, until), cancellationToken),
            cancellationToken);
    }

    public Task<bool> DeleteUserAsync(Guid id, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            // What only they could see nobody can any more; what they shared stays.
            await db.SavedViews.Where(view => view.OwnerId == id && !view.IsShared).ExecuteDeleteAsync(cancellationToken);
            return await WithEntryAsync(db, await db.Users.Where(u => u.Id == id).ExecuteDeleteAsync(cancellationToken) > 0, audit, cancellationToken);
        },
        cancellationToken);

    public async Task<string?> GetSettingAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Settings.GetAsync(db, name, cancellationToken);
    }

    public Task SetSettingAsync(string name, string? value, CancellationToken cancellationToken) =>
        database.ChangeAsync(db => Settings.SetAsync(db, name, value, cancellationToken), cancellationToken);

    public Task SetSettingAsync(string name, string? value, AuditEntry audit, CancellationToken cancellationToken) => database.ChangeAsync(
        db =>
        {
            AuditLog.Add(db, audit);
            return Settings.SetAsync(db, name, value, cancellationToken);
        },
        cancellationToken);

    private static Project Of(ProjectRow row) => new(new(row.Id), row.Name, [.. MappingText.Parse(row.Mapping).Tags.Select(tag => tag.Name)]);

    // What was not changed is not told of.
    private static async Task<bool> WithEntryAsync(CostDb db, bool isChanged, AuditEntry? audit, CancellationToken cancellationToken)
    {
        if (isChanged && audit is not null)
        {
            AuditLog.Add(db, audit);
            await db.SaveChangesAsync(cancellationToken);
        }

        return isChanged;
    }

    private static async Task DemandFreeEmailAsync(CostDb db, User user, CancellationToken cancellationToken)
    {
        var key = KeyOf(user.Email);
        if (await db.Users.AnyAsync(u => u.EmailKey == key && u.Id != user.Id, cancellationToken))
        {
            throw new InvalidOperationException($"Email: there is a user '{user.Email}' already.");
        }
    }

    private static string KeyOf(string text) => text.Trim().ToUpperInvariant();
}
