using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Content;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Projects, their mappings, keys and users as their ports promise them, until the process ends; without an audit log.</summary>
public sealed class InMemoryAccessStore : IAccessStore, IMappingStore, IContentSettingsStore
{
    private readonly Lock _lock = new();
    private readonly List<Project> _projects = [];
    private readonly List<(ApiKey Key, byte[] Sha256)> _keys = [];
    private readonly Dictionary<Guid, User> _users = [];
    private readonly Dictionary<string, string> _settings = [];
    private readonly Dictionary<ProjectId, StoredMapping> _mappings = [];
    private readonly Dictionary<ProjectId, StoredContentSettings> _contents = [];

    /// <summary>What every call ends with from now on, as with a database that is busy or gone.</summary>
    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<Project>> GetProjectsAsync(CancellationToken cancellationToken) => Locked<IReadOnlyList<Project>>(() => [.. _projects]);

    public Task<Project> CreateProjectAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => Locked(() =>
    {
        RefuseSecond(_projects.Exists(p => Same(p.Name, name)), nameof(Project.Name));
        var project = new Project(new(_projects.Count + 1), name, []);
        _projects.Add(project);
        return project;
    });

    /// <summary>The default mapping until a test sets another one.</summary>
    public Task<StoredMapping> GetAsync(ProjectId project, CancellationToken cancellationToken) =>
        Locked(() => _mappings.GetValueOrDefault(project) ?? new(AttributeMapping.Default, 0));

