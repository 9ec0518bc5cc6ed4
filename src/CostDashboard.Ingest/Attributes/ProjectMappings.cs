using System.Collections.Concurrent;
using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Normalization;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Attributes;

/// <summary>The mapping of each project, compiled, without asking the store for every request. A change holds everywhere within five seconds.</summary>
public sealed class ProjectMappings(IMappingStore store, TimeProvider clock, ILogger<ProjectMappings> logger)
{
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan s_remembered = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<ProjectId, Remembered> _byProject = new();

    /// <summary>Null when the store does not answer now: the sender is told to send again, since spans that were read by another mapping would stay so.</summary>
    public async ValueTask<AttributeLookup?> FindAsync(ProjectId project, CancellationToken cancellationToken)
    {
        if (_byProject.TryGetValue(project, out var remembered) && clock.GetElapsedTime(remembered.At) < s_remembered)
        {
            return remembered.Lookup;
        }

        try
        {
            return await ReadAsync(project, remembered, cancellationToken);
        }
        // Whatever keeps the store from answering, an answer that does not ask for a retry would lose the spans.
#pragma warning disable CA1031 // the reason stands above
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "The attribute mapping of project {Project} could not be read; the sender was told to retry.", project.Value);
            return null;
        }
    }

    private async Task<AttributeLookup> ReadAsync(ProjectId project, Remembered? known, CancellationToken cancellationToken)
    {
        // The time is taken before the store is asked: what it answers is at least as new.
        var at = clock.GetTimestamp();
        var stored = await store.GetAsync(project, cancellationToken);
        var lookup = known?.Mapping == stored.Mapping ? known.Lookup : AttributeLookup.Of(stored.Mapping);
        if (_byProject.Count >= MostRemembered)
        {
            _byProject.Clear();
        }

        _byProject[project] = new(stored.Mapping, lookup, at);
        return lookup;
    }

    private sealed record Remembered(AttributeMapping Mapping, AttributeLookup Lookup, long At);
}
