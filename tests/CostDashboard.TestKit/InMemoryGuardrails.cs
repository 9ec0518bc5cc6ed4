using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>Limits of projects as the port promises them, until the process ends.</summary>
public sealed class InMemoryGuardrails : IGuardrailStore
{
    private readonly Dictionary<ProjectId, StoredGuardrails> _stored = [];
    private readonly Dictionary<ProjectId, UnixNanos> _watched = [];

    public Task<StoredGuardrails> GetAsync(ProjectId project, CancellationToken cancellationToken) =>
        Task.FromResult(_stored.GetValueOrDefault(project) ?? new(GuardrailSettings.Usual, 0));

    public async Task<bool> SetAsync(ProjectId project, GuardrailSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (settings.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(settings));
        }

        if ((await GetAsync(project, cancellationToken)).Version != loadedVersion)
        {
            return false;
        }

        _stored[project] = new(settings, loadedVersion + 1);
        return true;
    }

    public Task<UnixNanos?> GetWatchedAsync(ProjectId project, CancellationToken cancellationToken) =>
        Task.FromResult(_watched.TryGetValue(project, out var until) ? until : (UnixNanos?)null);

    public Task SetWatchedAsync(ProjectId project, UnixNanos until, CancellationToken cancellationToken)
    {
        _watched[project] = until;
        return Task.CompletedTask;
    }
}