    public Task<bool> SetAsync(ProjectId project, AttributeMapping mapping, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken) => Locked(() =>
    {
        if (mapping.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(mapping));
        }

        if ((_mappings.GetValueOrDefault(project)?.Version ?? 0) != loadedVersion)
        {
            return false;
        }

        _mappings[project] = new(mapping, loadedVersion + 1);
        return true;
    });

    /// <summary>Sets what a project keeps of its content.</summary>
    public async Task KeepAsync(ProjectId project, ContentSettings settings)
    {
        IContentSettingsStore store = this;
        await store.SetAsync(project, settings, (await store.GetAsync(project, CancellationToken.None)).Version, A.Entry, CancellationToken.None);
    }

    /// <summary>Off until a test sets others.</summary>
    Task<StoredContentSettings> IContentSettingsStore.GetAsync(ProjectId project, CancellationToken cancellationToken) =>
        Locked(() => _contents.GetValueOrDefault(project) ?? new(ContentSettings.Off, 0));

    Task<bool> IContentSettingsStore.SetAsync(ProjectId project, ContentSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken) => Locked(() =>
    {
        if (settings.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(settings));
        }

        if ((_contents.GetValueOrDefault(project)?.Version ?? 0) != loadedVersion)
        {
            return false;
        }

        _contents[project] = new(settings, loadedVersion + 1);
        return true;
    });

    public Task<ApiKey?> FindKeyAsync(ReadOnlyMemory<byte> secretSha256, CancellationToken cancellationToken) =>
        Locked(() => _keys.Find(k => k.Sha256.AsSpan().SequenceEqual(secretSha256.Span)).Key is { } key ? key : null);

    public Task<IReadOnlyList<ApiKey>> GetKeysAsync(ProjectId project, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<ApiKey>>(() => [.. _keys.Select(k => k.Key).Where(k => k.Project == project).OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id)]);

    public Task<ApiKey> CreateKeyAsync(
        ProjectId project, string name, string prefix, ReadOnlyMemory<byte> secretSha256, UnixNanos now, AuditEntry audit, CancellationToken cancellationToken) => Locked(() =>
    {
        var key = new ApiKey(_keys.Count + 1, project, name, prefix, now, null, null);
        _keys.Add((key, secretSha256.ToArray()));
        return key;
    });

    public Task<bool> RevokeKeyAsync(ProjectId project, int keyId, UnixNanos now, AuditEntry audit, CancellationToken cancellationToken) =>
        Locked(() => Change(k => k.Id == keyId && k.Project == project && k.IsActive, k => k with { RevokedAt = now }));

    public Task<bool> SetRightAsync(ProjectId project, int keyId, KeyRight right, bool isGiven, AuditEntry audit, CancellationToken cancellationToken) =>
        Locked(() => Change(
            k => k.Id == keyId && k.Project == project && k.IsActive && k.Has(right) != isGiven,
            k => right is KeyRight.ReadContent ? k with { MayReadContent = isGiven } : k with { MayChangeRules = isGiven }));

    public Task TouchKeyAsync(int keyId, UnixNanos lastUsed, CancellationToken cancellationToken) =>
        Locked(() => Change(k => k.Id == keyId, k => k with { LastUsedAt = lastUsed }));

    public Task<IReadOnlyList<User>> GetUsersAsync(CancellationToken cancellationToken) => Locked<IReadOnlyList<User>>(() => [.. _users.Values]);

    public Task<User?> FindUserAsync(Guid id, CancellationToken cancellationToken) => Locked(() => _users.GetValueOrDefault(id));

    public Task<User?> FindUserByEmailAsync(string email, CancellationToken cancellationToken) =>
        Locked(() => _users.Values.FirstOrDefault(u => Same(u.Email, email)));

    public Task CreateUserAsync(User user, AuditEntry audit, CancellationToken cancellationToken) => Locked(() =>
    {
        RefuseSecond(_users.Values.Any(u => Same(u.Email, user.Email)), nameof(User.Email));
        _users.Add(user.Id, user);
        return true;
    });

    public Task<bool> UpdateUserAsync(User user, string loadedSecurityStamp, AuditEntry? audit, CancellationToken cancellationToken) => Locked(() =>
    {
        RefuseSecond(_users.Values.Any(u => u.Id != user.Id && Same(u.Email, user.Email)), nameof(User.Email));
        if (_users.GetValueOrDefault(user.Id) is not { } stored || stored.SecurityStamp != loadedSecurityStamp)
        {
            return false;
        }

        _users[user.Id] = user with { FailedSignIns = stored.FailedSignIns, LockedUntil = stored.LockedUntil };
        return true;
    });

    public Task<int> CountFailedSignInAsync(Guid id, CancellationToken cancellationToken) => Locked(() =>
        _users.TryGetValue(id, out var user) ? (_users[id] = user with { FailedSignIns = user.FailedSignIns + 1 }).FailedSignIns : 0);

    public Task ResetSignInsAsync(Guid id, UnixNanos? lockedUntil, CancellationToken cancellationToken) => Locked(() =>
        _users.TryGetValue(id, out var user) ? _users[id] = user with { FailedSignIns = 0, LockedUntil = lockedUntil } : null);

    public Task<bool> DeleteUserAsync(Guid id, AuditEntry audit, CancellationToken cancellationToken) => Locked(() => _users.Remove(id));

    public Task<string?> GetSettingAsync(string name, CancellationToken cancellationToken) => Locked(() => _settings.GetValueOrDefault(name));

    public Task SetSettingAsync(string name, string? value, CancellationToken cancellationToken) =>
        Locked(() => value is null ? _settings.Remove(name) : (_settings[name] = value).Length > 0);

    public Task SetSettingAsync(string name, string? value, AuditEntry audit, CancellationToken cancellationToken) => SetSettingAsync(name, value, cancellationToken);

    private Task<T> Locked<T>(Func<T> work)
    {
        if (Failure is { } failure)
        {
            return Task.FromException<T>(failure);
        }

        lock (_lock)
        {
            return Task.FromResult(work());
        }
    }

    private bool Change(Predicate<ApiKey> which, Func<ApiKey, ApiKey> change)
    {
        var at = _keys.FindIndex(k => which(k.Key));
        if (at >= 0)
        {
            _keys[at] = (change(_keys[at].Key), _keys[at].Sha256);
        }

        return at >= 0;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static void RefuseSecond(bool isTaken, string field)
    {
        if (isTaken)
        {
            throw new InvalidOperationException($"{field} is taken.");
        }
    }
}
