using System.Linq.Expressions;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Access;

/// <summary>The queries of <see cref="AccessStore"/> and <see cref="Settings"/>: by key, or by project, or bounded by <see cref="MostListed"/>.</summary>
internal static class AccessQueries
{
    private const int MostListed = 10_000;

    private static readonly Expression<Func<ApiKeyRow, ApiKey>> s_asKey = row => new(
        row.Id,
        new(row.ProjectId),
        row.Name,
        row.Prefix,
        new(row.CreatedAt),
        row.LastUsedAt == null ? null : new UnixNanos(row.LastUsedAt.Value),
        row.RevokedAt == null ? null : new UnixNanos(row.RevokedAt.Value))
    {
        MayReadContent = row.MayReadContent,
        MayChangeRules = row.MayChangeRules,
    };

    private static readonly Expression<Func<UserRow, User>> s_asUser = row => new(
        row.Id,
        row.Email,
        row.PasswordHash,
        row.Role,
        row.SecurityStamp,
        row.FailedSignIns,
        row.LockedUntil == null ? null : new UnixNanos(row.LockedUntil.Value));

    public static IQueryable<ProjectRow> Projects(CostDb db) =>
        db.Projects.AsNoTracking().TagWith(nameof(Projects)).OrderBy(p => p.Id).Take(MostListed);

    public static IQueryable<ApiKey> KeyByHash(CostDb db, byte[] hash) =>
        db.ApiKeys.AsNoTracking().TagWith(nameof(KeyByHash)).Where(k => k.SecretSha256 == hash).Select(s_asKey);

    public static IQueryable<ApiKey> KeysOfProject(CostDb db, int project) => db.ApiKeys.AsNoTracking()
        .TagWith(nameof(KeysOfProject))
        .Where(k => k.ProjectId == project)
        .OrderByDescending(k => k.CreatedAt)
        .ThenByDescending(k => k.Id)
        .Take(MostListed)
        .Select(s_asKey);

    public static IQueryable<User> Users(CostDb db) =>
        db.Users.AsNoTracking().TagWith(nameof(Users)).OrderBy(u => u.EmailKey).Take(MostListed).Select(s_asUser);

    public static IQueryable<User> UserById(CostDb db, Guid id) =>
        db.Users.AsNoTracking().TagWith(nameof(UserById)).Where(u => u.Id == id).Select(s_asUser);

    public static IQueryable<User> UserByEmail(CostDb db, string emailKey) =>
        db.Users.AsNoTracking().TagWith(nameof(UserByEmail)).Where(u => u.EmailKey == emailKey).Select(s_asUser);

    public static IQueryable<string?> Setting(CostDb db, string name) =>
        db.Settings.AsNoTracking().TagWith(nameof(Setting)).Where(s => s.Name == name).Select(s => (string?)s.Value);
}
